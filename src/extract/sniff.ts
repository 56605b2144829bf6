/* eslint-disable no-control-regex -- file signatures hold control characters */
import type { Format } from '../domain/index.js';
import { guessUtf16 } from './encoding.js';
import { isEuropass } from './structured/europass-root.js';
import { isMail, isWebArchive } from './mail-head.js';
import { Ole } from './doc/ole.js';
import { Zip } from './zip.js';

/** The kind of a document, by its content alone. */
export type Sniffed =
  | { kind: 'format'; format: Format }
  | { kind: 'empty' }
  | { kind: 'encrypted'; what: string }
  /** Contains other files, which are read one by one. */
  | { kind: 'container'; what: string }
  /** Recognised but not read; `what` names it with its article. */
  | { kind: 'unsupported'; what: string }
  | { kind: 'unknown' };

export const DAMAGED_ZIP = 'a damaged ZIP archive';
/** A PDF may begin after other bytes; readers accept the header within the first kilobyte. */
const PDF_WINDOW = 1024;
/** Bytes in which text is told from binary data, and from text for programs. */
const TEXT_WINDOW = 64 * 1024;
/** Share of control characters from which bytes are not text. */
const BINARY_SHARE = 0.02;

const format = (value: Format): Sniffed => ({ kind: 'format', format: value });
const unsupported = (what: string): Sniffed => ({ kind: 'unsupported', what });

/** `textWindow`: bytes in which the syntax of text is looked for. */
export function sniff(bytes: Uint8Array, textWindow = TEXT_WINDOW): Sniffed {
  if (isBlank(bytes)) return { kind: 'empty' };
  return sniffMagic(bytes) ?? sniffText(bytes, textWindow);
}

/** Whether there are only white space, zeros and a byte order mark. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((b) => b === 0 || (b >= 9 && b <= 13) || b === 0x20 || b === 0xa0 || b === 0xc2 || b >= 0xfe);
}

function sniffMagic(bytes: Uint8Array): Sniffed | null {
  const head = latin1(bytes, 0, PDF_WINDOW + 8);
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return sniffZip(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return sniffOle(bytes);
  if (head.slice(0, PDF_WINDOW).includes('%PDF-')) return format('pdf');
  if (/^\s*\{\\rtf/.test(head)) return format('rtf');
  if (isImage(head)) return format('image');
  const named = SIGNATURES.find(([signature]) => head.startsWith(signature));
  if (named !== undefined) return unsupported(named[1]);
  return head.slice(257, 262) === 'ustar' ? unsupported('a TAR archive') : null;
}

function isImage(head: string): boolean {
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|II\+\x00|MM\x00\+)/.test(head)) return true;
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return true;
  // The length of a bitmap's header tells it from a text that begins with "BM".
  if (head.startsWith('BM') && /^[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00/.test(head.slice(14, 18))) return true;
  if (head.slice(4, 8) === 'ftyp' && /^(?:hei[cxms]|hev[cx]|mif1|msf1|avif)/.test(head.slice(8, 12))) return true;
  return head.startsWith('\x00\x00\x00\x0cjP  ') || head.startsWith('\xff\x4f\xff\x51');
}

const SIGNATURES: [string, string][] = [
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  ['Rar!\x1a\x07', 'a RAR archive'],
  ['\x1f\x8b', 'a gzip file'],
  ['BZh', 'a bzip2 file'],
  ['\xfd7zXZ', 'an xz file'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard file'],
  ['PK00', 'a part of a split ZIP archive'],
  ['PK\x07\x08', 'a part of a split ZIP archive'],
  ['%!PS', 'a PostScript file'],
  ['\xc5\xd0\xd3\xc6', 'a PostScript file'],
  ['8BPS', 'a Photoshop image'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['SQLite format 3\x00', 'a SQLite database'],
  ['ID3', 'an audio file'],
  ['OggS', 'an audio or video file'],
  ['RIFF', 'an audio or video file'],
  ['\x1aE\xdf\xa3', 'a video file'],
  ['\x00\x00\x01\x00', 'an icon'],
  ['wOFF', 'a font'],
  ['AT&TFORM', 'a DjVu document'],
  ['\xffWPC', 'a WordPerfect document'],
  ['\xdb\xa5', 'a document of Word 2 or older'],
  ['\x31\xbe\x00\x00', 'a document of Word for DOS or Windows Write'],
];

function sniffZip(bytes: Uint8Array): Sniffed {
  // Only names and short members are read here.
  const zip = new Zip(bytes, 1 << 20);
  if (
    zip.has('word/document.xml') ||
    (zip.names.some((n) => /^word[/\\]document\d*\.xml$/i.test(n)) && zip.has('[Content_Types].xml'))
  ) {
    return zip.isEncrypted() ? { kind: 'encrypted', what: 'a DOCX document' } : format('docx');
  }
  if (zip.has('mimetype') || zip.has('META-INF/manifest.xml')) return sniffOpenDocument(zip);
  const { names } = zip;
  const known = ZIP_MEMBERS.find(([pattern]) => names.some((n) => pattern.test(n)));
  if (known !== undefined) return unsupported(known[1]);
  if (names.includes('_rels/.rels'))
    return zip.has('[Content_Types].xml') && mainPartIsWord(zip)
      ? format('docx')
      : unsupported('an Office package without a document');
  return names.length === 0 ? unsupported(DAMAGED_ZIP) : { kind: 'container', what: 'a ZIP archive' };
}

const ZIP_MEMBERS: [RegExp, string][] = [
  [/^xl[/\\]/i, 'a spreadsheet (XLSX)'],
  [/^ppt[/\\]/i, 'a presentation (PPTX)'],
  [/^visio\//i, 'a Visio drawing'],
  [/^(?:Index\/Document\.iwa|index\.xml(?:\.gz)?|Index\.zip)$/, 'a document of Apple Pages, Numbers or Keynote'],
  [/^META-INF\/MANIFEST\.MF$/, 'a Java archive'],
  [/^AndroidManifest\.xml$/, 'an Android app'],
];

/** A package may name its main part as it likes; the content types tell which one it is. */
function mainPartIsWord(zip: Zip): boolean {
  const types = zip.read('[Content_Types].xml');
  return types !== undefined && latin1(types, 0, types.length).includes('wordprocessingml.document');
}

function sniffOpenDocument(zip: Zip): Sniffed {
  const type = zip.read('mimetype');
  const manifest = zip.read('META-INF/manifest.xml');
  const declared = type === undefined ? '' : latin1(type, 0, 100).trim();
  const listed = manifest === undefined ? '' : latin1(manifest, 0, manifest.length);
  if (declared.includes('epub')) return unsupported('an EPUB book');
  const isText = /(?:opendocument\.text|vnd\.sun\.xml\.writer)/.test(declared === '' ? listed : declared);
  if (!isText || !zip.has('content.xml'))
    return unsupported(
      /spreadsheet|calc/.test(declared)
        ? 'a spreadsheet (ODS)'
        : /presentation|impress/.test(declared)
          ? 'a presentation (ODP)'
          : 'a ZIP archive',
    );
  return listed.includes('encryption-data') ? { kind: 'encrypted', what: 'an ODT document' } : format('odt');
}

function sniffOle(bytes: Uint8Array): Sniffed {
  const ole = new Ole(bytes);
  const has = (name: string): boolean => ole.find(name) !== undefined;
  if (has('EncryptedPackage')) return { kind: 'encrypted', what: 'an Office document' };
  if (has('WordDocument')) return format('doc');
  if (has('Workbook') || has('Book')) return unsupported('a spreadsheet (XLS)');
  if (has('PowerPoint Document')) return unsupported('a presentation (PPT)');
  if (has('__properties_version1.0')) return unsupported('an Outlook message');
  if (has('VisioDocument')) return unsupported('a Visio drawing');
  if (has('MatOST') || has('MM') || has('CONTENTS')) return unsupported('a document of Microsoft Works or Publisher');
  return unsupported(ole.entries.length === 0 ? 'a damaged Office file' : 'an Office file without a text document');
}

function sniffText(bytes: Uint8Array, textWindow: number): Sniffed {
  const wide =
    guessUtf16(bytes) !== null || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!wide && isBinary(bytes)) return { kind: 'unknown' };
  const head = wide ? latin1(bytes, 0, 8192).replaceAll('\x00', '') : latin1(bytes, 0, 4096);
  const start = head.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
  if (isWebArchive(start)) return format('mhtml');
  if (isMail(start)) return { kind: 'container', what: 'an e-mail message' };
  if (/^<\?xml|^<[a-z]+:/i.test(start) && !/<html[\s>]/i.test(start)) return sniffXml(start);
  if (isHtml(start)) return format('html');
  const text = wide ? start : latin1(bytes, 0, textWindow);
  return sourceKind(start, text) ?? format(isMarkdown(text) ? 'markdown' : 'txt');
}

/** Text for programs rather than people: its syntax would be taken for skills and titles. */
function sourceKind(start: string, text: string): Sniffed | null {
  if (/^[{[]\s*["{[\]}]/.test(start))
    return /^\{/.test(start) && RESUME_KEY.test(text) ? format('json') : unsupported('a JSON file');
  if (
    /^\s*\\(?:documentclass|documentstyle|begin\{document\})/m.test(text) ||
    (/^\s*\\(?:input|usepackage|section\*?|cventry|resume\w+)\b/m.test(text) &&
      (text.match(/\\[a-zA-Z]{2,}/g) ?? []).length >= 8)
  )
    return unsupported('a TeX document');
  return isYaml(text) ? unsupported('a YAML file') : null;
}

/** Keys of the JSON Resume schema. */
const RESUME_KEY = /"(?:basics|work|education|skills|volunteer|projects)"\s*:\s*[[{]/;

/**
 * YAML is recognised by nested keys, which CVs written for people do not have; "Name: Ada" and a list below "Skills:"
 * may stand in any text.
 */
function isYaml(text: string): boolean {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
    .slice(0, 400);
  const opened = lines.filter(
    (line, i) =>
      /^(?:\s{0,12}-?\s{0,4})[\w-]{1,40}:\s*(?:[|>][-+]?)?$/.test(line) && /^\s*-\s|^\s{2,}/.test(lines[i + 1] ?? ''),
  ).length;
  const nested = lines.filter((line) =>
    /^\s{1,24}(?:- )?\s{0,8}["']?[a-z_][\w-]{0,40}["']?: \S|^- ["']?[a-z_][\w-]{0,40}["']?: \S/.test(line),
  ).length;
  const structural = lines.filter((line) => /^\s*(?:- |["']?[\w-]{1,40}["']?:(?:\s|$)|---)/.test(line)).length;
  return opened >= 1 && nested >= 3 && structural * 2 >= lines.length;
}

/** Word's XML formats contain the elements of a DOCX in one file. */
function sniffXml(head: string): Sniffed {
  if (/<w:wordDocument|<pkg:package/.test(head)) return format('docx');
  if (isEuropass(head)) return format('europass');
  if (/<office:document[\s>]/.test(head)) return sniffFlat(head);
  return unsupported(head.includes('<svg') ? 'an SVG drawing' : 'an XML file');
}

/** OpenDocument in a single XML file. */
function sniffFlat(head: string): Sniffed {
  const type =
    /office:mimetype\s*=\s*["']application\/(?:vnd\.oasis\.opendocument|x-vnd\.oasis\.opendocument)\.([\w-]+)/.exec(
      head,
    )?.[1] ?? '';
  if (/^text/.test(type)) return format('odt');
  return unsupported(
    type.startsWith('spreadsheet')
      ? 'a spreadsheet (FODS)'
      : type.startsWith('presentation')
        ? 'a presentation (FODP)'
        : type.startsWith('graphics')
          ? 'a drawing (FODG)'
          : 'an XML file',
  );
}

function isHtml(start: string): boolean {
  const text = start.replace(/^(?:<!--[\s\S]*?-->\s*)+/, '');
  if (/^<(?:!doctype html|html|head|body|meta|title|h1|div|table|p|style|script|center|font|span|ul)[\s>/]/i.test(text))
    return true;
  return /<(?:html|body)[\s>]/i.test(text) && /<\/?(?:p|div|head|title|br|table)[\s>/]/i.test(text);
}

/** Two kinds of Markdown markup are needed, since one may occur in any text. */
function isMarkdown(text: string): boolean {
  const marks = [
    /^#{1,6} \S/m,
    /\*\*[^*\n]+\*\*|__[^_\n]+__/,
    /\[[^\]\n]+\]\([^)\s]+\)/,
    /^\s*[-*+] \S/m,
    /^\|.+\|\s*$\n^\|[\s:|-]+\|/m,
    /^```/m,
    /^> \S/m,
  ];
  const found = marks.filter((mark) => mark.test(text)).length;
  return found >= 2 && (marks[0]!.test(text) || marks[1]!.test(text) || marks[2]!.test(text));
}

function isBinary(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, TEXT_WINDOW);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const b = bytes[i]!;
    if ((b < 32 && !(b >= 9 && b <= 13) && b !== 0x1b && b !== 0x1a) || b === 127) controls += 1;
  }
  return controls > Math.max(1, length * BINARY_SHARE);
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end);
}
