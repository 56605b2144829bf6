import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pagesOf } from '../files/contract/index.js';
import { PLAIN } from '../sealing/sealer.js';
import { diskUploads } from '../files/disk.js';
import { diskOriginals } from '../files/disk/originals.js';
import { MODEL } from '../store/contract/index.js';
import { openSqliteStore } from '../store/sqlite/index.js';
import { collect } from './collect.js';
import { Containers, filesIn } from './containers.js';
import { memberName } from './member-name.js';
import { Upload } from './upload.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-containers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const zip = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, data]) => [
        name,
        [typeof data === 'string' ? strToU8(data) : data, { mtime: new Date(2026, 0, 2, 3, 4, 6) }],
      ]),
    ) as Zippable,
  );
/** An e-mail with these attachments. */
const mail = (body: string, files: Record<string, string> = {}): string =>
  [
    'From: ada@example.org',
    'To: jobs@example.com',
    'Subject: CV',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=xx',
    '',
    '--xx',
    'Content-Type: text/plain',
    '',
    body,
    ...Object.entries(files).flatMap(([name, data]) => [
      '--xx',
      `Content-Type: application/octet-stream; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(data).toString('base64'),
    ]),
    '--xx--',
    '',
  ].join('\r\n');
const names = async (bytes: Uint8Array | string): Promise<unknown> => {
  const files = await filesIn(typeof bytes === 'string' ? strToU8(bytes) : bytes);
  return files?.ok === true
    ? files.value.map(({ name, problem }) => (problem === null ? name : [name, problem.code]))
    : (files?.code ?? null);
};
const put = (name: string, data: Uint8Array | string): string => {
  writeFileSync(path.join(folder, name), data);
  return path.join(folder, name);
};

describe('what a container holds', () => {
  // [container, expected files in it or the reason why there are none]
  it.each<[string, () => Uint8Array | string, unknown]>([
    ['a ZIP', () => zip({ 'a.txt': 'Ada', 'b/c.txt': 'Bo' }), ['a.txt', 'b/c.txt']],
    ['hidden files', () => zip({ '__MACOSX/a.txt': 'x', '.DS_Store': 'x', 'a.txt': 'Ada' }), ['a.txt']],
    [
      'paths that climb out',
      () => zip({ '../../etc/a.txt': 'x', '/root/b.txt': 'x', 'C:\\c.txt': 'x' }),
      ['etc/a.txt', 'root/b.txt', 'c.txt'],
    ],
    ['one name twice', () => zip({ 'a.txt': 'x', '../a.txt': 'y' }), ['a.txt', 'a (2).txt']],
    [
      'a mail with attachments',
      () => mail('Please find my CV.', { 'cv.txt': 'Ada', '../x.txt': 'Bo' }),
      ['cv.txt', 'x.txt'],
    ],
    ['a mail that is the CV', () => mail('Ada Oak, Cook'), ['body.txt']],
    [
      'a ZIP in a mail in a ZIP',
      () =>
        zip({
          'in.eml': mail('', { 'x.zip': Buffer.from('').toString(), 'cv.txt': 'Ada' }),
          'n.zip': zip({ 'd.txt': 'Di' }),
        }),
      ['in.eml!/x.zip', 'in.eml!/cv.txt', 'n.zip!/d.txt'],
    ],
    [
      'four deep',
      () => zip({ 'b.zip': zip({ 'c.zip': zip({ 'd.zip': zip({ 'e.txt': 'x' }) }) }) }),
      [['b.zip!/c.zip!/d.zip', 'unsupported_format']],
    ],
    ['an empty ZIP', () => new Uint8Array([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]), 'no_text'],
    ['a bomb', () => zip({ 'a.txt': '0'.repeat(100e6) }), 'expands_too_large'],
    [
      'a bomb in a ZIP',
      () => zip({ 'a.txt': 'Ada', 'b.zip': zip({ 'a.txt': '0'.repeat(80e6) }) }),
      ['a.txt', ['b.zip', 'expands_too_large']],
    ],
    ['a DOCX', () => zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }), null],
    ['no container', () => 'Ada Oak\nFrom: 2019\n', null],
  ])('%s', async (_, bytes, expected) => {
    expect(await names(bytes())).toEqual(expected);
  });

  it('reads a cut archive as far as it goes, and never throws', async () => {
    const whole = zip({ 'a.txt': 'Ada'.repeat(500), 'b.txt': 'Bo' });
    for (let length = 1; length < whole.length; length += 3) await names(whole.subarray(0, length));
    expect(await names(whole.subarray(0, 40))).toEqual([['a.txt', 'corrupt']]);
  });

  it('says of files with a password that they have one', async () => {
    const bytes = zip({ 'a.txt': 'Ada' });
    const directory = bytes.findIndex((_, i) => bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1);
    bytes[directory + 8]! |= 1;
    expect(await names(bytes)).toEqual([['a.txt', 'password_required']]);
  });

  it.each([
    ['', null],
    ['..', null],
    ['a/.git/x', null],
    ['a\u0007b.txt', 'ab.txt'],
    ['a\\b.txt', 'a/b.txt'],
  ])('name "%s"', (raw, name) => {
    expect(memberName(raw)).toBe(name);
  });
});

describe('containers among files', () => {
  it('are folders by another name: their files are found, read, and found the same again', async () => {
    const file = put('cvs.zip', zip({ 'a.txt': 'Ada', 'in.eml': mail('', { 'cv.txt': 'Bo' }) }));
    put('plain.txt', 'Cy');
    const { files, folders } = await collect([folder]);
    expect(files.map((one) => path.relative(folder, one.path))).toEqual([
      'cvs.zip!/a.txt',
      'cvs.zip!/in.eml!/cv.txt',
      'plain.txt',
    ]);
    expect(files[0]).toMatchObject({ size: 3, mtimeMs: new Date(2026, 0, 2, 3, 4, 6).getTime(), problem: null });
    expect(folders).toEqual([folder, `${file}!`]);
    expect((await collect([folder])).files).toEqual(files);
    const containers = new Containers();
    const texts = await Promise.all(
      files.map(async (one) => {
        const read = await containers.read(one.path, 1e6);
        return read.ok ? Buffer.from(read.value.bytes).toString() : read.code;
      }),
    );
    expect(texts).toEqual(['Ada', 'Bo', 'Cy']);
    expect(await containers.read(`${file}!/gone.txt`, 1e6)).toMatchObject({ code: 'file_vanished' });
    expect(await containers.read(`${file}!/a.txt`, 2)).toMatchObject({ code: 'file_too_large' });
  });

  it('one that cannot be read is a file with its reason', async () => {
    put('bomb.zip', zip({ 'a.txt': '0'.repeat(100e6) }));
    expect((await collect([folder])).files).toMatchObject([{ problem: { code: 'expands_too_large' } }]);
  });

  it('a folder that is called like a path into one is a folder', async () => {
    mkdirSync(path.join(folder, 'x!'));
    put('x!/a.txt', 'Ada');
    expect((await new Containers().read(path.join(folder, 'x!/a.txt'), 1e6)).ok).toBe(true);
  });
});

describe('names and links', () => {
  it('reads files whose names are no UTF-8, each under a name of its own', async () => {
    for (const bytes of [[0xe9], [0xe8]])
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from(bytes), Buffer.from('.txt')]),
        `of ${bytes[0]}`,
      );
    const { files } = await collect([folder]);
    expect(files.map((one) => [path.basename(one.path), one.problem])).toEqual([
      ['caf\ufffd (2).txt', null],
      ['caf\ufffd.txt', null],
    ]);
    const containers = new Containers();
    const read = await Promise.all(files.map((one) => containers.read(one.path, 1e6)));
    expect(read.map((one) => (one.ok ? Buffer.from(one.value.bytes).toString() : one.code))).toEqual([
      'of 233',
      'of 232',
    ]);
  });

  it('follows links that stay inside, once, and those that lead out only when told', async () => {
    mkdirSync(path.join(folder, 'in'));
    mkdirSync(path.join(folder, 'out'));
    put('out/b.txt', 'Bo');
    put('in/a.txt', 'Ada');
    symlinkSync('a.txt', path.join(folder, 'in', 'link.txt'));
    symlinkSync('.', path.join(folder, 'in', 'loop'));
    symlinkSync('../out', path.join(folder, 'in', 'away'));
    symlinkSync('../out/b.txt', path.join(folder, 'in', 'b.txt'));
    const found = async (follow: boolean): Promise<string[]> =>
      (await collect([path.join(folder, 'in')], [], { follow })).files.map((one) => path.relative(folder, one.path));
    expect(await found(false)).toEqual(['in/a.txt', 'in/link.txt']);
    expect(await found(true)).toEqual(['in/a.txt', 'in/away/b.txt', 'in/b.txt', 'in/link.txt']);
  });
});

describe('an upload of a container', () => {
  it('is an upload of every file in it, and the container is not kept', async () => {
    const store = await openSqliteStore({ path: path.join(folder, 'store.db'), lockWaitMs: 100 });
    try {
      await store.model.adopt(MODEL);
      mkdirSync(path.join(folder, 'uploads'));
      const uploads = diskUploads(path.join(folder, 'uploads'), PLAIN);
      const reading = {
        fingerprint: 'f',
        timeoutMs: 1000,
        memoryMb: 100,
        maxSize: 1e6,
        ocr: null,
        duplicates: 'keep' as const,
      };
      const originals = diskOriginals(path.join(folder, 'originals'), () => null, PLAIN);
      const upload = new Upload({ intake: store.intake, uploads, originals, keepsUploads: true, reading });
      const source = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
        yield bytes;
      };
      await upload.add('cvs.zip', source(zip({ 'a.txt': 'Ada', 'e.txt': '', 'in.eml': mail('', { 'cv.txt': 'Bo' }) })));
      await upload.add('cv.docx', source(zip({ 'other.xml': 'x', 'word/document.xml': '<w/>' })));
      await upload.commit({ keyId: null, idempotencyKey: null });
      const tasks = await store.tasks.list({});
      expect(tasks.map(({ name, status, code }) => [name, status, code])).toEqual([
        ['cvs.zip!/a.txt', 'pending', null],
        ['cvs.zip!/e.txt', 'failed', 'empty_file'],
        ['cvs.zip!/in.eml!/cv.txt', 'pending', null],
        ['cv.docx', 'pending', null],
      ]);
      expect((await pagesOf(uploads)).flat().length).toBe(3);
      expect(statSync(path.join(folder, 'uploads')).isDirectory()).toBe(true);
    } finally {
      await store.close();
    }
  });
});
