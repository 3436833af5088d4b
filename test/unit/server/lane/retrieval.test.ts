import fc from 'fast-check';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BankFile } from '../../../../models/bank.js';
import { sha256 } from '../../../../models/checksum.js';
import type { Manifest } from '../../../../models/manifest.js';
import { ModelRunner } from '../../../../server/infer/model-runner.js';
import { openModels } from '../../../../server/lane/lane-models.js';
import { noise } from '../../../helpers/banks.js';
import { testModel, withManifest } from '../../../helpers/models.js';
import { eegInfo, PipelineRun, type Step } from '../../../helpers/pipelines.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

const N_CHANNELS = 8;
const N_SAMPLES = 64;
const INFO = eegInfo(
  Array.from({ length: N_CHANNELS }, (_, c) => `E${c}`),
  256,
);
const entry = testModel('retrieval-small');
const loaded: ModelRunner[] = [];
afterAll(() => loaded.forEach((runner) => runner.release()));

function runners(change: (manifest: Manifest) => void = () => undefined): Map<string, ModelRunner> {
  const runner = ModelRunner.load(withManifest(entry, change));
  loaded.push(runner);
  return new Map([['retrieval-small@1.0.0', runner]]);
}

/** Segments that are heard one after the other, each for a window, and what is measured meanwhile. */
const HEARD = [3, 20, 3, 11, 8, 3];
const SIGNAL = recorded(HEARD);

function recorded(heard: readonly number[]): Float32Array {
  const bank = BankFile.open(join(entry.dir, 'story.bank'));
  const candidate = new Float32Array(bank.nFeatures);
  const signal = noise(heard.length * N_SAMPLES * N_CHANNELS, 31);
  heard.forEach((index, k) => {
    bank.read(index, candidate);
    for (let t = 0; t < N_SAMPLES; t++) {
      for (let c = 0; c < N_CHANNELS; c++) {
        const quarter = Math.floor(t / (N_SAMPLES / 4));
        signal[(k * N_SAMPLES + t) * N_CHANNELS + c]! += 10 * candidate[c * 4 + quarter]!;
      }
    }
  });
  bank.close();
  return signal;
}

const STEPS: Step[] = HEARD.flatMap((index) => [
  { kind: 'marker', at: 0, description: 'word', value: `segment-${index}` },
  { kind: 'samples', n: N_SAMPLES },
]);

describe('a pipeline with a retrieval model', () => {
  const candidates = (run: PipelineRun) =>
    run.answers.map(({ payload }) => {
      if (payload.candidates === undefined || payload.candidates === null) throw new Error(payload.failure?.detail);
      return payload.candidates;
    });

  it('answers each marker with the segments that are nearest, and the truth that the marker tells', () => {
    const run = new PipelineRun(INFO, runners(), { signal: SIGNAL }).play(STEPS).finish();
    expect(run.answers.map(({ payload }) => [payload.kind, payload.truth, payload.marker])).toEqual(
      HEARD.map((index) => ['candidates', `segment-${index}`, 'word']),
    );
    candidates(run).forEach(({ best, labels, repetitions }, k) => {
      expect([best.length, labels.length, repetitions]).toEqual([5, 3, 1]);
      expect(best[0]!.label).toBe(`segment-${HEARD[k]}`);
      expect(labels[0]!.label).toBe(`word-${Math.floor(HEARD[k]! / 2)}`);
      best.forEach(({ score }, rank) => expect(score).toBeLessThanOrEqual(best[Math.max(0, rank - 1)]!.score));
      const sum = best.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeLessThanOrEqual(1 + 1e-6);
      expect(labels[0]!.probability).toBeGreaterThanOrEqual(best[0]!.probability - 1e-6);
    });
  });

  it('gives the same bytes in any chunking, and in less precision the same best', () => {
    const whole = new PipelineRun(INFO, runners(), { signal: SIGNAL }).play(STEPS).finish();
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, (chunks) => {
        const run = new PipelineRun(INFO, runners(), { signal: SIGNAL }).play(STEPS, chunks).finish();
        expect(run.payloads()).toEqual(whole.payloads());
      }),
      { numRuns: 10 },
    );
    for (const precision of ['float16', 'int8'] as const) {
      const less = runners((manifest) => Object.assign(manifest.postprocess, { precision }));
      const run = new PipelineRun(INFO, less, { signal: SIGNAL }).play(STEPS).finish();
      const bestOf = (one: PipelineRun) =>
        candidates(one).map(({ best }) => best.map(({ label, score }) => ({ label, score })));
      expect(bestOf(run)).toEqual(bestOf(whole));
    }
  });

  it('averages over repetitions when asked, and goes on with them from a checkpoint', () => {
    const averaging = (): Map<string, ModelRunner> =>
      runners((manifest) => Object.assign(manifest.postprocess, { average: { by: 'value', maxStimuli: 10 } }));
    const whole = new PipelineRun(INFO, averaging(), { signal: SIGNAL }).play(STEPS).finish();
    expect(candidates(whole).map(({ repetitions }) => repetitions)).toEqual([1, 1, 2, 1, 1, 3]);
    for (let at = 0; at <= STEPS.length; at++) {
      const first = new PipelineRun(INFO, averaging(), { signal: SIGNAL }).play(STEPS.slice(0, at));
      const second = new PipelineRun(INFO, averaging(), { signal: SIGNAL });
      second.pipeline.restore(first.saved());
      second.play(STEPS.slice(at)).finish();
      const bytes = [...first.answers, ...second.answers].map((answer) => answer.bytes);
      expect(bytes).toEqual(whole.payloads()[0]);
    }
  });

  it('is not begun with a bank that is broken: the lane says why', () => {
    const dir = join(temporaryDir(), 'retrieval-small', '1.0.0');
    cpSync(entry.dir, dir, { recursive: true });
    const path = join(dir, 'story.bank');
    const bank = readFileSync(path);
    bank.fill(0, bank.length - 128);
    writeFileSync(path, bank);
    const manifest = structuredClone(entry.manifest);
    manifest.files['story.bank'] = sha256(path);
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
    const { models, failed } = openModels([{ id: entry.id, dir, manifest, device: 'cpu' }]);
    expect(models.size).toBe(0);
    expect(failed).toEqual([
      {
        id: 'retrieval-small@1.0.0',
        code: 'MODEL_UNLOADABLE',
        detail: 'story.bank: candidate 23 (segment-23): expected a direction, found zeros alone',
      },
    ]);
  });
});
