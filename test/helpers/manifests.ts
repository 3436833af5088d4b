import type { Manifest } from '../../models/manifest.js';

const SUM = '0'.repeat(64);

/** Sliding windows of 8 EEG channels by kind, classes out: the plainest manifest there is. */
export function plainManifest(): Manifest {
  return {
    schema: 1,
    name: 'plain',
    version: '1.2.3',
    description: 'For tests.',
    licence: 'Apache-2.0',
    trainedOn: 'nothing',
    results: [{ what: 'accuracy', value: '50 %', on: 'nobody' }],
    files: { 'model.onnx': SUM, 'golden.input.bin': SUM, 'golden.output.bin': SUM },
    model: 'model.onnx',
    golden: { input: 'golden.input.bin', output: 'golden.output.bin', tolerance: 1e-4 },
    signal: {
      channels: { kinds: ['eeg'], count: 8, missing: 'refuse' },
      unit: 'uV',
      sfreq: 256,
      nSamples: 256,
      layout: 'time-channel',
    },
    preprocess: [],
    when: { kind: 'sliding', stride: 32 },
    gap: 'skip',
    inputs: [{ name: 'x', role: 'signal' }],
    postprocess: { kind: 'classes', output: 'y', labels: ['left', 'right'], probability: 'softmax' },
  };
}

/** Epochs of three named channels, with every optional field and nearly every preprocessing step. */
export function fullManifest(): Manifest {
  return {
    ...plainManifest(),
    name: 'full',
    signal: {
      channels: {
        names: ['Cz', 'T7', 'Oz'],
        count: 3,
        aliases: { T7: ['T3'] },
        missing: 'zero',
        maxMissing: 1,
      },
      unit: 'uV',
      sfreq: 100,
      streamSfreq: [500, 1000],
      nSamples: 50,
      layout: 'channel-time',
    },
    preprocess: [
      { step: 'reference', channels: ['Cz', 'Oz'] },
      { step: 'notch', freq: 50, q: 30, harmonics: 3 },
      { step: 'bandpass', low: 0.5, high: 45, order: 4 },
      { step: 'resample', sfreq: 100, halfLength: 8 },
      { step: 'robustScale', statistics: { from: 'stored', center: [0, 1, 2], scale: [1, 2, 3] } },
      { step: 'filterBank', bands: [{ low: 8, high: 30 }, { high: 20 }], order: 2 },
      { step: 'robustScale', statistics: { from: 'calibration', seconds: 10 } },
      { step: 'whiten', whitening: { from: 'stored', matrix: [[1, 0, 0, 0, 0, 0]], mean: [0, 0, 0, 0, 0, 0] } },
      { step: 'channelMap', matrix: [[1], [2], [3]] },
      { step: 'whiten', whitening: { from: 'calibration', seconds: 5, shrinkage: 0.1 } },
      { step: 'baseline', tmin: -0.1, tmax: 0 },
      { step: 'clamp', limit: 20 },
    ],
    replaces: ['zero-phase filter: causal here'],
    when: { kind: 'epoch', marker: 'flash*', tmin: -0.1, triggerDelay: 0.02, progressive: [20, 30] },
    gap: 'mask',
    inputs: [
      { name: 'x', role: 'signal' },
      { name: 'mask', role: 'mask' },
      { name: 'who', role: 'subject', rows: { anna: 0, ben: 1 }, unknown: 2 },
      { name: 'where', role: 'positions', axes: 3 },
      { name: 'h', role: 'state', output: 'h2', shape: [4, 2], reset: 'gap' },
    ],
    postprocess: {
      kind: 'classes',
      output: 'y',
      labels: ['left', 'right'],
      probability: 'none',
      truth: { left: ['1', 'L'], right: ['2'] },
    },
    maxRunMs: 200,
  };
}

/** Sequences of magnetometers, an embedding out. */
export function sequenceManifest(): Manifest {
  return {
    ...plainManifest(),
    name: 'sequence',
    signal: {
      channels: { kinds: ['mag', 'grad'], count: 306, missing: 'refuse' },
      unit: 'any',
      sfreq: 50,
      nSamples: 1000,
      layout: 'time-channel',
    },
    preprocess: [
      { step: 'reference', channels: 'average' },
      { step: 'resample', sfreq: 50, halfLength: 4 },
    ],
    when: { kind: 'sequence', startMarker: 'start', endMarker: 'end', tmin: -0.5, tmax: 0.5, timeout: 15 },
    postprocess: { kind: 'embedding', output: 'y', half: true },
  };
}

/** Text from one window for each key press, by a network that revises the keys before. */
export function typingManifest(): Manifest {
  return {
    ...plainManifest(),
    name: 'typing',
    files: { ...plainManifest().files, 'letters.arpa.gz': SUM },
    when: {
      kind: 'epoch',
      marker: 'key',
      tmin: -0.2,
      sequence: { startMarker: 'sentence start', endMarker: 'sentence end', tail: 0.2, timeout: 30 },
    },
    inputs: [
      { name: 'x', role: 'signal' },
      { name: 'keys', role: 'state', output: 'next_keys', shape: [64, 8], reset: 'sequence' },
    ],
    postprocess: {
      kind: 'characters',
      output: 'y',
      mode: 'epoch',
      labels: ['a', 'b', 'space', 'backspace', 'digit'],
      types: { digit: '' },
      temperature: 1.3,
      languageModel: { file: 'letters.arpa.gz', space: '<space>', weight: 1, rule: 'natural' },
      beam: 30,
      labelsPerStep: 5,
      nBest: 3,
      commit: { posterior: 0.99, lagKeys: 8 },
    },
  };
}

/** Text from frames, by CTC. */
export function streamingManifest(): Manifest {
  const manifest = typingManifest();
  return {
    ...manifest,
    name: 'streaming',
    when: { kind: 'sliding', stride: 256, sequence: { startMarker: 'start', endMarker: 'end', tail: 1, timeout: 30 } },
    postprocess: {
      kind: 'characters',
      output: 'y',
      mode: 'ctc',
      labels: ['-', 'a', 'b', 'space', 'backspace'],
      blank: '-',
      languageModel: {
        file: '../../language/english.arpa.gz',
        sha256: SUM,
        weight: 0.8,
        rule: 'natural',
      },
      beam: 30,
      insertion: 0.5,
      commit: { posterior: 0.95, lagSeconds: 0.8 },
      keyMarker: 'key',
    },
  };
}
