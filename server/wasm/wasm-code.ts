/**
 * The little of WebAssembly's binary format that kernels are written in: one function that works on imported memory.
 * Numbers are opcodes of the core specification 2.0 (with SIMD), chapter 5.
 */

/** One instruction, or several. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** Signed LEB128, 32 bits. */
function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value | 0;
  for (; rest < -0x40 || rest > 0x3f; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest & 0x7f];
}

const simd = (opcode: number, ...immediates: number[]): Code => [0xfd, ...unsigned(opcode), ...immediates];
/** Alignment is a hint, and 0 promises none; the offset is added to the address on the stack. */
const memory = (offset: number): Code => [0, ...unsigned(offset)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const i32Const = (value: number): Code => [0x41, ...signed(value)];
export const i32Add: Code = [0x6a];
export const i32Subtract: Code = [0x6b];
export const i32LessUnsigned: Code = [0x49];
export const i32NotLessUnsigned: Code = [0x4f];
/** The first of two values where the third is not 0, else the second. */
export const select: Code = [0x1b];

export const f64Load = (offset: number): Code => [0x2b, ...memory(offset)];
export const f64Store = (offset: number): Code => [0x39, ...memory(offset)];
export const f64Zero: Code = [0x44, 0, 0, 0, 0, 0, 0, 0, 0];
export const f64Add: Code = [0xa0];
export const f64FromI32: Code = [0xb7];
export const f64FromF32: Code = [0xbb];
export const f32Add: Code = [0x92];

export const v128Load = (offset: number): Code => simd(0x00, ...memory(offset));
/** 8 bytes as 8 int16. */
export const v128Load8x8 = (offset: number): Code => simd(0x01, ...memory(offset));
/** 4 int16 as 4 int32. */
export const v128Load16x4 = (offset: number): Code => simd(0x03, ...memory(offset));
/** 8 bytes, twice. */
export const v128Load64Splat = (offset: number): Code => simd(0x0a, ...memory(offset));
/** 8 bytes, and 0 in the upper half. */
export const v128Load64Zero = (offset: number): Code => simd(0x5d, ...memory(offset));
/** 4 bytes, and 0 behind them. */
export const v128Load32Zero = (offset: number): Code => simd(0x5c, ...memory(offset));
export const v128Store = (offset: number): Code => simd(0x0b, ...memory(offset));
/** The lower half. */
export const v128Store64 = (offset: number): Code => simd(0x5b, ...memory(offset), 0);
export const v128Zero: Code = simd(0x0c, ...Array<number>(16).fill(0));
export const v128And: Code = simd(0x4e);
export const v128Or: Code = simd(0x50);
export const i32x4Splat: Code = simd(0x11);
export const i32x4Lane = (lane: number): Code => simd(0x1b, lane);
export const i32x4ShiftLeft: Code = simd(0xab);
export const i32x4Add: Code = simd(0xae);
/** Products of 8 pairs of int16, added two by two to 4 int32. */
export const i32x4Dot: Code = simd(0xba);
export const f32x4Lane = (lane: number): Code => simd(0x1f, lane);
export const f32x4Add: Code = simd(0xe4);
export const f32x4Multiply: Code = simd(0xe6);

/** One half of each of two vectors: 0 the lower, 1 the upper. */
export const f64x2Pair = (half: 0 | 1): Code =>
  simd(0x0d, ...[0, 16].flatMap((vector) => Array.from({ length: 8 }, (_, byte) => vector + 8 * half + byte)));
/** The lower 2 of 4 float32. */
export const f64x2FromF32: Code = simd(0x5f);
/** All bits of a half where it is so, else none. */
export const f64x2Equal: Code = simd(0x47);
export const f64x2Less: Code = simd(0x49);
export const f64x2Greater: Code = simd(0x4a);
export const f64x2Add: Code = simd(0xf0);
export const f64x2Subtract: Code = simd(0xf1);
export const f64x2Multiply: Code = simd(0xf2);

/** Runs the body if the number before it is not 0. */
export const when = (...body: Code[]): Code => [0x04, 0x40, ...body.flat(), 0x0b];

/** Runs the body, and again as long as it leaves a number other than 0. */
export const repeatWhile = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0x00, 0x0b];

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (name: string): Code => vector([...Buffer.from(name)].map((byte) => [byte]));

/**
 * A module with one function, exported as `run`, that takes `nParameters` int32 and gives nothing back. It imports its
 * memory as `host.memory`.
 *
 * @param locals  types of the locals behind the parameters
 */
export function moduleOf(
  nParameters: number,
  locals: readonly number[],
  body: readonly Code[],
): Uint8Array<ArrayBuffer> {
  const runs = locals.map((type) => [1, type]);
  const code = [...vector(runs), ...body.flat(), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector(Array<Code>(nParameters).fill([I32])), 0]])),
    ...section(2, vector([[...text('host'), ...text('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text('run'), 0x00, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}
