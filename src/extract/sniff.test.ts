import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.js';

const fixture = (name: string): Uint8Array =>
  readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/files', name));
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const zip = (...names: string[]): Uint8Array => zipSync(Object.fromEntries(names.map((n) => [n, strToU8('x')])));

describe('sniff', () => {
  it.each([
    ['wrong-extension.docx', 'pdf'],
    ['leading-junk.pdf', 'pdf'],
    ['encrypted.pdf', 'pdf'],
    ['picture-named.pdf', 'image'],
    ['scan.png', 'image'],
    ['plain.docx', 'docx'],
    ['truncated.docx', 'docx'],
    ['legacy.doc', 'doc'],
    ['rtf-named.doc', 'rtf'],
    ['utf16.txt', 'txt'],
    ['cp1252.txt', 'txt'],
    ['latin1.html', 'html'],
    ['../demo/cvs/diego-navarro.odt', 'odt'],
    ['../demo/cvs/samuel-adeyemi.md', 'markdown'],
  ])('%s is %s', (name, format) => {
    expect(sniff(fixture(name))).toEqual({ kind: 'format', format });
  });

  it.each([
    ['GIF', 'GIF89a\x01\x00\x01\x00'],
    ['JPEG', '\xff\xd8\xff\xe0\x00\x10JFIF'],
    ['TIFF', 'II*\x00\x08\x00\x00\x00'],
    ['big-endian TIFF', 'MM\x00*\x00\x00\x00\x08'],
    ['WebP', 'RIFF\x24\x00\x00\x00WEBPVP8 '],
    ['HEIC', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00'],
    ['bitmap', 'BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00'],
  ])('a %s is an image', (_, bytes) => {
    expect(sniff(latin1(bytes))).toEqual({ kind: 'format', format: 'image' });
  });

  it.each([
    ['BMW engineer, ten years', 'txt'],
    ['PK is my name, John is my second one', 'txt'],
    ['Anna Müller\r\nDeveloper, C#, * nothing * special - at all', 'txt'],
    ['# not a heading in markdown alone', 'txt'],
    ['# Anna\n\n- one\n- two', 'markdown'],
    ['**Anna** works at [ACME](https://example.com)', 'markdown'],
    ['<!DOCTYPE html><p>Hi', 'html'],
    ['\n  <div class="cv"><p>Hi</p></div>', 'html'],
    ['I know <b>HTML</b> and CSS', 'txt'],
    ['<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"/>', 'docx'],
  ])('%j is %s', (text, format) => {
    expect(sniff(Buffer.from(text))).toEqual({ kind: 'format', format });
  });

  it.each([
    [zip('xl/workbook.xml', '[Content_Types].xml'), 'spreadsheet'],
    [zip('ppt/presentation.xml', '[Content_Types].xml'), 'presentation'],
    [zip('Index/Document.iwa'), 'Apple'],
    [latin1('7z\xbc\xaf\x27\x1c\x00'), '7-Zip'],
    [latin1('Rar!\x1a\x07\x00'), 'RAR'],
    [latin1('\x1f\x8b\x08\x00'), 'gzip'],
    [latin1('%!PS-Adobe-3.0'), 'PostScript'],
    [latin1('<?xml version="1.0"?><svg xmlns="x"/>'), 'SVG'],
  ])('names what it does not read (%#)', (bytes, what) => {
    expect(sniff(bytes)).toMatchObject({ kind: 'unsupported', what: expect.stringContaining(what) });
  });

  it.each([
    [zip('a.txt'), 'a ZIP archive'],
    [latin1('From: a@example.com\r\nTo: b@example.com\r\nSubject: my CV\r\n\r\nHello'), 'an e-mail message'],
  ])('knows what holds other files (%#)', (bytes, what) => {
    expect(sniff(bytes)).toEqual({ kind: 'container', what });
  });

  it.each([
    [
      latin1(
        'From: Saved by a browser\r\nSubject: page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x',
      ),
      'mhtml',
    ],
    [latin1('Subject: Application as a cook\r\n\r\nAda Oak, cook since 2019'), 'txt'],
    [latin1('From: 2019\r\nTo: 2021\r\nCook, Acorn Ltd'), 'txt'],
  ])('and what looks like it (%#)', (bytes, format) => {
    expect(sniff(bytes)).toEqual({ kind: 'format', format });
  });

  it('tells nothing from bytes and white space', () => {
    expect(sniff(fixture('random.pdf'))).toEqual({ kind: 'unknown' });
    expect(sniff(fixture('whitespace.txt'))).toEqual({ kind: 'empty' });
  });
});
