import type { Payload } from '../../protocol/frame.js';

/** The part of a decode's payload that comes out of the model: its kind and the field of that name. */
export type Result = ResultParts & {
  /** Where it is not the window that says whether more comes. */
  readonly final?: boolean;
  /** Where it is not the window's marker that says what was meant. */
  readonly truth?: string;
};

type ResultParts =
  | { kind: 'classes'; classes: NonNullable<Payload['classes']> }
  | { kind: 'text'; text: NonNullable<Payload['text']> }
  | { kind: 'candidates'; candidates: NonNullable<Payload['candidates']> }
  | { kind: 'embedding'; embedding: NonNullable<Payload['embedding']> }
  | { kind: 'signal'; signal: NonNullable<Payload['signal']> }
  | { kind: 'failure'; failure: NonNullable<Payload['failure']> };

/** What of a marker says what was shown, typed or meant. */
export interface ResultMarker {
  readonly description: string;
  readonly value: string;
}

/** The answer to an output that no result can be made of. */
export function invalidOutput(detail: string): Result {
  return { kind: 'failure', failure: { code: 'MODEL_OUTPUT_INVALID', detail, count: 1 } };
}

/** @returns a failure that says how many values are not finite, and where the first one is; nothing when all are */
export function refuseNonFinite(name: string, output: Float32Array): Result | undefined {
  let count = 0;
  let first = 0;
  for (let i = 0; i < output.length; i++) {
    if (Number.isFinite(output[i]!)) continue;
    if (count === 0) first = i;
    count++;
  }
  if (count === 0) return undefined;
  return invalidOutput(
    `output ${name}: ${count} of ${output.length} values are not finite, the first is value ${first}`,
  );
}
