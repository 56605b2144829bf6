import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../domain/index.js';
import type { LyingUpload, ReceiveOptions, Received, Uploads } from '../port.js';

/** The contract suite, which every place for the bytes of uploads must pass. */
export interface UploadsUnderTest {
  open(): Promise<Uploads>;
  /** Removes everything received. */
  dispose(): Promise<void>;
}

const HOUR = 3_600_000;
const fits: ReceiveOptions = { maxSize: 1e6, look: () => null };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await Promise.resolve();
    yield typeof part === 'string' ? Buffer.from(part) : part;
  }
}

/** All pages of a listing. */
export async function pagesOf(uploads: Uploads, ageMs = 0, page?: number): Promise<LyingUpload[][]> {
  const pages: LyingUpload[][] = [];
  for await (const some of uploads.older(ageMs, page)) pages.push(some);
  return pages;
}

async function pathsOf(uploads: Uploads, ageMs = 0): Promise<string[]> {
  return (await pagesOf(uploads, ageMs)).flat().map(({ path }) => path);
}

/** What each test works on, opened before it. */
interface Opened {
  readonly uploads: Uploads;
  /** Opens the same place again. */
  again(): Promise<Uploads>;
}

export function uploadsContract(name: string, setUp: () => Promise<UploadsUnderTest>): void {
  describe(name, () => {
    let underTest: UploadsUnderTest;
    let uploads: Uploads;
    const opened: Opened = {
      get uploads() {
        return uploads;
      },
      again: () => underTest.open(),
    };
    beforeEach(async () => {
      underTest = await setUp();
      uploads = await underTest.open();
    });
    afterEach(() => underTest.dispose());

    readCases(opened);
    putCases(opened);
    keepCases(opened);
    refusalCases(opened);
    listCases(opened);
  });
}

function receive(uploads: Uploads, ...parts: (string | Uint8Array)[]): Promise<Received> {
  return uploads.receive(chunks(...parts), fits);
}

async function kept(uploads: Uploads, ...parts: (string | Uint8Array)[]): Promise<string> {
  const { path } = await receive(uploads, ...parts);
  await uploads.keep([path]);
  return path;
}

function readCases(opened: Opened): void {
  describe('reading', () => {
    it('gives back the bytes that it was sent, however they came, also to another opening', async () => {
      const big = new Uint8Array(300_000).map((_, i) => i % 251);
      const received = await receive(
        opened.uploads,
        big.subarray(0, 1),
        big.subarray(1, 200_000),
        new Uint8Array(0),
        big.subarray(200_000),
      );
      expect(received).toMatchObject({ size: big.length, hash: sha256(big), refused: null });
      expect(received.path).toMatch(/^upload:[0-9a-zA-Z-]{8,}$/);
      await opened.uploads.keep([received.path]);
      const again = await opened.again();
      const read = await again.read(received.path, 1e6);
      expect(read).toMatchObject({ ok: true, value: { hash: sha256(big), size: big.length } });
      expect(read.ok && Buffer.compare(read.value.bytes, big)).toBe(0);
    });

    it('takes an empty file', async () => {
      const path = await kept(opened.uploads);
      expect(await opened.uploads.read(path, 10)).toMatchObject({
        ok: true,
        value: { size: 0, hash: sha256(new Uint8Array(0)) },
      });
    });

    it('never reads more than is allowed, and says what is wrong', async () => {
      const path = await kept(opened.uploads, '12345');
      expect(await opened.uploads.read(path, 5)).toMatchObject({ ok: true });
      expect(await opened.uploads.read(path, 4)).toMatchObject({ ok: false, code: 'file_too_large' });
      for (const other of ['upload:00000000', 'upload:../../etc/passwd', 'upload:', '/etc/passwd']) {
        expect(await opened.uploads.read(other, 1e6), other).toMatchObject({ ok: false, code: 'file_vanished' });
      }
    });
  });
}

function putCases(opened: Opened): void {
  describe('bytes from elsewhere', () => {
    it('lie under the path that they had, once, and can be read, listed and removed', async () => {
      const path = await kept(opened.uploads, 'abc');
      await opened.uploads.remove([path]);
      await opened.uploads.put(path, Buffer.from('abc'));
      await opened.uploads.put(path, Buffer.from('abc'));
      const again = await opened.again();
      expect(await again.read(path, 10)).toMatchObject({ ok: true, value: { hash: sha256(Buffer.from('abc')) } });
      expect(await pathsOf(again)).toEqual([path]);
      await again.remove([path]);
      expect(await pathsOf(again)).toEqual([]);
    });

    it('are refused under a path that is no upload', async () => {
      for (const path of ['cv.txt', 'upload:../../out', 'upload:'])
        await expect(opened.uploads.put(path, Buffer.from('abc'))).rejects.toThrow('not an upload');
    });
  });
}

function keepCases(opened: Opened): void {
  describe('keeping', () => {
    it('tells those apart that come at once, in the order of arrival', async () => {
      const received = await Promise.all(Array.from({ length: 50 }, (_, i) => receive(opened.uploads, `number ${i}`)));
      const paths = received.map(({ path }) => path);
      expect(new Set(paths).size).toBe(50);
      expect([...paths].sort()).toEqual(paths);
      await opened.uploads.keep(paths);
      for (const [i, path] of paths.entries())
        expect(await opened.uploads.read(path, 1e3)).toMatchObject({
          ok: true,
          value: { hash: sha256(Buffer.from(`number ${i}`)) },
        });
    });

    it('counts one as unfinished until it is to stay', async () => {
      const { path } = await receive(opened.uploads, 'a');
      expect(await pathsOf(opened.uploads)).toEqual([]);
      expect(await opened.uploads.read(path, 10)).toMatchObject({ ok: false, code: 'file_vanished' });
      expect(await opened.uploads.removeUnfinished(HOUR)).toBe(0);
      const stays = await kept(opened.uploads, 'b');
      expect(await opened.uploads.removeUnfinished(0)).toBe(1);
      expect(await pathsOf(opened.uploads)).toEqual([stays]);
    });

    it('has nothing before anything came', async () => {
      expect(await pathsOf(opened.uploads)).toEqual([]);
      expect(await opened.uploads.removeUnfinished(0)).toBe(0);
      await opened.uploads.keep([]);
      await opened.uploads.remove(['upload:00000000']);
    });
  });
}

function refusalCases(opened: Opened): void {
  describe('refusing', () => {
    it('refuses what is too large or looks wrong, reads it to its end, and keeps nothing of it', async () => {
      let asked = 0;
      let ended = false;
      const look: ReceiveOptions['look'] = (head, whole) => {
        asked += 1;
        expect(whole).toBe(true);
        return Buffer.from(head).toString() === 'evil' ? failure('unsupported_format', 'it is evil') : null;
      };
      const source = async function* (): AsyncGenerator<Uint8Array> {
        yield* chunks('12345', '67890', 'more');
        ended = true;
      };
      const large = await opened.uploads.receive(source(), { maxSize: 9, look });
      expect(large).toMatchObject({ hash: null, size: 14, refused: { code: 'file_too_large' } });
      expect([asked, ended]).toEqual([0, true]);
      expect(await opened.uploads.receive(chunks('ev', 'il'), { maxSize: 9, look })).toMatchObject({
        hash: null,
        refused: { code: 'unsupported_format' },
      });
      expect(asked).toBe(1);
      expect(await pathsOf(opened.uploads)).toEqual([]);
      expect(await opened.uploads.removeUnfinished(0)).toBe(0);
    });

    it('keeps nothing of one that breaks off', async () => {
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        yield* chunks('half of it');
        throw new Error('the client is gone');
      };
      await expect(opened.uploads.receive(broken(), fits)).rejects.toThrow('the client is gone');
      expect(await pathsOf(opened.uploads)).toEqual([]);
      expect(await opened.uploads.removeUnfinished(0)).toBe(0);
    });
  });
}

function listCases(opened: Opened): void {
  describe('listing and removing', () => {
    it('removes uploads, finished or not, and passes over what is none of its own', async () => {
      const [stays, goes, unfinished] = [
        await kept(opened.uploads, 'a'),
        await kept(opened.uploads, 'b'),
        (await receive(opened.uploads, 'c')).path,
      ];
      await opened.uploads.remove([goes, unfinished, goes, 'upload:00000000', 'upload:../escape00', '/etc/passwd']);
      expect(await pathsOf(opened.uploads)).toEqual([stays]);
      expect(await opened.uploads.removeUnfinished(0)).toBe(0);
      expect(await opened.uploads.read(stays, 10)).toMatchObject({ ok: true });
    });

    it('lists in pages, by path, those that are old enough', async () => {
      const paths: string[] = [];
      for (let i = 0; i < 7; i++) paths.push(await kept(opened.uploads, String(i)));
      const pages = await pagesOf(opened.uploads, 0, 3);
      expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(pages.flat().map(({ path }) => path)).toEqual(paths);
      expect(pages.flat().every(({ ageMs }) => ageMs >= 0 && ageMs < HOUR)).toBe(true);
      expect(await pathsOf(opened.uploads, HOUR)).toEqual([]);
      expect(await pagesOf(opened.uploads, 0, 7)).toHaveLength(1);
    });

    it('goes on listing while those listed are removed and others come in', async () => {
      const paths: string[] = [];
      for (let i = 0; i < 6; i++) paths.push(await kept(opened.uploads, String(i)));
      const seen: string[] = [];
      for await (const page of opened.uploads.older(0, 2)) {
        seen.push(...page.map(({ path }) => path));
        await opened.uploads.remove(page.map(({ path }) => path));
        await kept(opened.uploads, 'later');
      }
      expect(seen.filter((path) => paths.includes(path))).toEqual(paths);
      expect((await pathsOf(opened.uploads)).some((path) => paths.includes(path))).toBe(false);
    });
  });
}
