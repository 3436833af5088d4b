import { describe, expect, it, vi } from 'vitest';
import { compileChain } from '../../../../server/preprocess/chain.js';
import { threadUnit } from '../../../../server/preprocess/vector-unit.js';
import { channelNames, chainVector, largestError, values, vectors } from '../../../helpers/preprocess-vectors.js';
import { pass } from '../../../helpers/stage-runs.js';

vi.mock(import('../../../../server/preprocess/vector-unit.js'), async (load) => ({
  ...(await load()),
  threadUnit: () => 'scalar' as const,
}));

describe('preprocessing without vector instructions', () => {
  it.each([...vectors('bandpass'), ...vectors('notch'), ...vectors('filterBank'), ...vectors('resample')])(
    "gives SciPy's samples: $name",
    ({ step, sfreq, data, nSamples, first, expected }) => {
      const chain = compileChain([step], { channelNames, sfreq });
      const given = pass(chain, chain.start(first), data, 0, nSamples);
      expect(largestError(given, expected, chain.nChannelsOut)).toBeLessThan(1e-11);
    },
  );

  it("gives SciPy's and NumPy's samples of a whole chain", () => {
    const { steps, sfreq, first } = chainVector;
    const chain = compileChain(steps, { channelNames, sfreq });
    const given = pass(chain, chain.start(first), values('signal'), 0, values('signal').length / 4);
    expect(largestError(given, values('chain'), 4)).toBeLessThan(1e-11);
    expect(threadUnit()).toBe('scalar');
  });
});
