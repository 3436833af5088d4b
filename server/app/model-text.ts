import type { CharactersSettings, Manifest, SequenceMarkers } from '../../models/manifest.js';
import type { ModelEntry } from '../../models/repository.js';
import { compileChain, describeChain } from '../preprocess/chain.js';

/** What a model takes, what is done to the signal first, when it answers and with what: for a person. */
export function modelText({ id, manifest }: ModelEntry): string {
  const { signal, gap, results, replaces = [] } = manifest;
  const names = signal.channels.names ?? Array.from({ length: signal.channels.count }, (_, i) => `channel ${i + 1}`);
  const sfreq = signal.streamSfreq?.[0] ?? signal.sfreq;
  const chain = describeChain(compileChain(manifest.preprocess, { channelNames: names, sfreq }));
  const rows: [string, string[]][] = [
    ['', [manifest.description]],
    ['licence', [manifest.licence]],
    ['trained on', [manifest.trainedOn]],
    ['measured', results.map(({ what, value, on }) => `${what}: ${value} (${on})`)],
    ['channels', [channelText(manifest)]],
    ['window', [`${signal.nSamples} samples at ${signal.sfreq} Hz (${(signal.nSamples / signal.sfreq).toFixed(3)} s)`]],
    ['preprocessing', chain],
    ['instead of', replaces],
    ['answers', [whenText(manifest)]],
    ['missing samples', [GAP_WORDS[gap]]],
    ['output', [outputText(manifest)]],
  ];
  const body = rows.flatMap(([head, lines]) =>
    lines.map((line, i) => `  ${(i === 0 ? head : '').padEnd(16)} ${line}`.trimEnd()),
  );
  return `${[id, ...body].join('\n')}\n`;
}

const GAP_WORDS: Readonly<Record<Manifest['gap'], string>> = {
  skip: 'a window that touches a gap is answered with GAP',
  hold: 'the last value is held, and the share of missing samples told',
  zero: 'zeros go in, and the share of missing samples is told',
  mask: 'zeros and a mask go in, and the share of missing samples is told',
};

function channelText({ signal }: Manifest): string {
  const { names, kinds, count, missing, maxMissing } = signal.channels;
  const which = names === undefined ? `${count} of kind ${(kinds ?? []).join(' or ')}` : `${names.join(' ')}`;
  const absent = missing === 'zero' ? `; up to ${maxMissing ?? 0} may be missing and are 0` : '';
  return `${which}, in ${signal.unit === 'any' ? 'any unit' : signal.unit}${absent}`;
}

function whenText({ when, signal }: Manifest): string {
  switch (when.kind) {
    case 'sliding':
      return `every ${when.stride} samples (${(when.stride / signal.sfreq).toFixed(3)} s)${sequenceText(when.sequence)}`;
    case 'epoch': {
      const tmax = when.tmin + signal.nSamples / signal.sfreq;
      const early = when.progressive === undefined ? '' : `; early after ${when.progressive.join(', ')} samples`;
      return `for each marker "${when.marker}", from ${when.tmin} to ${tmax} s after it${early}${sequenceText(when.sequence)}`;
    }
    case 'sequence':
      return `for each sequence from "${when.startMarker}" to "${when.endMarker}", at most ${when.timeout} s`;
  }
}

function sequenceText(sequence: SequenceMarkers | undefined): string {
  if (sequence === undefined) return '';
  const { startMarker, endMarker, tail = 0, timeout } = sequence;
  const from = startMarker === undefined ? '' : ` from "${startMarker}"`;
  const to = endMarker === undefined ? '' : ` to "${endMarker}"${tail === 0 ? '' : ` and ${tail} s more`}`;
  return `; in sequences${from}${to}, of at most ${timeout} s`;
}

function outputText({ postprocess }: Manifest): string {
  switch (postprocess.kind) {
    case 'classes':
      return `one of ${postprocess.labels.join(', ')}`;
    case 'embedding':
      return `an embedding, ${postprocess.half === true ? 'float16' : 'float32'}`;
    case 'signal':
      return 'a signal';
    case 'retrieval':
      return retrievalText(postprocess);
    case 'characters':
      return charactersText(postprocess);
  }
}

const NORM_WORDS = {
  candidate: 'the output with candidates of norm 1',
  both: 'the cosine of output and candidates',
  none: 'the output with candidates as they are',
};

function retrievalText(postprocess: Extract<Manifest['postprocess'], { kind: 'retrieval' }>): string {
  const { bank, topK, topLabels, normalise, temperature, precision = 'float32', average } = postprocess;
  const labels = topLabels === undefined ? '' : `, and ${topLabels} labels`;
  const mean = average === undefined ? '' : `; mean over markers with the same ${average.by}`;
  return `the best ${topK} candidates of ${bank}${labels}, by ${NORM_WORDS[normalise]} (temperature ${temperature}, ${precision})${mean}`;
}

function charactersText({ mode, labels, languageModel, beam, temperature, commit }: CharactersSettings): string {
  const from = mode === 'ctc' ? 'frames (CTC)' : 'one window for each key';
  const model =
    languageModel === undefined
      ? 'no language model'
      : `language model ${languageModel.file}, weight ${languageModel.weight} (${languageModel.rule})`;
  const calibrated = temperature === undefined ? '' : `, temperature ${temperature}`;
  const { posterior, lagKeys, lagSeconds } = commit;
  const limits = [
    posterior === undefined ? '' : `at probability ${posterior}`,
    lagKeys === undefined ? '' : `after ${lagKeys} keys`,
    lagSeconds === undefined ? '' : `after ${lagSeconds} s`,
  ].filter((limit) => limit !== '');
  const committed = limits.length === 0 ? 'at its end' : limits.join(' or ');
  return `text of ${labels.length} labels from ${from}; ${model}, beam ${beam}${calibrated}; committed ${committed}`;
}
