import { promisify } from 'node:util';
import { constants, crc32, deflateRaw as deflateRawWithCallback } from 'node:zlib';

const deflateRaw = promisify(deflateRawWithCallback);
/** Lists are large and alike line by line: the fast level already takes nine tenths. The flush ends on a whole byte, so that parts can be joined. */
const DEFLATE = { level: 5, finishFlush: constants.Z_FULL_FLUSH };
/** RFC 1952 section 2.3: gzip, deflate, no flags, no time, no extra flags, unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block (RFC 1951 section 3.2.6). */
const END = Buffer.from([3, 0]);
const POLYNOMIAL = 0xedb88320;

/** A piece of a text, deflated by itself. */
export interface PackedText {
  readonly deflated: Buffer;
  readonly crc: number;
  readonly bytes: number;
}

export async function packText(text: string): Promise<PackedText> {
  const plain = Buffer.from(text);
  return { deflated: await deflateRaw(plain, DEFLATE), crc: crc32(plain), bytes: plain.length };
}

/** Pieces one after the other as one member of gzip (RFC 1952), which every client unpacks; nothing is unpacked or packed anew for it. */
export function joinPacked(parts: readonly PackedText[]): Buffer {
  let crc = 0;
  let bytes = 0;
  for (const part of parts) {
    crc = joinedCrc(crc, part.crc, part.bytes);
    bytes += part.bytes;
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc, 0);
  tail.writeUInt32LE(bytes % 2 ** 32, 4);
  return Buffer.concat([HEAD, ...parts.map(({ deflated }) => deflated), END, tail]);
}

/** The CRC-32 of two texts one after the other, from those of each: the first is moved on by the zeros that the second is long. */
function joinedCrc(first: number, second: number, secondBytes: number): number {
  let operator = squared(squared(squared(oneZeroBit())));
  let crc = first;
  for (let left = secondBytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) crc = applied(operator, crc);
    operator = squared(operator);
  }
  return (crc ^ second) >>> 0;
}

/** What one zero bit does to a CRC, as a matrix over GF(2), one column a bit. */
function oneZeroBit(): Uint32Array {
  return Uint32Array.from({ length: 32 }, (_, bit) => (bit === 0 ? POLYNOMIAL : 2 ** (bit - 1)));
}

function applied(matrix: Uint32Array, vector: number): number {
  let sum = 0;
  for (let bit = 0; bit < 32; bit += 1) if ((vector >>> bit) & 1) sum ^= matrix[bit] ?? 0;
  return sum >>> 0;
}

function squared(matrix: Uint32Array): Uint32Array {
  return matrix.map((column) => applied(matrix, column));
}
