import { chainWidths } from './chain.js';
import { channelKey } from './channel-name.js';
import { checkCharacters } from './character-rules.js';
import { isShared } from './language-file.js';
import { formatNames, formatPath, formatValue, Found, type Difference, type Report } from './difference.js';
import type { Manifest, Postprocess, SequenceMarkers } from './manifest.js';

/** Most values of one window, 256 MiB of float32: above it a number in the manifest is a slip, not a model. */
const MAX_WINDOW_VALUES = 2 ** 26;
/** Seconds by which two limits may differ and still be the same one written differently. */
const TIME_TOLERANCE = 1e-9;

/** Kinds whose channels can be had in the unit; a model that mixes magnetometers and gradiometers says `any`. */
const KINDS_OF_UNIT: Record<Exclude<Manifest['signal']['unit'], 'any'>, readonly string[]> = {
  uV: ['eeg', 'eog', 'ecg', 'emg', 'misc'],
  fT: ['mag', 'ref_meg', 'misc'],
  'fT/cm': ['grad', 'ref_meg', 'misc'],
};

/**
 * The rules between a manifest's fields, which its schema cannot hold: rates, lengths, files, labels.
 *
 * @param manifest  one that the schema accepts
 * @returns every difference; none when the manifest holds together
 */
export function refineManifest(manifest: Manifest): Difference[] {
  const differences: Difference[] = [];
  const report: Report = (keys, expected, found) => {
    differences.push({
      path: formatPath(keys),
      expected,
      found: found instanceof Found ? found.text : formatValue(found),
    });
  };
  checkFiles(manifest, report);
  checkChannels(manifest, report);
  checkRates(manifest, report);
  checkWidths(manifest, report);
  checkStepOrder(manifest, report);
  checkWhen(manifest, report);
  checkBaseline(manifest, report);
  checkInputs(manifest, report);
  checkPostprocess(manifest, report);
  return differences;
}

function checkFiles(manifest: Manifest, report: Report): void {
  const { files, model, golden, postprocess } = manifest;
  const listed = Object.keys(files);
  const need = (keys: PropertyKey[], name: string): void => {
    if (!Object.hasOwn(files, name)) report(keys, `a file listed in files (${formatNames(listed)})`, name);
  };
  need(['model'], model);
  need(['golden', 'input'], golden.input);
  need(['golden', 'output'], golden.output);
  if (postprocess.kind === 'retrieval') {
    const { bank } = postprocess;
    need(['postprocess', 'bank'], bank);
    const taken = { model, 'golden.input': golden.input, 'golden.output': golden.output };
    for (const [key, name] of Object.entries(taken)) {
      if (bank === name) report(['postprocess', 'bank'], `another file than ${key}`, bank);
    }
  }
  if (postprocess.kind === 'characters' && postprocess.languageModel !== undefined) {
    const { file } = postprocess.languageModel;
    if (!isShared(file)) need(['postprocess', 'languageModel', 'file'], file);
  }
  if (golden.output === golden.input) report(['golden', 'output'], 'another file than golden.input', golden.output);
  if (golden.input === model) report(['golden', 'input'], 'another file than model', golden.input);
  if (golden.output === model) report(['golden', 'output'], 'another file than model', golden.output);
  if (Object.hasOwn(files, 'manifest.json')) {
    report(['files', 'manifest.json'], 'the files beside the manifest', new Found('the manifest itself'));
  }
}

function checkChannels(manifest: Manifest, report: Report): void {
  const { channels, unit } = manifest.signal;
  const { names, kinds, count, aliases, missing, maxMissing } = channels;
  const at = (...keys: PropertyKey[]): PropertyKey[] => ['signal', 'channels', ...keys];
  if ((names === undefined) === (kinds === undefined)) {
    report(at(), 'exactly one of names and kinds', new Found(names === undefined ? 'neither' : 'both'));
  }
  if (names !== undefined) {
    if (names.length !== count) report(at('count'), `${names.length}, the number of names`, count);
    const seen = new Map<string, number>();
    names.forEach((name, index) => {
      const key = channelKey(name);
      if (key === '') report(at('names', index), 'a channel name', name);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, index);
      else report(at('names', index), 'each channel once', new Found(`${formatValue(name)}, which is names[${first}]`));
    });
  }
  if (kinds !== undefined) {
    kinds.forEach((kind, index) => {
      if (kinds.indexOf(kind) !== index) report(at('kinds', index), 'each kind once', kind);
      if (unit !== 'any' && !KINDS_OF_UNIT[unit].includes(kind)) {
        report(at('kinds', index), `a kind measured in ${unit} (${KINDS_OF_UNIT[unit].join(', ')}) or unit any`, kind);
      }
    });
  }
  if (missing === 'zero') {
    if (names === undefined) report(at('missing'), 'refuse, as channels are not named', missing);
    if (maxMissing === undefined) report(at('maxMissing'), 'how many channels may be missing', maxMissing);
  }
  if (maxMissing !== undefined) {
    if (missing === 'refuse' && maxMissing !== 0)
      report(at('maxMissing'), '0 or nothing, as missing is refuse', maxMissing);
    if (maxMissing >= count) report(at('maxMissing'), `less than count, ${count}`, maxMissing);
  }
  checkAliases(names ?? [], aliases ?? {}, report);
}

function checkAliases(names: string[], aliases: Record<string, string[]>, report: Report): void {
  const owner = new Map(names.map((name) => [channelKey(name), name]));
  for (const [name, others] of Object.entries(aliases)) {
    const keys: PropertyKey[] = ['signal', 'channels', 'aliases', name];
    if (!names.includes(name)) report(keys, 'a channel of signal.channels.names', name);
    others.forEach((other, index) => {
      const taken = owner.get(channelKey(other));
      if (taken !== undefined && taken !== name)
        report([...keys, index], `a name of ${name} alone`, new Found(`${formatValue(other)}, which is ${taken}`));
      owner.set(channelKey(other), name);
    });
  }
}

function checkRates(manifest: Manifest, report: Report): void {
  const { preprocess, signal } = manifest;
  const resamples = preprocess.flatMap((step, index) =>
    step.step === 'resample' ? [{ index, sfreq: step.sfreq }] : [],
  );
  const last = resamples.at(-1);
  if (last !== undefined && last.sfreq !== signal.sfreq) {
    report(
      ['preprocess', last.index, 'sfreq'],
      `signal.sfreq, ${signal.sfreq}, as no later step resamples`,
      last.sfreq,
    );
  }
  signal.streamSfreq?.forEach((sfreq, index) => {
    if (last === undefined && sfreq !== signal.sfreq) {
      report(['signal', 'streamSfreq', index], `signal.sfreq, ${signal.sfreq}, as no step resamples`, sfreq);
    }
  });
  if (signal.streamSfreq?.length === 0)
    report(['signal', 'streamSfreq'], 'at least one rate, or the field left out', []);

  // Before the first resampling the rate is the stream's: known only where the manifest narrows it.
  let sfreq = last === undefined ? signal.sfreq : signal.streamSfreq && Math.min(...signal.streamSfreq);
  preprocess.forEach((step, index) => {
    const at = (...keys: PropertyKey[]): PropertyKey[] => ['preprocess', index, ...keys];
    const needBelowNyquist = (keys: PropertyKey[], freq: number | undefined, found: unknown): void => {
      if (sfreq !== undefined && freq !== undefined && freq >= sfreq / 2) {
        report(keys, `below half the rate at this step, ${sfreq / 2} Hz`, found);
      }
    };
    if (step.step === 'resample') sfreq = step.sfreq;
    if (step.step === 'notch') {
      const highest = step.freq * step.harmonics;
      const isFundamental = sfreq !== undefined && step.freq >= sfreq / 2;
      needBelowNyquist(
        at(isFundamental ? 'freq' : 'harmonics'),
        highest,
        isFundamental ? step.freq : new Found(`${step.harmonics}, the highest of which is ${highest} Hz`),
      );
    }
    const bands = step.step === 'bandpass' ? [{ band: step, keys: [] }] : [];
    const bank = step.step === 'filterBank' ? step.bands.map((band, k) => ({ band, keys: ['bands', k] })) : [];
    for (const { band, keys } of [...bands, ...bank]) {
      const { low, high } = band;
      if (low === undefined && high === undefined) report(at(...keys), 'low, high or both', new Found('neither'));
      if (low !== undefined && high !== undefined && low >= high)
        report(at(...keys, 'low'), `below high, ${high} Hz`, low);
      needBelowNyquist(at(...keys, 'high'), high, high);
      if (high === undefined) needBelowNyquist(at(...keys, 'low'), low, low);
    }
  });
}

function checkWidths(manifest: Manifest, report: Report): void {
  const { preprocess, signal } = manifest;
  const widths = chainWidths(manifest);
  preprocess.forEach((step, index) => {
    const n = widths[index - 1] ?? signal.channels.count;
    const at = (...keys: PropertyKey[]): PropertyKey[] => ['preprocess', index, ...keys];
    const needRows = (keys: PropertyKey[], matrix: number[][]): void => {
      if (matrix.length === 0) report(keys, 'at least one row', []);
      const bad = matrix.findIndex((row) => row.length !== n);
      const length = matrix[bad]?.length;
      if (length !== undefined) {
        report([...keys, bad], `${n} numbers, one per channel at this step`, new Found(String(length)));
      }
    };
    const needLength = (keys: PropertyKey[], values: number[]): void => {
      if (values.length !== n)
        report(keys, `${n} numbers, one per channel at this step`, new Found(`${values.length}`));
    };
    if (step.step === 'channelMap') needRows(at('matrix'), step.matrix);
    if (step.step === 'whiten' && step.whitening.from === 'stored') {
      needRows(at('whitening', 'matrix'), step.whitening.matrix);
      if (step.whitening.mean !== undefined) needLength(at('whitening', 'mean'), step.whitening.mean);
    }
    if (step.step === 'robustScale' && step.statistics.from === 'stored') {
      needLength(at('statistics', 'center'), step.statistics.center);
      needLength(at('statistics', 'scale'), step.statistics.scale);
    }
  });
  const values = signal.nSamples * (widths.at(-1) ?? signal.channels.count);
  if (values > MAX_WINDOW_VALUES) {
    report(
      ['signal', 'nSamples'],
      `at most ${MAX_WINDOW_VALUES} values a window`,
      new Found(`${signal.nSamples}, which makes ${values}`),
    );
  }
}

/** Steps behind which channels have no names any more. */
const MIXERS = ['filterBank', 'channelMap', 'whiten'];

/** Whether each sample can be treated by itself and nothing else changes: what is possible behind `baseline`. */
function worksOnWindows(step: Manifest['preprocess'][number]): boolean {
  switch (step.step) {
    case 'baseline':
    case 'clamp':
      return true;
    case 'robustScale':
      return step.statistics.from === 'stored';
    case 'channelMap':
      return step.matrix.every((row) => row.length === step.matrix.length);
    default:
      return false;
  }
}

function checkStepOrder(manifest: Manifest, report: Report): void {
  const { preprocess, signal } = manifest;
  const baseline = preprocess.findIndex((step) => step.step === 'baseline');
  const { names } = signal.channels;
  preprocess.forEach((step, index) => {
    if (baseline !== -1 && index > baseline && !worksOnWindows(step)) {
      report(
        ['preprocess', index, 'step'],
        'a step on finished windows, as baseline is (clamp, robustScale by stored statistics, square channelMap)',
        step.step,
      );
    }
    if (step.step !== 'reference') return;
    const mixer = preprocess.slice(0, index).find(({ step: name }) => MIXERS.includes(name));
    if (mixer !== undefined) {
      report(['preprocess', index, 'step'], `reference before ${mixer.step}, which makes other channels`, step.step);
    }
    if (step.channels === 'average') return;
    const { channels } = step;
    channels.forEach((name, k) => {
      const keys: PropertyKey[] = ['preprocess', index, 'channels', k];
      if (channels.indexOf(name) !== k) report(keys, 'each channel once', name);
      if (names !== undefined && !names.includes(name)) report(keys, 'a channel of signal.channels.names', name);
    });
  });
}

function checkWhen(manifest: Manifest, report: Report): void {
  const { when, signal } = manifest;
  const { nSamples } = signal;
  if (when.kind === 'sliding' && when.stride > nSamples) {
    report(['when', 'stride'], `at most signal.nSamples, ${nSamples}, as samples would be left out`, when.stride);
  }
  if (when.kind === 'epoch') {
    when.progressive?.forEach((n, index, lengths) => {
      const before = lengths[index - 1];
      if (n >= nSamples) report(['when', 'progressive', index], `less than signal.nSamples, ${nSamples}`, n);
      if (before !== undefined && n <= before)
        report(['when', 'progressive', index], `more than the one before, ${before}`, n);
    });
    if (when.progressive?.length === 0)
      report(['when', 'progressive'], 'at least one length, or the field left out', []);
    if (when.triggerDelay !== undefined && when.triggerDelay < 0)
      report(['when', 'triggerDelay'], '0 or more', when.triggerDelay);
  }
  if (when.kind !== 'sequence' && when.sequence !== undefined) checkSequence(manifest, when.sequence, report);
  if (when.kind === 'sequence') {
    // Sample counts of nothing, or less than nothing, between two markers that follow each other at once.
    if (when.tmin > when.tmax) report(['when', 'tmin'], `at most tmax, ${when.tmax}`, when.tmin);
  }
}

function checkSequence(manifest: Manifest, sequence: SequenceMarkers, report: Report): void {
  const { when, signal } = manifest;
  const { startMarker, endMarker, tail, timeout } = sequence;
  const at = (key: string): PropertyKey[] => ['when', 'sequence', key];
  if (when.kind === 'epoch' && when.progressive !== undefined)
    report(['when', 'progressive'], 'no early answers in a sequence', when.progressive);
  if (endMarker === undefined && tail !== undefined) report(at('tail'), 'nothing, as there is no endMarker', tail);
  if (startMarker !== undefined && startMarker === endMarker)
    report(at('endMarker'), 'another pattern than startMarker, or nothing: a start ends what is open', endMarker);
  const nSamples = Math.round(timeout * signal.sfreq);
  if (when.kind === 'sliding' && nSamples < signal.nSamples)
    report(at('timeout'), `at least as long as a window, ${signal.nSamples / signal.sfreq} s`, timeout);
  else if (nSamples < 1) report(at('timeout'), `at least one sample of ${signal.sfreq} Hz`, timeout);
}

function checkBaseline(manifest: Manifest, report: Report): void {
  const { preprocess, when, signal } = manifest;
  const { nSamples, sfreq } = signal;
  preprocess.forEach((step, index) => {
    if (step.step !== 'baseline') return;
    const at = (key: string): PropertyKey[] => ['preprocess', index, key];
    if (step.tmin >= step.tmax) return report(at('tmin'), `before tmax, ${step.tmax} s`, step.tmin);
    // An early answer has only the front of the window, and the baseline must be in it.
    const there = when.kind === 'epoch' ? (when.progressive?.[0] ?? nSamples) : nSamples;
    const start = when.kind === 'sliding' ? 0 : when.tmin;
    const end = start + there / sfreq;
    if (step.tmin < start - TIME_TOLERANCE)
      report(at('tmin'), `inside the window, which starts at ${start} s`, step.tmin);
    if (step.tmax > end + TIME_TOLERANCE)
      report(
        at('tmax'),
        `inside the ${there === nSamples ? 'window' : 'first early answer'}, which ends at ${end} s`,
        step.tmax,
      );
    if (Math.round((step.tmax - step.tmin) * sfreq) < 1) {
      report(at('tmax'), `at least one sample of ${sfreq} Hz after tmin`, step.tmax);
    }
  });
}

function checkInputs(manifest: Manifest, report: Report): void {
  const { inputs, gap, postprocess, when } = manifest;
  const outputs = new Map([[postprocess.output, 'postprocess.output']]);
  inputs.forEach((input, index) => {
    const first = inputs.findIndex((other) => other.name === input.name);
    if (first !== index)
      report(
        ['inputs', index, 'name'],
        'each input once',
        new Found(`${formatValue(input.name)}, which is inputs[${first}]`),
      );
    if (input.name === '') report(['inputs', index, 'name'], "the name of one of the graph's inputs", input.name);
    if (input.role === 'state') {
      const taken = outputs.get(input.output);
      if (taken !== undefined)
        report(
          ['inputs', index, 'output'],
          'an output of its own',
          new Found(`${formatValue(input.output)}, which is ${taken}`),
        );
      outputs.set(input.output, `inputs[${index}].output`);
      if (input.reset === 'sequence' && (when.kind === 'sequence' || when.sequence === undefined))
        report(['inputs', index, 'reset'], 'gap or never, as there is no when.sequence', input.reset);
    } else if (input.role !== 'signal') {
      const same = inputs.findIndex((other) => other.role === input.role);
      if (same !== index)
        report(['inputs', index, 'role'], `one input with role ${input.role}`, new Found(`another, inputs[${same}]`));
    }
  });
  const interval = inputs.findIndex((input) => input.role === 'interval');
  if (interval !== -1 && (when.kind !== 'epoch' || when.progressive !== undefined))
    report(
      ['inputs', interval, 'role'],
      'another role, as only epochs without progressive answers have one',
      'interval',
    );
  const signals = inputs.filter((input) => input.role === 'signal').length;
  if (signals !== 1) report(['inputs'], 'exactly one input with role signal', new Found(String(signals)));
  if (gap === 'mask' && !inputs.some((input) => input.role === 'mask')) {
    report(['gap'], 'an input with role mask, or another gap policy', gap);
  }
}

function checkPostprocess(manifest: Manifest, report: Report): void {
  const { postprocess, when } = manifest;
  if (postprocess.output === '') report(['postprocess', 'output'], "the name of one of the graph's outputs", '');
  if (postprocess.kind === 'retrieval' && postprocess.average !== undefined && when.kind === 'sliding') {
    report(['postprocess', 'average'], 'windows that belong to markers (when.kind epoch or sequence)', when.kind);
  }
  if (postprocess.kind === 'characters') checkCharacters(manifest, postprocess, report);
  if (postprocess.kind !== 'classes') return;
  const { labels, truth } = postprocess;
  checkEvidence(manifest, postprocess, report);
  labels.forEach((label, index) => {
    if (labels.indexOf(label) !== index) report(['postprocess', 'labels', index], 'each label once', label);
  });
  // A marker text must mean one label; each label always means itself.
  const meaning = new Map(labels.map((label) => [label, label]));
  for (const [label, texts] of Object.entries(truth ?? {})) {
    if (!labels.includes(label)) report(['postprocess', 'truth', label], `a label (${formatNames(labels)})`, label);
    texts.forEach((text, index) => {
      const other = meaning.get(text);
      if (other !== undefined && other !== label) {
        report(
          ['postprocess', 'truth', label, index],
          'a marker that means one label',
          new Found(`${formatValue(text)}, which also means ${formatValue(other)}`),
        );
      }
      meaning.set(text, label);
    });
  }
}

function checkEvidence(manifest: Manifest, classes: Extract<Postprocess, { kind: 'classes' }>, report: Report): void {
  const { evidence, probability, temperature } = classes;
  if (probability === 'none' && temperature !== undefined)
    report(['postprocess', 'temperature'], 'nothing, as probability is none', temperature);
  if (evidence === undefined) return;
  const at = (key: string): PropertyKey[] => ['postprocess', 'evidence', key];
  const { minEpochs, maxEpochs, by } = evidence;
  const { when } = manifest;
  if (probability === 'none') report(['postprocess', 'probability'], 'softmax, as evidence is added up', probability);
  if (minEpochs > maxEpochs) report(at('minEpochs'), `at most maxEpochs, ${maxEpochs}`, minEpochs);
  if (by !== undefined && when.kind === 'sliding')
    report(at('by'), 'windows that belong to markers (when.kind epoch or sequence), or nothing', by);
  if (when.kind === 'epoch' && when.progressive !== undefined)
    report(['when', 'progressive'], 'no early answers, as evidence is added up', when.progressive);
}
