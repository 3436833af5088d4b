// `npm run bench:report [-- FILE... --out FILE]`: one page of the newest results of `npm run bench` and of the claims, for a
// person to look at.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Outcome } from './claims.js';
import type { DecodersResult } from './decoders.js';
import type { GrowthResult } from './growth.js';
import { barRows, escaped, lineChart, type Series } from './harness/chart.js';
import type { EnvInfo } from './harness/env-info.js';
import { CDF_SHARES, median, type Percentiles } from './harness/percentiles.js';
import type { ProcessLoad } from './harness/process-load.js';
import { RESULTS, type ResultFile } from './harness/result-file.js';
import type { LatencyResult, SideName } from './latency.js';
import type { SoakResult } from './soak.js';
import type { ThroughputResult } from './throughput.js';

const COLOURS: Readonly<Record<SideName, string>> = {
  cortexwire: '#0b6e99',
  'ws-relay': '#8a8a8a',
  'lsl-hop': '#e0b040',
  'lsl-job': '#d0771e',
  'redis-hop': '#e59a9a',
  'redis-job': '#b8322a',
  timeflux: '#7d5ba6',
  brainflow: '#7a9e4a',
};
const [OURS, TAIL] = ['#0b6e99', '#9cc7d8'];

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.2rem; margin-top: 2.6rem; border-bottom: 1px solid #ddd; padding-bottom: .2rem; }
  h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; } p { margin: .3rem 0 .7rem; } .quiet, .none { color: #666; font-size: .88rem; }
  .wide { overflow-x: auto; } .charts { display: flex; flex-wrap: wrap; } .charts > div { flex: 0 1 auto; min-width: 0; }
  table { border-collapse: collapse; font-size: .88rem; margin: .5rem 0 1rem; } td, th { padding: .2rem .7rem; text-align: right; white-space: nowrap; }
  th { font-weight: 600; white-space: normal; vertical-align: bottom; border-bottom: 1px solid #bbb; } td:first-child, th:first-child { text-align: left; padding-left: 0; }
  td.text, th.text { text-align: left; white-space: normal; color: #666; } td.text:last-child { min-width: 16rem; } tr.ours td { font-weight: 600; } tr + tr td { border-top: 1px solid #eee; }
  svg { display: block; max-width: 100%; height: auto; } .grid { stroke: #ebebeb; } .tick, .number { font-size: 12px; fill: #555; } .number { font-size: 10.5px; }
  .label { font-size: 12.5px; fill: #333; } .legend { font-size: .85rem; } .legend span { margin-right: 1.1rem; white-space: nowrap; }
  .legend i { display: inline-block; width: .9rem; height: .25rem; margin-right: .4rem; vertical-align: middle; }
  .warn { background: #fff4dd; border-left: 4px solid #e0b040; padding: .3rem .7rem; font-size: .9rem; }
`;

type Row = readonly string[];

function table(head: Row, rows: readonly Row[], options: { textFrom?: number; ours?: string } = {}): string {
  const { textFrom = Infinity, ours } = options;
  const cell = (tag: string) => (text: string, i: number) =>
    `<${tag}${i >= textFrom ? ' class="text"' : ''}>${escaped(text)}</${tag}>`;
  const body = rows.map((row) => `<tr${row[0] === ours ? ' class="ours"' : ''}>${row.map(cell('td')).join('')}</tr>`);
  return `<div class="wide"><table><tr>${head.map(cell('th')).join('')}</tr>${body.join('')}</table></div>`;
}

function ms(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined || Number.isNaN(seconds) ? '–' : (seconds * 1e3).toFixed(2);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function spread(p: Percentiles): Row {
  return [ms(p.p50), ms(p.p95), ms(p.p99), ms(p.p999), ms(p.max)];
}

function loadRow(name: string, { cpuShare, gc, eventLoopDelay }: ProcessLoad): Row {
  return [
    name,
    percent(cpuShare),
    gc === null ? '–' : String(gc.n),
    gc === null ? '–' : ms(gc.total),
    gc === null ? '–' : ms(gc.max),
    ms(eventLoopDelay?.p50),
    ms(eventLoopDelay?.p99),
    ms(eventLoopDelay?.max),
  ];
}
const LOAD_HEAD = ['process', 'CPU', 'GCs', 'in all', 'longest', 'loop p50', 'p99', 'max'];

function latencySection({ options, sides, absent, ratios }: LatencyResult): string {
  const { nChannels, sfreq, chunk, nSubscribers, seconds, turns } = options;
  const entries = Object.entries(sides) as [SideName, NonNullable<LatencyResult['sides'][SideName]>][];
  const series = entries.map(([name, side]): Series => ({
    name,
    colour: COLOURS[name],
    isMain: name === 'cortexwire',
    points: CDF_SHARES.map((share, i) => [share, side.cdf[i]! * 1e3]),
  }));
  const range = ([least, most]: readonly [number, number]): string => `${least.toFixed(2)}…${most.toFixed(2)}`;
  const rows = entries.map(([name, side]) => {
    const ratio = ratios[name];
    const beside =
      ratio === undefined
        ? ['', '']
        : [
            `×${ratio.p50.toFixed(2)} (${range(ratio.rangeP50)})`,
            `×${ratio.p99.toFixed(2)} (${range(ratio.rangeP99)})`,
          ];
    return [name, ...spread(side.added), ...beside];
  });
  const parts = [
    `<h3>Chunks of ${chunk}, ${nSubscribers} subscriber${nSubscribers === 1 ? '' : 's'}</h3>`,
    `<p class="quiet">${nChannels} channels at ${sfreq} Hz, a window of ${options.windowSeconds} s at every chunk, ${seconds} s of each side in ${turns} turns.
      Added: from a sample's leaving the rig to its answer at the reader, without the model's own run.</p>`,
    lineChart({
      x: {
        label: 'share of the answers that are not later',
        scale: 'tail',
        format: (share) => `${Number((share * 100).toFixed(2))} %`,
      },
      y: { label: 'added latency, ms', scale: 'log' },
      series,
    }),
    table(['added, ms', 'p50', 'p95', 'p99', 'p99.9', 'max', 'cortexwire beside it, p50', 'p99'], rows, {
      ours: 'cortexwire',
    }),
    `<p class="quiet">${entries
      .flatMap(([name, { lacks }]) => (lacks === '' ? [] : [`<b>${name}</b>: ${escaped(lacks)}.`]))
      .join(' ')}</p>`,
    ...Object.entries(absent).map(
      ([name, why]) => `<p class="warn">${escaped(name)} was not measured: ${escaped(why)}</p>`,
    ),
  ];
  const { cortexwire } = sides;
  if (cortexwire?.stages !== undefined) {
    const stages = Object.entries(cortexwire.stages);
    parts.push(
      '<h3>Where the time goes in the server</h3>',
      barRows(
        stages.map(([name, p]) => ({
          name,
          bars: [
            { value: p.p50, colour: OURS },
            { value: p.p99, colour: TAIL },
          ],
        })),
        (value) => `${ms(value)} ms`,
      ),
      `<p class="legend"><span><i style="background:${OURS}"></i>median</span><span><i style="background:${TAIL}"></i>p99</span></p>`,
      '<h3>What its processes did meanwhile</h3>',
      table(
        LOAD_HEAD,
        Object.entries(cortexwire.loads).map(([name, load]) => loadRow(name, load)),
      ),
      `<p class="quiet">Times in ms. The rig was late against its deadlines by ${ms(cortexwire.late.p50)} ms at p50 and ${ms(cortexwire.late.p99)} at p99;
        ${cortexwire.losses.nSequenceErrors} decodes missing or doubled, ${cortexwire.losses.nDropped} dropped.</p>`,
    );
  }
  return parts.join('\n');
}

function throughputSection({ options, capacity, ratio, curve }: ThroughputResult): string {
  const { nChannels, sfreq, chunk } = options;
  const common = { width: 470, height: 270 };
  const carried = (name: 'server' | 'sink'): Row => {
    const found = capacity[name];
    const rigs = found.map(({ nRigs }) => nRigs);
    const generator = found.at(-1)?.at?.loads['generator']?.cpuShare;
    return [
      name,
      String(median(rigs)),
      rigs.join(', '),
      (median(found.map(({ framesPerSecond }) => framesPerSecond)) || 0).toFixed(0),
      generator === undefined ? '–' : percent(generator),
      found.at(-1)?.limit ?? '',
    ];
  };
  return [
    `<p class="quiet">Rigs of ${nChannels} channels at ${sfreq} Hz in chunks of ${chunk}: band-pass, resampling to 120 Hz, a window of 1 s every 100 ms.</p>`,
    '<div class="charts">',
    `<div>${lineChart({
      ...common,
      x: { label: 'rigs', scale: 'linear' },
      y: { label: 'CPU of the server, cores', scale: 'linear' },
      series: [
        {
          name: 'server',
          colour: OURS,
          isMain: true,
          points: [[0, 0], ...curve.map((one) => [one.nRigs, one.cpuSecondsPerSecond] as const)],
        },
      ],
    })}</div>`,
    `<div>${lineChart({
      ...common,
      x: { label: 'rigs', scale: 'log', ticks: curve.map(({ nRigs }) => nRigs) },
      y: { label: 'age at the subscriber, ms', scale: 'log' },
      series: [
        { name: 'p99', colour: TAIL, points: curve.map(({ nRigs, age }) => [nRigs, age.p99 * 1e3]) },
        { name: 'median', colour: OURS, isMain: true, points: curve.map(({ nRigs, age }) => [nRigs, age.p50 * 1e3]) },
      ],
    })}</div>`,
    '</div>',
    table(
      ['rigs', 'CPU each', 'memory, MiB', 'p50, ms', 'p99, ms', 'generator CPU', ''],
      curve.map(({ nRigs, cpuSecondsPerSecond, residentBytes, age, loads, limit }) => [
        String(nRigs),
        percent(cpuSecondsPerSecond / nRigs),
        residentBytes === null ? '–' : (residentBytes / 2 ** 20).toFixed(0),
        ms(age.p50),
        ms(age.p99),
        loads['generator'] === undefined ? '–' : percent(loads['generator'].cpuShare),
        limit === null ? '' : `not carried: ${limit}`,
      ]),
      { textFrom: 6 },
    ),
    capacity.server.length === 0
      ? ''
      : table(
          ['carries', 'rigs', 'each time', 'frames/s', 'generator CPU', 'then'],
          [carried('server'), carried('sink')],
          { textFrom: 5, ours: 'server' },
        ),
    Number.isFinite(ratio) ? `<p>The server carries ×${ratio.toFixed(2)} of what the bare sink takes.</p>` : '',
  ].join('\n');
}

function decodersSection({ options, decoders }: DecodersResult): string {
  const rate = (spells: readonly { readonly windowsPerSecond: number }[]): number =>
    median(spells.map(({ windowsPerSecond }) => windowsPerSecond));
  return [
    `<p class="quiet">Windows of ${options.nSamples} samples × ${options.nChannels} channels, replayed as fast as the server takes them; one thread. The models differ in how much work they are.</p>`,
    table(
      [
        'model',
        'run, ms',
        'server, windows/s',
        'bare loop',
        'efficiency',
        'outside the run, µs',
        ...options.batches.map((batch) => `loop in ${batch}s`),
      ],
      decoders.map(({ nProducts, server, bare, efficiency, outsideRun, batches }) => [
        `work ${nProducts}`,
        ms(median(bare.map(({ run }) => run.p50))),
        rate(server).toFixed(0),
        rate(bare).toFixed(0),
        efficiency.toFixed(3),
        (outsideRun * 1e6).toFixed(0),
        ...options.batches.map((batch) => (batches[batch] ?? NaN).toFixed(0)),
      ]),
    ),
  ].join('\n');
}

function growthSection({ growths }: GrowthResult): string {
  const colours = ['#0b6e99', '#d0771e', '#7a9e4a', '#b8322a', '#7d5ba6', '#555555'];
  return [
    lineChart({
      x: { label: 'times the size', scale: 'log', ticks: [1, 4, 16] },
      y: { label: 'times the processor time', scale: 'log' },
      series: growths.map(({ what, sizes, cpuSeconds }, i) => ({
        name: what,
        colour: colours[i % colours.length]!,
        points: sizes.map((size, j) => [size / sizes[0]!, cpuSeconds[j]! / cpuSeconds[0]!]),
      })),
    }),
    table(
      ['', '×1', '×4', '×16', 'grows with the power'],
      growths.map(({ what, sizes, cpuSeconds, exponent, notCarried }) => [
        what,
        ...sizes.map(
          (size, i) => `${size}: ${(cpuSeconds[i]! * 1e3).toFixed(2)} ms${notCarried[i] === null ? '' : ' *'}`,
        ),
        exponent.toFixed(2),
      ]),
    ),
    '<p class="quiet">Processor time of the server per second, or of one estimate, or one key. * was more than it carried.</p>',
  ].join('\n');
}

function soakSection(result: SoakResult): string {
  const { nRigs, options, readings, memoryGrowth, handleGrowth, nDropped } = result;
  const common = { width: 470, height: 250, x: { label: 'minutes', scale: 'linear' as const } };
  const over = (pick: (reading: SoakResult['readings'][number]) => number): (readonly [number, number])[] =>
    readings.map((reading) => [reading.at / 60, pick(reading)]);
  return [
    `<p class="quiet">${nRigs} rigs for ${options.minutes} minutes: memory ×${memoryGrowth.toFixed(3)} from the second quarter to the last, ${handleGrowth} more handles, ${nDropped} dropped.</p>`,
    '<div class="charts">',
    `<div>${lineChart({
      ...common,
      y: { label: 'memory, MiB', scale: 'linear' },
      series: [
        { name: 'resident', colour: OURS, isMain: true, points: over(({ residentBytes }) => residentBytes / 2 ** 20) },
        { name: 'heap', colour: TAIL, points: over(({ heapBytes }) => heapBytes / 2 ** 20) },
      ],
    })}</div>`,
    `<div>${lineChart({
      ...common,
      y: { label: 'age at the subscriber, ms', scale: 'log' },
      series: [
        { name: 'p99', colour: TAIL, points: over(({ age }) => age.p99 * 1e3) },
        { name: 'median', colour: OURS, isMain: true, points: over(({ age }) => age.p50 * 1e3) },
      ],
    })}</div>`,
    '</div>',
  ].join('\n');
}

const SECTIONS: readonly { what: string; title: string; section: (result: never) => string }[] = [
  { what: 'latency', title: 'Latency', section: latencySection },
  { what: 'throughput', title: 'Throughput', section: throughputSection },
  { what: 'decoders', title: 'Decoders', section: decodersSection },
  { what: 'growth', title: 'Growth', section: growthSection },
  { what: 'soak', title: 'Soak', section: soakSection },
];

interface ClaimsRun {
  readonly environment: EnvInfo;
  readonly outcomes: readonly Outcome[];
}

/** What a file holds: results of a measurement, or runs of claims. */
type Found = ResultFile | { readonly what: 'claims'; readonly runs: readonly ClaimsRun[] };

async function readResults(path: string): Promise<Found | undefined> {
  const content = JSON.parse(await readFile(path, 'utf8')) as
    ResultFile | ClaimsRun | { readonly runs: readonly ClaimsRun[] };
  if ('runs' in content) return { what: 'claims', runs: content.runs };
  if ('outcomes' in content) return { what: 'claims', runs: [content] };
  return SECTIONS.some(({ what }) => what === content.what) ? content : undefined;
}

/** The newest of each measurement, one that was quick only where there is no other; and every file of claims. */
async function newestResults(): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const folder of [join(RESULTS, 'local'), RESULTS]) {
    const names = existsSync(folder) ? await readdir(folder) : [];
    for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
      const file = await readResults(join(folder, name));
      if (file !== undefined) found.set(file.what === 'claims' ? join(folder, name) : file.what, file);
    }
  }
  return [...found.values()];
}

async function namedResults(path: string): Promise<Found> {
  const file = await readResults(path);
  if (file === undefined) throw new Error(`${path} holds no results of \`npm run bench\` or \`npm run claims\``);
  return file;
}

function claimRows({ outcomes }: ClaimsRun): string {
  const number = (value: number | null): string =>
    value === null ? '–' : Number.isInteger(value) ? String(value) : value.toPrecision(4);
  const rows = outcomes.flatMap((outcome) =>
    'couldNotMeasure' in outcome
      ? [[outcome.name, '', '', '', 'not measured', outcome.couldNotMeasure]]
      : outcome.figures.map(({ figure, bound, holds }, i) => [
          i === 0 ? outcome.name : '',
          number(figure),
          `${bound.op} ${bound.value}`,
          bound.unit,
          holds ? 'holds' : 'DOES NOT HOLD',
          bound.what ?? outcome.sentence,
        ]),
  );
  return table(['claim', 'figure', 'bound', '', '', 'of what'], rows, { textFrom: 3 });
}

function provenance({ date, commit, modified, node, onnxruntime, cpu, cores, platform }: EnvInfo): string {
  const when = `${date.slice(0, 16).replace('T', ' ')} UTC, commit ${commit?.slice(0, 10) ?? '?'}${modified ? ' with changes' : ''}`;
  const machine = `${cpu}, ${cores} cores, ${platform}, Node ${node}, ONNX Runtime ${onnxruntime}`;
  return `<p class="quiet">${escaped(when)}. ${escaped(machine)}.</p>`;
}

function page(files: readonly Found[]): string {
  const sections = SECTIONS.flatMap(({ what, title, section }) =>
    files
      .filter((file): file is ResultFile => file.what === what)
      .map(({ quick, environment, results }) => {
        const note = quick ? '<p class="warn">A quick run: for a look, not to be quoted.</p>' : '';
        const body = (results as never[]).map(section).join('\n');
        return `<h2>${title}</h2>${provenance(environment)}${note}${body}`;
      }),
  );
  const runs = files.flatMap((file) => ('runs' in file ? file.runs : []));
  if (runs.length > 0) {
    sections.push('<h2>Claims</h2>', ...runs.map((run) => `${provenance(run.environment)}${claimRows(run)}`));
  }
  const body =
    sections.length > 0 ? sections.join('\n') : '<p>There are no results: <code>npm run bench</code> makes some.</p>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>cortexwire: measurements</title>
<style>${STYLE}</style></head><body><h1>cortexwire: measurements</h1>
<p class="quiet">Machines are shared and noisy: a ratio within one run says more than a time.</p>
${body}</body></html>
`;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const files = positionals.length > 0 ? await Promise.all(positionals.map(namedResults)) : await newestResults();
const out = values.out ?? join(RESULTS, 'local/report.html');
await mkdir(dirname(out), { recursive: true });
await writeFile(out, page(files));
console.log(`${files.length} results in ${out}`);
