import { DECODER_DEFAULTS, describeDecoders, runDecoders } from '../decoders.js';
import { median } from '../harness/percentiles.js';
import type { Claim } from './claim.js';

/** Runs that take so long count for the efficiency, s; of shorter ones it is the time beside them that counts. */
const LONG_RUN = 0.005;

export const claim: Claim = {
  name: 'decoder-efficiency',
  sentence: 'A stream that is replayed is decoded as fast as ONNX Runtime runs the model by itself',
  bounds: [
    {
      what: 'windows per second to those of a bare loop, runs of 5 ms and more, least',
      op: '>=',
      value: 0.95,
      unit: 'times',
    },
    { what: "a lane's time for a window outside the run, shorter runs, most", op: '<=', value: 60, unit: 'µs' },
  ],
  tags: ['long', 'peer'],
  measure: async ({ progress }) => {
    const result = await runDecoders({ ...DECODER_DEFAULTS, progress });
    const isLong = ({ bare }: (typeof result.decoders)[number]): boolean =>
      median(bare.map(({ run }) => run.p50)) >= LONG_RUN;
    const efficiencies = result.decoders.filter(isLong).map(({ efficiency }) => efficiency);
    const outside = result.decoders.filter((one) => !isLong(one)).map(({ outsideRun }) => outsideRun);
    return [
      { figure: Math.min(...efficiencies), detail: describeDecoders(result), data: result },
      { figure: Math.max(...outside) * 1e6 },
    ];
  },
};
