import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Originals, StoredFile, Uploads } from '../port.js';

/** Contract suite for every implementation of originals, together with the uploads that they come from. */
export interface OriginalsUnderTest {
  open(): Promise<{ uploads: Uploads; originals: Originals }>;
  dispose(): Promise<void>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const held = (...hashes: string[]) => Promise.resolve(new Set(hashes));
const nobody = (): Promise<Set<string>> => held();

export async function bytesOf(file: StoredFile | null, range?: { start: number; end: number }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file!.stream(range)) pieces.push(piece);
  if (range === undefined) await file!.close();
  return Buffer.concat(pieces);
}

async function hashesOf(originals: Originals, page?: number): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const some of originals.all(page)) pages.push(some);
  return pages;
}

export function originalsContract(name: string, setUp: () => Promise<OriginalsUnderTest>): void {
  describe(name, () => {
    let underTest: OriginalsUnderTest;
    let uploads: Uploads;
    let originals: Originals;
    beforeEach(async () => {
      underTest = await setUp();
      ({ uploads, originals } = await underTest.open());
    });
    afterEach(() => underTest.dispose());

    const uploaded = async (bytes: Uint8Array): Promise<{ path: string; hash: string }> => {
      const source = async function* (): AsyncGenerator<Uint8Array> {
        await Promise.resolve();
        yield bytes;
      };
      const { path, hash } = await uploads.receive(source(), { maxSize: 1e7, look: () => null });
      await uploads.keep([path]);
      return { path, hash: hash! };
    };

    it('keeps what was uploaded as it came, under its hash, also for another opening', async () => {
      const bytes = randomBytes(200_000);
      const { path, hash } = await uploaded(bytes);
      expect(await bytesOf(await uploads.find(path))).toEqual(bytes);
      expect(await originals.find(hash)).toBeNull();
      expect(await originals.take(path, hash)).toBe(true);
      expect(await uploads.find(path)).toBeNull();
      const again = await underTest.open();
      expect(await bytesOf(await again.originals.find(hash))).toEqual(bytes);
      expect(await again.originals.read(hash, 200_000)).toMatchObject({ ok: true, value: { hash, size: 200_000 } });
    });

    it('gives any part of it', async () => {
      const bytes = randomBytes(200_001);
      const hash = sha256(bytes);
      await originals.put(hash, bytes);
      const file = await originals.find(hash);
      const last = bytes.length - 1;
      for (const [start, end] of [
        [0, 0],
        [0, last],
        [last, last],
        [65_535, 65_536],
        [65_536, 131_071],
        [70_000, 190_000],
      ] as const)
        expect(await bytesOf(file, { start, end }), `${start}-${end}`).toEqual(bytes.subarray(start, end + 1));
      await file!.close();
      await file!.close();
    });

    it('has the same bytes once, however often they come', async () => {
      const bytes = Buffer.from('one CV');
      const [a, b] = [await uploaded(bytes), await uploaded(bytes)];
      expect(await originals.take(a.path, a.hash)).toBe(true);
      expect(await originals.take(b.path, b.hash)).toBe(true);
      expect(await originals.take(b.path, b.hash)).toBe(false);
      await originals.put(a.hash, bytes);
      expect(await hashesOf(originals)).toEqual([[a.hash]]);
      expect((await originals.usage()).files).toBe(1);
      expect(await bytesOf(await originals.find(a.hash))).toEqual(bytes);
    });

    it('goes on giving bytes that are moved or removed meanwhile', async () => {
      const { path, hash } = await uploaded(Buffer.from('it moves'));
      const [waiting, other] = [await uploads.find(path), await uploads.find(path)];
      await originals.take(path, hash);
      expect(await bytesOf(waiting)).toEqual(Buffer.from('it moves'));
      const kept = await originals.find(hash);
      await originals.remove([hash], nobody);
      expect(await bytesOf(kept)).toEqual(Buffer.from('it moves'));
      expect(await bytesOf(other)).toEqual(Buffer.from('it moves'));
      expect(await originals.has(hash)).toBe(false);
    });

    it('lends copies that go with it, or when they are old', async () => {
      const hash = sha256(Buffer.from('lent'));
      const source = async function* (): AsyncGenerator<Uint8Array> {
        await Promise.resolve();
        yield* [Buffer.from('le'), Buffer.from('nt')];
      };
      await originals.put(hash, Buffer.from('lent'));
      const lend = () => originals.lend(hash, 'Jane Doe.pdf', source());
      await lend();
      const copy = await lend();
      expect(copy.endsWith('Jane Doe.pdf')).toBe(true);
      expect(readFileSync(copy, 'utf8')).toBe('lent');
      expect((await originals.usage()).files).toBe(1);
      await originals.takeBack(60_000);
      expect(existsSync(copy)).toBe(true);
      await originals.takeBack(0);
      expect(existsSync(copy)).toBe(false);
      await lend();
      await originals.remove([hash], nobody);
      expect(existsSync(copy)).toBe(false);
      for (const name of ['../escape.pdf', '.hidden', 'a/b'])
        await expect(originals.lend(hash, name, source())).rejects.toThrow('a name that is no path');
    });

    it('keeps one without a byte', async () => {
      const { path, hash } = await uploaded(new Uint8Array(0));
      await originals.take(path, hash);
      expect(await bytesOf(await originals.find(hash))).toHaveLength(0);
      expect(await originals.read(hash, 10)).toMatchObject({ ok: true, value: { size: 0, hash } });
    });

    it('never reads more than is allowed, nor what is none of its own', async () => {
      const hash = sha256(Buffer.from('12345'));
      await originals.put(hash, Buffer.from('12345'));
      expect(await originals.read(hash, 5)).toMatchObject({ ok: true });
      expect(await originals.read(hash, 4)).toMatchObject({ ok: false, code: 'file_too_large' });
      for (const other of ['0'.repeat(64), '../../etc/passwd', '', 'x'.repeat(64)]) {
        expect(await originals.find(other), other).toBeNull();
        expect(await originals.read(other, 9), other).toMatchObject({ ok: false, code: 'file_vanished' });
        expect(await originals.remove([other], nobody), other).toEqual([]);
      }
      expect(await originals.take('upload:../../etc/passwd', hash)).toBe(false);
      expect(await originals.take('/etc/passwd', hash)).toBe(false);
    });

    it('says what is not what its name says', async () => {
      const hash = sha256(Buffer.from('this'));
      await originals.put(hash, Buffer.from('that'));
      expect(await originals.read(hash, 10)).toMatchObject({ ok: false, code: 'corrupt' });
    });

    it('removes what nobody holds, and gives back what somebody does', async () => {
      const hashes: string[] = [];
      for (const text of ['a', 'b', 'c']) {
        hashes.push(sha256(Buffer.from(text)));
        await originals.put(hashes.at(-1)!, Buffer.from(text));
      }
      const asked: string[][] = [];
      const gone = await originals.remove([...hashes, hashes[0]!, '0'.repeat(64)], async (some) => {
        asked.push(some);
        // A caller that took the bytes before this moment is found by this check. Meanwhile the bytes cannot be read,
        // so nobody can believe that they are kept.
        expect(await originals.has(hashes[0]!)).toBe(false);
        return held(hashes[1]!);
      });
      expect(asked).toEqual([hashes]);
      expect(gone).toEqual([hashes[0], hashes[2]]);
      expect((await hashesOf(originals)).flat()).toEqual([hashes[1]]);
      expect(await bytesOf(await originals.find(hashes[1]!))).toEqual(Buffer.from('b'));
    });

    it('loses nothing that comes back while it is removed, however the steps fall', async () => {
      const bytes = Buffer.from('it comes back');
      const { path, hash } = await uploaded(bytes);
      await originals.put(hash, bytes);
      await originals.remove([hash], async () => {
        // A file that is committed after this check brings its own bytes.
        const answer = held();
        await originals.take(path, hash);
        return answer;
      });
      expect(await bytesOf(await originals.find(hash))).toEqual(bytes);
    });

    it('ends a removal that was broken off, either way', async () => {
      const hashes: string[] = [];
      for (const text of ['goes', 'stays']) {
        hashes.push(sha256(Buffer.from(text)));
        await originals.put(hashes.at(-1)!, Buffer.from(text));
      }
      const broken = originals.remove(hashes, () => Promise.reject(new Error('the process ended')));
      await expect(broken).rejects.toThrow('the process ended');
      expect((await hashesOf(originals)).flat()).toEqual([...hashes].sort());
      expect(await originals.remove(hashes, () => held(hashes[1]!))).toEqual([hashes[0]]);
      expect((await hashesOf(originals)).flat()).toEqual([hashes[1]]);
      expect(await originals.read(hashes[1]!, 10)).toMatchObject({ ok: true });
    });

    it('lists in pages, and says what all take', async () => {
      const hashes: string[] = [];
      for (let i = 0; i < 7; i++) {
        hashes.push(sha256(Buffer.from(`number ${i}`)));
        await originals.put(hashes.at(-1)!, Buffer.from(`number ${i}`));
      }
      const pages = await hashesOf(originals, 3);
      expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(pages.flat()).toEqual([...hashes].sort());
      const { files, bytes } = await originals.usage();
      expect(files).toBe(7);
      expect(bytes).toBeGreaterThanOrEqual(7 * 'number 0'.length);
    });

    it('has nothing before anything came', async () => {
      expect(await hashesOf(originals)).toEqual([]);
      expect(await originals.usage()).toEqual({ files: 0, bytes: 0 });
      expect(await originals.removeUnfinished(0)).toBe(0);
      expect(await originals.remove([], nobody)).toEqual([]);
    });
  });
}
