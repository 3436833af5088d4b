import { closeSync, openSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';

type NumberArray = Float64Array | Float32Array | Int32Array;

const DESCRIPTIONS = { Float64Array: '<f8', Float32Array: '<f4', Int32Array: '<i4' } as const;
const ALIGNMENT = 64;

/** Writes one array as NumPy's `.npy` 1.0, C order. */
export function writeNpy(path: string, shape: readonly number[], values: NumberArray): void {
  writeNpyParts(path, shape, DESCRIPTIONS[values.constructor.name as keyof typeof DESCRIPTIONS], [values]);
}

/**
 * The same from parts that follow each other, so that an array can be larger than memory.
 * @throws {RangeError} when the parts do not fill the shape
 */
export function writeNpyParts(
  path: string,
  shape: readonly number[],
  description: '<f8' | '<f4' | '<i4',
  parts: Iterable<NumberArray>,
): void {
  if (endianness() !== 'LE') throw new RangeError('arrays are written on little-endian machines only');
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${description}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((10 + text.length + 1) / ALIGNMENT) * ALIGNMENT - 10;
  const header = Buffer.alloc(10 + length, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(length, 8);
  header.write(text, 10, 'latin1');
  header[header.length - 1] = 0x0a;
  const file = openSync(path, 'w');
  try {
    writeAll(file, header);
    let missing = shape.reduce((product, n) => product * n, 1);
    for (const part of parts) {
      missing -= part.length;
      writeAll(file, new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    if (missing !== 0) throw new RangeError(`${path}: ${missing} numbers are missing of shape ${tuple}`);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
