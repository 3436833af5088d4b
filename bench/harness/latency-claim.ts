import type { ClaimContext, Measured } from '../claims/claim.js';
import { describeLatency, LATENCY_DEFAULTS, runLatency, type LatencyOptions } from '../latency.js';
import { copyModels } from './test-models.js';

/** What was lost, and how the added latency compares with that of an empty relay in the same run. */
export async function measureLatency(
  context: ClaimContext,
  options: Pick<LatencyOptions, 'seconds' | 'turns'>,
): Promise<Measured[]> {
  const result = await runLatency({
    ...LATENCY_DEFAULTS,
    ...options,
    models: await copyModels(await context.scratch(), [LATENCY_DEFAULTS.decoder]),
    json: null,
    progress: context.progress,
  });
  const nFailed = Object.values(result.failures).reduce((a, b) => a + b, 0);
  return [
    { figure: result.nSequenceErrors + result.nDropped + nFailed, detail: describeLatency(result), data: result },
    { figure: result.ratio.p50 },
  ];
}
