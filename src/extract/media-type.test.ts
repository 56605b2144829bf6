import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { MEDIA_HEAD_BYTES, mediaTypeOf } from './media-type.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

it.each([
  ['%PDF-1.7 x', null, 'application/pdf', '.pdf'],
  ['{\\rtf1 x}', null, 'application/rtf', '.rtf'],
  ['<!doctype html><p>CV', null, 'text/html', '.html'],
  ['Ada\nEngineer', null, 'text/plain', '.txt'],
  ['\x89PNG\r\n\x1a\n', null, 'image/png', '.png'],
  ['\xff\xd8\xff\xe0', null, 'image/jpeg', '.jpg'],
  ['RIFF\x01\x02\x03\x04WEBPVP8', null, 'image/webp', '.webp'],
  ['\x00\x00\x00\x18ftypheic', null, 'image/heic', '.heic'],
  // Formats that the first bytes do not show, but that the file was read as.
  ['PK\x03\x04rest', 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.docx'],
  ['\xd0\xcf\x11\xe0', 'doc', 'application/msword', '.doc'],
  ['<?xml version="1.0"?><w:wordDocument>', 'docx', 'application/xml', '.xml'],
  ['MZ\x90\x00', null, 'application/octet-stream', undefined],
  ['', null, 'application/octet-stream', undefined],
] as const)('%j read as %s is %s', (head, known, type, extension) => {
  const found = mediaTypeOf(latin1(head), known);
  expect([found.type, found.extensions[0]]).toEqual([type, extension]);
});

it('goes by the content of a file, not by its name', () => {
  const bytes = readFileSync(path.join(import.meta.dirname, '../../fixtures/files/sidebar.pdf'));
  expect(mediaTypeOf(bytes.subarray(0, MEDIA_HEAD_BYTES), null).type).toBe('application/pdf');
});
