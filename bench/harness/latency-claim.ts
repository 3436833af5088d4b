import type { ClaimContext, Measured } from '../claims/claim.js';
import { describeLatency, LATENCY_DEFAULTS, runLatency, type LatencyOptions } from '../latency.js';

/** What was lost, and how the added latency compares with that of an empty relay in the same run. */
export async function measureLatency(
  context: ClaimContext,
  options: Pick<LatencyOptions, 'seconds' | 'turns'>,
): Promise<Measured[]> {
  const result = await runLatency({ ...LATENCY_DEFAULTS, ...options, progress: context.progress });
  const { cortexwire } = result.sides;
  const ratio = result.ratios['ws-relay'];
  if (cortexwire === undefined || ratio === undefined) throw new Error('the server or the relay was not measured');
  const { nSequenceErrors, nDropped, failures } = cortexwire.losses;
  const nFailed = Object.values(failures).reduce((a, b) => a + b, 0);
  return [
    { figure: nSequenceErrors + nDropped + nFailed, detail: describeLatency(result), data: result },
    { figure: ratio.p50 },
  ];
}
