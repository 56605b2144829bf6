import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii85, hex, lzw, runLength } from '../testing.js';
import { decode } from './filters.js';

const NONE = { predictor: 1, columns: 1, colours: 1, bits: 8, earlyChange: 1 };

describe('filters', () => {
  it.each([
    ['ASCII85Decode', ascii85],
    ['ASCIIHexDecode', hex],
    ['LZWDecode', lzw],
    ['RunLengthDecode', runLength],
    ['FlateDecode', deflateSync],
  ] as const)('%s gives back what was packed', (name, pack) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 600 }),
          fc.array(fc.constantFrom(0, 32, 65), { maxLength: 9000 }).map((bytes) => Uint8Array.from(bytes)),
        ),
        (bytes) => {
          expect(new Uint8Array(decode(name, pack(bytes), NONE, 100_000))).toEqual(bytes);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('ASCII85 as other programs write it', () => {
    expect(decode('A85', Buffer.from('<~87cURD]i,"Ebo80~>'), NONE, 100).toString()).toBe('Hello World!');
    expect([...decode('A85', Buffer.from('z !!~>'), NONE, 100)]).toEqual([0, 0, 0, 0, 0]);
  });

  it('LZW as the standard shows it', () => {
    const packed = Uint8Array.from([0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]);
    expect([...decode('LZW', packed, NONE, 100)]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
  });

  it.each([
    [
      'none, left, up, middle and nearest',
      { ...NONE, predictor: 15, columns: 3 },
      [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1],
      [1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5],
    ],
    ['the left neighbour of TIFF', { ...NONE, predictor: 2, columns: 3 }, [1, 1, 1, 5, 1, 1], [1, 2, 3, 5, 6, 7]],
  ])('predictors: %s', (_, parameters, bytes, plain) => {
    expect([...decode('FlateDecode', deflateSync(Uint8Array.from(bytes)), parameters, 1000)]).toEqual(plain);
  });

  it.each([
    ['FlateDecode', deflateSync],
    ['LZWDecode', lzw],
    ['RunLengthDecode', runLength],
  ] as const)('%s stops at the limit', (name, pack) => {
    expect(() => decode(name, pack(new Uint8Array(50_000)), NONE, 1000)).toThrow();
  });
});
