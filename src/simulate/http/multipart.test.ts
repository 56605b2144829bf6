import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { multipartOf, sentName } from './multipart.js';

const NAMES = [
  'plain.pdf',
  'Zoë Ångström.docx',
  '李雷 履歴書.txt',
  '😀.odt',
  'say "hi".txt',
  'two\r\nlines.txt',
  "it's; 100%.txt",
];
let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-multipart-'))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('sends the bytes that FormData sends, whatever the names and contents are', async () => {
  const large = Buffer.alloc(200_000, 'a line\r\n--not a boundary\r\n');
  const files = NAMES.map((name, i) => fileOf(name, i === 0 ? large : i === 1 ? '' : `content ${i} é`));
  const form = new FormData();
  for (const file of files) form.append('file', await openAsBlob(file), path.basename(file));
  const standard = new Response(form);
  const ours = await multipartOf(files);
  const boundaryOf = (type: string): string => /boundary=(.*)$/.exec(type)![1]!;
  const sent = await buffer(ours.body());
  const unbound = (bytes: Buffer, boundary: string): string =>
    bytes.toString('latin1').replaceAll(boundary, 'BOUNDARY');
  const expected = unbound(
    Buffer.from(await standard.arrayBuffer()),
    boundaryOf(standard.headers.get('content-type')!),
  );
  expect(unbound(sent, boundaryOf(ours.headers['content-type']))).toBe(expected);
  expect(ours.headers['content-length']).toBe(sent.length);
});

test('makes the body anew for every try', async () => {
  const { body } = await multipartOf([fileOf('again.txt', 'once more')]);
  expect(await buffer(body())).toEqual(await buffer(body()));
});

test('tells the name under which a file is known to the service', () => {
  expect(NAMES.map((name) => sentName(`/cvs/${name}`))).toEqual([
    ...NAMES.slice(0, 4),
    'say %22hi%22.txt',
    'two%0D%0Alines.txt',
    "it's; 100%.txt",
  ]);
});
