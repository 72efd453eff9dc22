import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { joinPacked, packText } from './packed-text.js';

describe('texts that were packed by themselves', () => {
  it.each([
    [[]],
    [['']],
    [['one']],
    [['', 'a', '', 'b']],
    [['雪', '\u{1f512}', 'x'.repeat(100_000)]],
    [Array.from({ length: 40 }, (_, i) => randomBytes(i * 37).toString('hex'))],
  ])('are one member of gzip when they are joined (%#)', async (texts: readonly string[]) => {
    const packed = joinPacked(await Promise.all(texts.map(packText)));
    // A reader that takes one member alone gets everything, and the check sum and length are right, or it would refuse them.
    expect(gunzipSync(packed).toString()).toBe(texts.join(''));
    expect(packed.indexOf(Buffer.from([0x1f, 0x8b, 8, 0]), 1)).toBe(-1);
  });
});
