import { describe, expect, it } from 'vitest';
import { modelText } from '../../../../server/app/model-text.js';
import { testModel, withManifest } from '../../../helpers/models.js';

describe('modelText', () => {
  const outputOf = (change: Record<string, unknown>): string => {
    const entry = withManifest(testModel('retrieval-small'), (manifest) => Object.assign(manifest.postprocess, change));
    return modelText(entry).match(/^ {2}output +(.*)$/m)?.[1] ?? '';
  };

  it('says what a retrieval model compares with what', () => {
    expect(outputOf({})).toBe(
      'the best 5 candidates of story.bank, and 3 labels, by the output with candidates of norm 1 (temperature 10, float32)',
    );
    const average = { by: 'value', maxStimuli: 200 };
    expect(outputOf({ normalise: 'both', topLabels: undefined, precision: 'int8', average })).toBe(
      'the best 5 candidates of story.bank, by the cosine of output and candidates (temperature 10, int8); mean over markers with the same value',
    );
  });

  const chainAt = (preprocess: readonly object[], streamSfreq?: readonly number[]): string[] => {
    const entry = withManifest(testModel('typing-stream-small'), (manifest) => {
      Object.assign(manifest, { preprocess });
      Object.assign(manifest.signal, { sfreq: 100, streamSfreq });
    });
    const lines = modelText(entry).split('\n');
    const [first, last] = ['streams', 'answers'].map((head) => lines.findIndex((line) => line.startsWith(`  ${head}`)));
    return lines.slice(first, last).map((line) => line.slice(19));
  };
  const resampled = { step: 'resample', sfreq: 100, halfLength: 8 };
  const notch = { step: 'notch', freq: 50, q: 30, harmonics: 1 };

  it('says at which rate the delays are those, where a model takes streams of any rate', () => {
    const [streams, , first] = chainAt([notch, resampled]);
    expect(streams).toBe('any rate that the preprocessing leads to 100 Hz; delays below are those at 1000 Hz');
    expect(first).toMatch(/^notch: .* group delay \d/);
    const [given] = chainAt([notch, resampled], [1200, 2000]);
    expect(given).toBe('1200 or 2000 Hz; delays below are those at 1200 Hz');
    expect(chainAt([])[0]).toBe('100 Hz');
  });

  it('names the steps alone where no rate that rigs have will do', () => {
    const lines = chainAt([{ ...notch, freq: 20_000 }, resampled]);
    expect(lines).toEqual([
      'any rate that the preprocessing leads to 100 Hz; delays depend on it',
      '32 samples at 100 Hz (0.320 s)',
      'notch',
      'resample',
    ]);
  });

  it('says how much memory a rig takes: the window and a slice of samples, twice, with a byte of validity each', () => {
    const { signal } = testModel('identity').manifest;
    const nSamples = signal.nSamples + 128;
    const mebibytes = ((2 * nSamples * (signal.channels.count * 4 + 1)) / 2 ** 20).toFixed(2);
    expect(modelText(testModel('identity'))).toContain(
      `${mebibytes} MiB: the last ${nSamples} samples of ${signal.channels.count} channels`,
    );
  });

  it('adds up what a rig takes beside its ring: states as they start, frames and names', () => {
    const entry = withManifest(testModel('typing-stream-small'), (manifest) => {
      Object.assign(manifest, {
        preprocess: [{ step: 'whiten', whitening: { from: 'calibration', seconds: 9, shrinkage: 0.1 } }],
      });
      Object.assign(manifest.signal, { sfreq: 1000, streamSfreq: [1000] });
    });
    const { count } = entry.manifest.signal.channels;
    const text = modelText(entry);
    const figures = [...text.matchAll(/([\d.]+) MiB/g)].map(([, figure]) => Number(figure));
    const [sum, ring, states, frames, names] = figures;
    expect(states).toBe(Number(((8 * (count + count ** 2) + 30 * count) / 2 ** 20).toFixed(2)));
    expect(frames).toBe(Number(((2 * 100 * 4 * count) / 2 ** 20).toFixed(2)));
    expect(sum).toBeCloseTo(ring! + states! + frames! + names!, 1);
  });
});
