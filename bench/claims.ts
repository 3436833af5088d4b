// `npm run claims [-- NAME... --all --list --json FILE]`: measures again what the README says.
// Exit code 1 when a claim does not hold, 2 when one that was asked for by name or with --all could not be measured.
import { readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../server/config/package-root.js';
import { CouldNotMeasure, holds, type Bound, type Claim, type ClaimContext, type Measured } from './claims/claim.js';
import { endTogether, scratchFolder, type ScratchFolder } from './harness/children.js';
import { envInfo } from './harness/env-info.js';

export type Outcome =
  | { name: string; sentence: string; seconds: number; figures: Figure[]; holds: boolean }
  | { name: string; sentence: string; couldNotMeasure: string };

interface Figure extends Measured {
  readonly bound: Bound;
  readonly holds: boolean;
}

async function allClaims(): Promise<Claim[]> {
  const folder = new URL('./claims/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => /^[a-z0-9-]+\.(js|ts)$/.test(file) && !/^claim\./.test(file));
  const modules = files.sort().map(async (file) => {
    const { claim } = (await import(new URL(file, folder).href)) as { claim?: Claim };
    if (claim?.name !== file.replace(/\.(js|ts)$/, '')) throw new Error(`${file} exports no claim of its own name`);
    return claim;
  });
  return Promise.all(modules);
}

function recordings(): string {
  const folder = process.env['CORTEXWIRE_RECORDINGS'] ?? join(packageRoot(), '../shared/data');
  if (!existsSync(folder)) {
    throw new CouldNotMeasure(`no recordings at ${folder}: set CORTEXWIRE_RECORDINGS to the folder that has them`);
  }
  return resolve(folder);
}

async function measure(claim: Claim): Promise<Outcome> {
  const { name, sentence } = claim;
  const folders: ScratchFolder[] = [];
  const begin = performance.now();
  const context: ClaimContext = {
    recordings,
    async scratch() {
      const folder = await scratchFolder('cortexwire-claim-');
      folders.push(folder);
      return folder.path;
    },
    progress(text) {
      const seconds = ((performance.now() - begin) / 1000).toFixed(0);
      process.stderr.write(`  ${seconds.padStart(4)} s  ${text}\n`);
    },
  };
  try {
    const measured = await claim.measure(context);
    const figures = claim.bounds.map((bound, i): Figure => {
      const one = measured[i] ?? { figure: NaN, detail: 'no figure was given' };
      return { ...one, bound, holds: holds(bound, one.figure) };
    });
    const seconds = (performance.now() - begin) / 1000;
    return { name, sentence, seconds, figures, holds: figures.every((figure) => figure.holds) };
  } catch (error) {
    if (error instanceof CouldNotMeasure) return { name, sentence, couldNotMeasure: error.message };
    const detail = `the measurement broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    const figures = claim.bounds.map((bound): Figure => ({ figure: NaN, detail, bound, holds: false }));
    return { name, sentence, seconds: (performance.now() - begin) / 1000, figures: figures.slice(0, 1), holds: false };
  } finally {
    for (const folder of folders) await folder.remove();
  }
}

function print(outcome: Outcome): void {
  if ('couldNotMeasure' in outcome) {
    console.log(`not measured   ${outcome.name}: ${outcome.sentence}`);
    console.log(`               ${outcome.couldNotMeasure}`);
    return;
  }
  const verdict = outcome.holds ? 'holds' : 'DOES NOT HOLD';
  console.log(`${verdict.padEnd(14)} ${outcome.name}: ${outcome.sentence}  (${outcome.seconds.toFixed(1)} s)`);
  for (const { bound, figure, detail, holds: ok } of outcome.figures) {
    const what = bound.what === undefined ? '' : `${bound.what}: `;
    const mark = ok ? '' : '   <- does not hold';
    console.log(
      `               ${what}${format(figure)} ${bound.unit} (${bound.op} ${bound.value} ${bound.unit})${mark}`,
    );
    for (const line of detail?.split('\n') ?? []) console.log(`               ${line}`);
  }
}

function format(figure: number): string {
  return Number.isInteger(figure) ? String(figure) : figure.toPrecision(4);
}

/** What was asked for is not there to be measured. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${String(error)}\nusage: npm run claims [-- NAME... --all --list --json FILE]`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parse();
  const claims = await allClaims();
  if (values.list) {
    for (const { name, sentence, tags } of claims)
      console.log([name, ...tags.map((t) => `[${t}]`), sentence].join('  '));
    return;
  }
  for (const name of positionals) {
    if (!claims.some((claim) => claim.name === name)) {
      throw new UsageError(`no claim is called "${name}"; there are ${claims.map((claim) => claim.name).join(', ')}`);
    }
  }
  const asked = claims.filter(({ name, tags }) =>
    positionals.length > 0 ? positionals.includes(name) : values.all || tags.length === 0,
  );
  endTogether();

  const outcomes: Outcome[] = [];
  for (const [i, claim] of asked.entries()) {
    process.stderr.write(`[${i + 1}/${asked.length}] ${claim.name}\n`);
    const outcome = await measure(claim);
    outcomes.push(outcome);
    print(outcome);
  }

  const leftOut = claims.filter((claim) => !asked.includes(claim));
  const failed = outcomes.filter((outcome) => 'holds' in outcome && !outcome.holds);
  const notMeasured = outcomes.filter((outcome) => 'couldNotMeasure' in outcome);
  console.log(
    `\n${outcomes.length - failed.length - notMeasured.length} hold, ${failed.length} do not, ` +
      `${notMeasured.length} could not be measured`,
  );
  if (leftOut.length > 0 && positionals.length === 0) {
    console.log(
      `left out (long, or needing another program; by name or with --all): ${leftOut.map((c) => c.name).join(', ')}`,
    );
  }
  if (values.json !== undefined) {
    const report = { environment: envInfo(), outcomes, leftOut: leftOut.map((claim) => claim.name) };
    await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (failed.length > 0) process.exitCode = 1;
  else if (notMeasured.length > 0 && (positionals.length > 0 || values.all)) process.exitCode = 2;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
