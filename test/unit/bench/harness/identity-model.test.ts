import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeIdentityModel } from '../../../../bench/harness/identity-model.js';
import { openRepository } from '../../../../models/repository.js';
import { checkModel } from '../../../../server/infer/check-model.js';

describe('writeIdentityModel', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cortexwire-identity-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([0, 1, 3])('writes a model that passes its own check, with %i products', async (nProducts) => {
    await writeIdentityModel(folder, { name: 'echo', nChannels: 6, sfreq: 100, nSamples: 20, stride: 5, nProducts });
    const [entry] = openRepository(folder);
    if (entry?.ok !== true) throw new Error(entry?.problems.join('; ') ?? 'no model');
    expect(checkModel(entry)).toMatchObject({ ok: true });
  });

  it('writes a model for what comes out of its preprocessing', async () => {
    const preprocess = [
      { step: 'bandpass', low: 0.1, high: 40, order: 4 },
      { step: 'resample', sfreq: 120, halfLength: 16 },
    ];
    const model = { name: 'filtered', nChannels: 9, sfreq: 120, nSamples: 120, stride: 12, preprocess };
    await writeIdentityModel(folder, model);
    const [entry] = openRepository(folder);
    expect(entry).toMatchObject({ ok: true, id: 'filtered@1.0.0' });
  });
});
