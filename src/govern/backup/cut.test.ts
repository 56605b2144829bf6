import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { cutByContent } from './cut.js';

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function piecesOf(bytes: Buffer, size = 65_536): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of cutByContent(chunks(bytes, size))) pieces.push(piece);
  return pieces;
}

const hashes = (pieces: Uint8Array[]): string[] => pieces.map((one) => createHash('sha256').update(one).digest('hex'));

it('cuts the same bytes alike whatever chunks they come in, and finds the same pieces behind an insertion', async () => {
  const bytes = randomBytes(16_000_000);
  const pieces = await piecesOf(bytes);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect(hashes(await piecesOf(bytes, 7919))).toEqual(hashes(pieces));
  for (const { length } of pieces.slice(0, -1)) {
    expect(length).toBeGreaterThanOrEqual(64 * 1024);
    expect(length).toBeLessThanOrEqual(1024 * 1024);
  }
  expect(bytes.length / pieces.length).toBeGreaterThan(150_000);
  expect(bytes.length / pieces.length).toBeLessThan(450_000);
  const longer = await piecesOf(
    Buffer.concat([bytes.subarray(0, 5_000_000), Buffer.from('a row'), bytes.subarray(5_000_000)]),
  );
  const known = new Set(hashes(pieces));
  expect(hashes(longer).filter((hash) => !known.has(hash)).length).toBeLessThanOrEqual(3);
  expect(await piecesOf(Buffer.alloc(0))).toEqual([]);
  expect((await piecesOf(Buffer.alloc(3_000_000))).length).toBeGreaterThanOrEqual(3);
});
