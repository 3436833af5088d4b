import { describe, expect, it } from 'vitest';
import { formatDifference } from '../../../models/difference.js';
import type { Manifest, PreprocessStep } from '../../../models/manifest.js';
import { refineManifest } from '../../../models/manifest-rules.js';
import { fullManifest, plainManifest, sequenceManifest } from '../../helpers/manifests.js';

const SUM = '0'.repeat(64);

function linesOf(manifest: Manifest, change: (manifest: Manifest) => void): string[] {
  change(manifest);
  return refineManifest(manifest).map(formatDifference);
}

const plain = (change: (manifest: Manifest) => void): string[] => linesOf(plainManifest(), change);
const full = (change: (manifest: Manifest) => void): string[] => linesOf(fullManifest(), change);
const withSteps = (...preprocess: PreprocessStep[]): string[] => plain((m) => (m.preprocess = preprocess));

describe('refineManifest', () => {
  it('finds nothing in manifests that hold together', () => {
    expect(full(() => undefined)).toEqual([]);
    expect(plain(() => undefined)).toEqual([]);
    expect(linesOf(sequenceManifest(), () => undefined)).toEqual([]);
  });

  describe('of files', () => {
    it('wants the model and the golden files listed', () => {
      const lines = plain((m) => (m.files = { 'other.onnx': SUM }));
      expect(lines).toEqual([
        'model: expected a file listed in files (other.onnx), found "model.onnx"',
        'golden.input: expected a file listed in files (other.onnx), found "golden.input.bin"',
        'golden.output: expected a file listed in files (other.onnx), found "golden.output.bin"',
      ]);
    });

    it('wants three different files', () => {
      expect(plain((m) => (m.golden.output = m.golden.input))).toEqual([
        'golden.output: expected another file than golden.input, found "golden.input.bin"',
      ]);
      expect(plain((m) => (m.golden.input = m.model))).toEqual([
        'golden.input: expected another file than model, found "model.onnx"',
      ]);
      expect(plain((m) => (m.golden.output = m.model))).toEqual([
        'golden.output: expected another file than model, found "model.onnx"',
      ]);
    });

    it('does not take the manifest for one of them', () => {
      expect(plain((m) => (m.files['manifest.json'] = SUM))).toEqual([
        'files["manifest.json"]: expected the files beside the manifest, found the manifest itself',
      ]);
    });
  });

  describe('of channels', () => {
    it('wants names or kinds', () => {
      expect(plain((m) => delete m.signal.channels.kinds)).toEqual([
        'signal.channels: expected exactly one of names and kinds, found neither',
      ]);
      expect(plain((m) => (m.signal.channels.names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']))).toEqual([
        'signal.channels: expected exactly one of names and kinds, found both',
      ]);
    });

    it('wants as many names as count', () => {
      expect(full((m) => (m.signal.channels.count = 4))).toContain(
        'signal.channels.count: expected 3, the number of names, found 4',
      );
    });

    it('wants each name once, whatever its case', () => {
      expect(full((m) => (m.signal.channels.names = ['Cz', ' oz', 'Oz']))).toContain(
        'signal.channels.names[2]: expected each channel once, found "Oz", which is names[1]',
      );
      expect(full((m) => (m.signal.channels.names = ['Cz', ' ', 'Oz']))).toContain(
        'signal.channels.names[1]: expected a channel name, found " "',
      );
    });

    it('wants each kind once, and measured in the unit', () => {
      expect(plain((m) => (m.signal.channels.kinds = ['eeg', 'mag', 'eeg']))).toEqual([
        'signal.channels.kinds[1]: expected a kind measured in uV (eeg, eog, ecg, emg, misc) or unit any, found "mag"',
        'signal.channels.kinds[2]: expected each kind once, found "eeg"',
      ]);
    });

    it('wants zeros in place of missing channels bounded, and only for named ones', () => {
      expect(full((m) => delete m.signal.channels.maxMissing)).toEqual([
        'signal.channels.maxMissing: expected how many channels may be missing, found nothing',
      ]);
      expect(full((m) => (m.signal.channels.maxMissing = 3))).toEqual([
        'signal.channels.maxMissing: expected less than count, 3, found 3',
      ]);
      expect(full((m) => (m.signal.channels.missing = 'refuse'))).toEqual([
        'signal.channels.maxMissing: expected 0 or nothing, as missing is refuse, found 1',
      ]);
      const unnamed = plain((m) => Object.assign(m.signal.channels, { missing: 'zero', maxMissing: 1 }));
      expect(unnamed).toEqual(['signal.channels.missing: expected refuse, as channels are not named, found "zero"']);
    });

    it('wants aliases of channels that there are, each of one alone', () => {
      expect(full((m) => (m.signal.channels.aliases = { T8: ['T4'] }))).toEqual([
        'signal.channels.aliases.T8: expected a channel of signal.channels.names, found "T8"',
      ]);
      expect(full((m) => (m.signal.channels.aliases = { T7: ['OZ'] }))).toEqual([
        'signal.channels.aliases.T7[0]: expected a name of T7 alone, found "OZ", which is Oz',
      ]);
      expect(full((m) => (m.signal.channels.aliases = { T7: ['A1'], Cz: ['a1'] }))).toEqual([
        'signal.channels.aliases.Cz[0]: expected a name of Cz alone, found "a1", which is T7',
      ]);
    });
  });

  describe('of rates', () => {
    it('wants the chain to lead to the rate of the model', () => {
      expect(full((m) => (m.signal.sfreq = 120))).toEqual([
        'preprocess[3].sfreq: expected signal.sfreq, 120, as no later step resamples, found 100',
      ]);
      expect(plain((m) => (m.signal.streamSfreq = [256, 512]))).toEqual([
        'signal.streamSfreq[1]: expected signal.sfreq, 256, as no step resamples, found 512',
      ]);
      expect(plain((m) => (m.signal.streamSfreq = []))).toEqual([
        'signal.streamSfreq: expected at least one rate, or the field left out, found []',
      ]);
    });

    it('takes the last of several resampling steps', () => {
      const resample = (sfreq: number): PreprocessStep => ({ step: 'resample', sfreq, halfLength: 4 });
      expect(withSteps(resample(512), resample(256))).toEqual([]);
      expect(withSteps(resample(256), resample(128))).toHaveLength(1);
    });

    it('wants filters below half the rate that they run at', () => {
      expect(withSteps({ step: 'bandpass', low: 1, high: 128, order: 4 })).toEqual([
        'preprocess[0].high: expected below half the rate at this step, 128 Hz, found 128',
      ]);
      expect(withSteps({ step: 'bandpass', low: 200, order: 4 })).toEqual([
        'preprocess[0].low: expected below half the rate at this step, 128 Hz, found 200',
      ]);
      expect(
        withSteps({
          step: 'filterBank',
          bands: [
            { low: 1, high: 40 },
            { low: 1, high: 140 },
          ],
          order: 4,
        }),
      ).toEqual(['preprocess[0].bands[1].high: expected below half the rate at this step, 128 Hz, found 140']);
      expect(withSteps({ step: 'notch', freq: 130, q: 30, harmonics: 1 })).toEqual([
        'preprocess[0].freq: expected below half the rate at this step, 128 Hz, found 130',
      ]);
      expect(withSteps({ step: 'notch', freq: 50, q: 30, harmonics: 3 })).toEqual([
        'preprocess[0].harmonics: expected below half the rate at this step, 128 Hz, found 3, the highest of which is 150 Hz',
      ]);
    });

    it('judges filters ahead of resampling by the lowest rate a stream may have', () => {
      expect(full((m) => (m.signal.streamSfreq = [1000, 250]))).toEqual([
        'preprocess[1].harmonics: expected below half the rate at this step, 125 Hz, found 3, the highest of which is 150 Hz',
      ]);
      expect(full((m) => delete m.signal.streamSfreq)).toEqual([]);
    });

    it('wants a band with an edge, and in order', () => {
      expect(withSteps({ step: 'bandpass', order: 4 })).toEqual([
        'preprocess[0]: expected low, high or both, found neither',
      ]);
      expect(withSteps({ step: 'filterBank', bands: [{}], order: 4 })).toEqual([
        'preprocess[0].bands[0]: expected low, high or both, found neither',
      ]);
      expect(withSteps({ step: 'bandpass', low: 40, high: 40, order: 4 })).toEqual([
        'preprocess[0].low: expected below high, 40 Hz, found 40',
      ]);
    });
  });

  describe('of channel counts', () => {
    it('follows them through the steps', () => {
      const bank: PreprocessStep = { step: 'filterBank', bands: [{ low: 1 }, { low: 2 }, { low: 3 }], order: 2 };
      const map = (n: number): PreprocessStep => ({ step: 'channelMap', matrix: [Array<number>(n).fill(1)] });
      expect(withSteps(bank, map(24))).toEqual([]);
      expect(withSteps(bank, map(8))).toEqual([
        'preprocess[1].matrix[0]: expected 24 numbers, one per channel at this step, found 8',
      ]);
      expect(withSteps(map(8), map(1))).toEqual([]);
    });

    it('wants matrices and statistics as wide as the signal', () => {
      expect(withSteps({ step: 'whiten', whitening: { from: 'stored', matrix: [], mean: [0] } })).toEqual([
        'preprocess[0].whitening.matrix: expected at least one row, found []',
        'preprocess[0].whitening.mean: expected 8 numbers, one per channel at this step, found 1',
      ]);
      expect(withSteps({ step: 'robustScale', statistics: { from: 'stored', center: [0], scale: [1, 2] } })).toEqual([
        'preprocess[0].statistics.center: expected 8 numbers, one per channel at this step, found 1',
        'preprocess[0].statistics.scale: expected 8 numbers, one per channel at this step, found 2',
      ]);
    });

    it('wants windows that fit into memory', () => {
      expect(plain((m) => (m.signal.nSamples = 2 ** 24))).toEqual([
        'signal.nSamples: expected at most 67108864 values a window, found 16777216, which makes 134217728',
      ]);
    });
  });

  describe('of the order of steps', () => {
    const baseline: PreprocessStep = { step: 'baseline', tmin: 0, tmax: 0.1 };
    const clamp: PreprocessStep = { step: 'clamp', limit: 5 };

    it('allows only steps on windows behind baseline', () => {
      const square = Array.from({ length: 8 }, () => Array<number>(8).fill(1));
      expect(withSteps(clamp, baseline, clamp, baseline, { step: 'channelMap', matrix: square })).toEqual([]);
      const calibrated: PreprocessStep = { step: 'robustScale', statistics: { from: 'calibration', seconds: 5 } };
      expect(withSteps(baseline, calibrated)).toHaveLength(1);
      expect(withSteps(baseline, { step: 'channelMap', matrix: square.slice(1) })).toHaveLength(1);
      expect(withSteps(baseline, { step: 'bandpass', low: 1, order: 2 })).toEqual([
        'preprocess[1].step: expected a step on finished windows, as baseline is (clamp, robustScale by stored statistics, square channelMap), found "bandpass"',
      ]);
    });

    it('wants the reference ahead of what makes other channels', () => {
      const bank: PreprocessStep = { step: 'filterBank', bands: [{ low: 1 }], order: 2 };
      expect(withSteps(bank, { step: 'reference', channels: 'average' })).toEqual([
        'preprocess[1].step: expected reference before filterBank, which makes other channels, found "reference"',
      ]);
    });

    it('wants reference channels that are picked, each once', () => {
      expect(full((m) => (m.preprocess[0] = { step: 'reference', channels: ['Cz', 'M1', 'Cz'] }))).toEqual([
        'preprocess[0].channels[1]: expected a channel of signal.channels.names, found "M1"',
        'preprocess[0].channels[2]: expected each channel once, found "Cz"',
      ]);
    });
  });

  describe('of when to decode', () => {
    it('wants a stride that leaves no sample out', () => {
      expect(plain((m) => (m.when = { kind: 'sliding', stride: 256 }))).toEqual([]);
      expect(plain((m) => (m.when = { kind: 'sliding', stride: 257 }))).toEqual([
        'when.stride: expected at most signal.nSamples, 256, as samples would be left out, found 257',
      ]);
    });

    it('wants early answers to grow, and to end before the window', () => {
      const progressive = (...lengths: number[]): string[] =>
        full((m) => (m.when = { kind: 'epoch', marker: '*', tmin: -0.1, progressive: lengths }));
      expect(progressive(20, 20)).toEqual(['when.progressive[1]: expected more than the one before, 20, found 20']);
      expect(progressive(20, 50)).toEqual(['when.progressive[1]: expected less than signal.nSamples, 50, found 50']);
      expect(progressive()).toEqual([
        'when.progressive: expected at least one length, or the field left out, found []',
      ]);
    });

    it('wants a trigger to come before what it starts', () => {
      expect(full((m) => Object.assign(m.when, { triggerDelay: -0.01 }))).toEqual([
        'when.triggerDelay: expected 0 or more, found -0.01',
      ]);
    });

    it('wants a sequence to start before it ends', () => {
      expect(linesOf(sequenceManifest(), (m) => Object.assign(m.when, { tmin: 1, tmax: 0.5 }))).toEqual([
        'when.tmin: expected at most tmax, 0.5, found 1',
      ]);
    });
  });

  describe('of the baseline', () => {
    const baseline = (tmin: number, tmax: number): string[] =>
      full((m) => (m.preprocess[10] = { step: 'baseline', tmin, tmax }));

    it('wants an interval with samples in it', () => {
      expect(baseline(0, -0.1)).toEqual(['preprocess[10].tmin: expected before tmax, -0.1 s, found 0']);
      expect(baseline(0, 0.004)).toEqual([
        'preprocess[10].tmax: expected at least one sample of 100 Hz after tmin, found 0.004',
      ]);
    });

    it('wants it inside the window and inside every early answer', () => {
      expect(baseline(-0.2, 0)).toEqual([
        'preprocess[10].tmin: expected inside the window, which starts at -0.1 s, found -0.2',
      ]);
      expect(baseline(-0.1, 0.1)).toEqual([]);
      expect(baseline(-0.1, 0.11)).toEqual([
        'preprocess[10].tmax: expected inside the first early answer, which ends at 0.1 s, found 0.11',
      ]);
    });

    it('counts from the start of a sliding window', () => {
      expect(withSteps({ step: 'baseline', tmin: 0, tmax: 1 })).toEqual([]);
      expect(withSteps({ step: 'baseline', tmin: -0.5, tmax: 1.5 })).toEqual([
        'preprocess[0].tmin: expected inside the window, which starts at 0 s, found -0.5',
        'preprocess[0].tmax: expected inside the window, which ends at 1 s, found 1.5',
      ]);
    });
  });

  describe('of inputs', () => {
    it('wants one signal, and each other role at most once', () => {
      expect(plain((m) => (m.inputs = [{ name: 'm', role: 'mask' }]))).toEqual([
        'inputs: expected exactly one input with role signal, found 0',
      ]);
      expect(full((m) => m.inputs.push({ name: 'm2', role: 'mask' }))).toEqual([
        'inputs[5].role: expected one input with role mask, found another, inputs[1]',
      ]);
    });

    it('wants each input by a name of its own', () => {
      expect(full((m) => (m.inputs[1]!.name = 'x'))).toEqual([
        'inputs[1].name: expected each input once, found "x", which is inputs[0]',
      ]);
      expect(plain((m) => (m.inputs[0]!.name = ''))).toEqual([
        `inputs[0].name: expected the name of one of the graph's inputs, found ""`,
      ]);
    });

    it('wants each state with an output of its own', () => {
      expect(full((m) => Object.assign(m.inputs[4]!, { output: 'y' }))).toEqual([
        'inputs[4].output: expected an output of its own, found "y", which is postprocess.output',
      ]);
    });

    it('wants an interval of epochs alone', () => {
      const interval = { name: 'interval', role: 'interval' } as const;
      const expected = 'expected another role, as only epochs without progressive answers have one, found "interval"';
      expect(plain((m) => m.inputs.push(interval))).toEqual([`inputs[1].role: ${expected}`]);
      expect(full((m) => m.inputs.push(interval))).toEqual([`inputs[5].role: ${expected}`]);
      expect(full((m) => [m.inputs.push(interval), Reflect.deleteProperty(m.when, 'progressive')])).toEqual([]);
    });

    it('wants a mask input where gaps are masked', () => {
      expect(plain((m) => (m.gap = 'mask'))).toEqual([
        'gap: expected an input with role mask, or another gap policy, found "mask"',
      ]);
    });
  });

  describe('of labels', () => {
    it('wants each once', () => {
      expect(full((m) => Object.assign(m.postprocess, { labels: ['left', 'right', 'left'] }))).toEqual([
        'postprocess.labels[2]: expected each label once, found "left"',
      ]);
    });

    it('wants markers that mean a label, and one only', () => {
      expect(full((m) => Object.assign(m.postprocess, { truth: { up: ['3'] } }))).toEqual([
        'postprocess.truth.up: expected a label (left, right), found "up"',
      ]);
      expect(full((m) => Object.assign(m.postprocess, { truth: { left: ['1'], right: ['1'] } }))).toEqual([
        'postprocess.truth.right[0]: expected a marker that means one label, found "1", which also means "left"',
      ]);
      expect(full((m) => Object.assign(m.postprocess, { truth: { left: ['right'] } }))).toEqual([
        'postprocess.truth.left[0]: expected a marker that means one label, found "right", which also means "right"',
      ]);
    });

    it('wants an output', () => {
      expect(plain((m) => (m.postprocess.output = ''))).toEqual([
        `postprocess.output: expected the name of one of the graph's outputs, found ""`,
      ]);
    });
  });

  describe('of a bank', () => {
    const retrieval = (change: (manifest: Manifest) => void = () => undefined): string[] =>
      plain((m) => {
        m.postprocess = {
          kind: 'retrieval',
          output: 'y',
          bank: 'words.bank',
          normalise: 'candidate',
          temperature: 1,
          topK: 10,
        };
        m.files['words.bank'] = m.files['model.onnx']!;
        change(m);
      });

    it('wants a file that is listed, and is another than the others', () => {
      expect(retrieval()).toEqual([]);
      expect(retrieval((m) => delete m.files['words.bank'])).toEqual([
        'postprocess.bank: expected a file listed in files (model.onnx, golden.input.bin, golden.output.bin), found "words.bank"',
      ]);
      expect(retrieval((m) => Object.assign(m.postprocess, { bank: m.golden.output }))).toEqual([
        'postprocess.bank: expected another file than golden.output, found "golden.output.bin"',
      ]);
    });

    it('averages over windows that belong to markers', () => {
      const average = { by: 'value', maxStimuli: 100 };
      expect(retrieval((m) => Object.assign(m.postprocess, { average }))).toEqual([
        'postprocess.average: expected windows that belong to markers (when.kind epoch or sequence), found "sliding"',
      ]);
      const when = { kind: 'epoch' as const, marker: 'image', tmin: 0 };
      expect(retrieval((m) => Object.assign(m, { when, postprocess: { ...m.postprocess, average } }))).toEqual([]);
    });
  });
});
