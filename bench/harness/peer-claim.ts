import { CouldNotMeasure, type Bound, type Claim } from '../claims/claim.js';
import { describeLatency, LATENCY_DEFAULTS, runLatency, type Ratio, type SideName } from '../latency.js';

const SIDES = ['cortexwire', 'lsl-job', 'redis-job', 'ws-relay', 'redis-hop', 'lsl-hop'] as const;

/** The added latency beside what a user would write instead, and beside bare hops, with chunks of one length. */
export function addedLatencyClaim(chunk: number, moreThanRelayMs: number): Claim {
  const ratio = (what: string, value: number): Bound => ({ what, op: '<=', value, unit: 'times' });
  return {
    name: `added-latency-${chunk}`,
    sentence:
      `With chunks of ${chunk}, 306 channels at 1 kHz, the server adds less than the same job over LSL and over Redis ` +
      'Streams, and little to an empty relay',
    bounds: [
      ratio('the same job over LSL, p50', 0.8),
      ratio('the same job over LSL, p99', 1),
      ratio('the same job over Redis Streams, p50', 0.5),
      ratio('the same job over Redis Streams, p99', 0.8),
      { what: 'more than an empty WebSocket relay, p50', op: '<=', value: moreThanRelayMs, unit: 'ms' },
      ratio('one bare hop of Redis Streams, p50', 1),
      ratio('one bare hop of Redis Streams, p99', 1),
      { what: 'decodes missing, doubled, dropped or failed', op: '==', value: 0, unit: 'decodes' },
    ],
    tags: ['long', 'peer'],
    measure: async ({ progress }) => {
      const result = await runLatency({ ...LATENCY_DEFAULTS, chunk, sides: SIDES, progress });
      const beside = (name: SideName): Ratio => {
        const found = result.ratios[name];
        if (found === undefined) throw new CouldNotMeasure(`${name}: ${result.absent[name] ?? 'it was not measured'}`);
        return found;
      };
      const { nSequenceErrors, nDropped, failures } = result.sides.cortexwire?.losses ?? {};
      const nFailed = Object.values(failures ?? {}).reduce((a, b) => a + b, 0);
      return [
        { figure: beside('lsl-job').p50, detail: describeLatency(result), data: result },
        { figure: beside('lsl-job').p99 },
        { figure: beside('redis-job').p50 },
        { figure: beside('redis-job').p99 },
        { figure: beside('ws-relay').moreP50 * 1e3 },
        { figure: beside('redis-hop').p50 },
        { figure: beside('redis-hop').p99 },
        { figure: (nSequenceErrors ?? NaN) + (nDropped ?? NaN) + nFailed },
      ];
    },
  };
}
