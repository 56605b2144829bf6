import { Random } from '../random.js';
import { contentOf, textOf, type Content } from './content.js';
import { drawLook } from './look.js';
import { docxEntries, writeDocx, writeOdt } from './formats/office.js';
import { layOut } from './formats/layout.js';
import { PAGE, type Page } from './formats/setter.js';
import { photoOf, scanOf, writePng } from './formats/picture.js';
import { writePdf, type Picture } from './formats/pdf.js';
import { fontProgram, type FontProgram } from './formats/programs.js';
import { writeHtml, writeRtf, writeTxt } from './formats/simple.js';
import { writeZip } from './formats/zip.js';
import { bombBody } from './bomb.js';
import type { FileSpec } from './mix.js';
import { makePerson, type Person } from './person.js';

export interface RenderedCv {
  bytes: Uint8Array;
  /** With the dot, e.g. `.pdf`; it may not match the content. */
  extension: string;
  person: Person;
  content: Content;
}

/** Id of the person whose first CV is file `number`. */
export const personId = (number: number): string => `p${String(number).padStart(6, '0')}`;

export function personOf(seed: string, spec: FileSpec): Person {
  const revision = spec.copy === 'revised' ? 1 : 0;
  return makePerson(new Random(seed, 'person', spec.person), {
    id: personId(spec.person),
    language: spec.language,
    words: spec.words,
    revision,
    careers: true,
  });
}

/** The bytes of one file: a function of seed and spec alone. */
export function renderCv(seed: string, spec: FileSpec): RenderedCv {
  const person = personOf(seed, spec);
  // An exact copy has the bytes of its original; every other copy is laid out anew, with its own photo and small
  // choices.
  const random = new Random(seed, 'look', spec.copy === 'exact' ? spec.person : spec.number);
  const style = new Random(seed, 'style', spec.person);
  const grouped = person.resume.work.some((post, i, posts) => i > 0 && posts[i - 1]!.name === post.name);
  const content = contentOf(person, drawLook(style, spec.format, spec.layout, grouped));
  return { ...fileOf(spec, content, random), person, content };
}

interface File {
  bytes: Uint8Array;
  extension: string;
}

function fileOf(spec: FileSpec, content: Content, random: Random): File {
  switch (spec.defect) {
    case 'empty':
      return { bytes: new Uint8Array(), extension: `.${spec.format}` };
    case 'corrupt':
      return corrupted(sound(spec, content, random), random);
    case 'wrong_type':
      return wrongType(spec, content, random);
    case 'bomb':
      return { bytes: bombOf(), extension: '.docx' };
    default:
      return sound(spec, content, random);
  }
}

function sound(spec: FileSpec, content: Content, random: Random): File {
  switch (spec.format) {
    case 'pdf':
      return { bytes: pdfOf(spec, content, random), extension: '.pdf' };
    case 'docx':
      return { bytes: fitting(spec, random, (photo) => writeDocx(content, spec.layout, photo)), extension: '.docx' };
    case 'odt':
      return { bytes: writeOdt(content), extension: '.odt' };
    case 'rtf':
    case 'doc':
      return { bytes: fitting(spec, random, (photo) => writeRtf(content, photo), HEX), extension: `.${spec.format}` };
    case 'txt':
      return { bytes: writeTxt(content, random.chance(0.7) ? 'utf-8' : 'windows-1252'), extension: '.txt' };
    case 'html':
      return { bytes: writeHtml(content), extension: '.html' };
    case 'image':
      return { bytes: writePng(scanOf(layOut(content, 'classic', 'Courier')[0]!), 6), extension: '.png' };
  }
}

function pdfOf(spec: FileSpec, content: Content, random: Random): Uint8Array {
  if (spec.defect === 'scan') {
    const scans = layOut(content, 'classic', 'Courier').slice(0, 2).map(scanOf);
    return fitting(spec, random, (photo) =>
      writePdf([], { family: 'Courier', scans, ...(photo === null ? {} : { photo }) }),
    );
  }
  const family = spec.layout === 'compact' || random.chance(0.25) ? 'Times' : 'Helvetica';
  const pages = layOut(content, spec.layout, family);
  if (spec.defect === 'hidden_text') hide(pages, random);
  const extra =
    spec.defect === 'encrypted' ? { password: 'invented' } : spec.defect === 'garbled' ? { garbled: true } : {};
  const embedded = spec.embedsFonts && spec.defect !== 'garbled' ? fontsFor(family, spec.bytes - BARE_PDF) : [];
  return fitting(spec, random, (photo) =>
    writePdf(pages, { family, embedded, ...extra, ...(photo === null ? {} : { photo }) }),
  );
}

/** Approximate bytes of a PDF without fonts and photo. */
const BARE_PDF = 6000;

/** Complete fonts as far as there is room: the regular one, then the bold one. */
function fontsFor(family: 'Helvetica' | 'Times', room: number): FontProgram[] {
  const fonts = [fontProgram(family, false), fontProgram(family, true)];
  const sizes = fonts.map((font) => font.packed.length);
  return fonts.filter((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0) <= room);
}

/** Hexadecimal digits take two bytes for each byte. */
const HEX = 2;

/**
 * Adds a photo that fills the file up to its size, unless it is large enough. `cost`: bytes in the file per byte of the
 * photo.
 */
function fitting(spec: FileSpec, random: Random, write: (photo: Picture | null) => Uint8Array, cost = 1): Uint8Array {
  const bare = write(null);
  const room = (spec.bytes - bare.length) / cost;
  return room < 1500 ? bare : write(photoOf(random, room));
}

/** Adds white or tiny words, as people hide them to please a machine. */
function hide(pages: Page[], random: Random): void {
  const words =
    'expert senior certified award-winning leader TypeScript Python SAP Kubernetes Salesforce machine learning PMP';
  const tiny = random.chance(0.5);
  pages[0]!.runs.push({
    x: 60,
    y: PAGE.height - 30,
    size: tiny ? 0.8 : 9,
    bold: false,
    colour: tiny ? 'black' : 'white',
    text: words,
  });
}

function corrupted(file: File, random: Random): File {
  const bytes = Uint8Array.from(file.bytes);
  if (random.chance(0.5))
    return { ...file, bytes: bytes.subarray(0, Math.floor(bytes.length * (0.2 + 0.5 * random.float()))) };
  const from = Math.floor(bytes.length * 0.1);
  for (let i = from; i < bytes.length; i += 3) bytes[i] = random.int(0, 255);
  return { ...file, bytes };
}

function wrongType(spec: FileSpec, content: Content, random: Random): File {
  const kind = random.weighted({ text: 0.3, picture: 0.2, archive: 0.25, noise: 0.25 });
  const extension = `.${spec.format}`;
  if (kind === 'text') return { bytes: writeHtml(content), extension };
  if (kind === 'picture') return { bytes: writePng(photoOf(random, spec.bytes), 0), extension };
  const noise = photoOf(random, Math.min(spec.bytes, 40_000)).data;
  if (kind === 'archive') return { bytes: writeZip([{ name: 'backup.bin', data: noise, store: true }]), extension };
  return { bytes: Buffer.concat([Buffer.from('ID3\x03\x00\x00', 'latin1'), noise]), extension };
}

/** A DOCX of a few hundred kilobytes that unpacks to 400 MB. */
let bomb: Uint8Array | undefined;
function bombOf(): Uint8Array {
  bomb ??= writeZip(
    docxEntries('', null).map((entry) =>
      entry.name === 'word/document.xml' ? { name: entry.name, ...bombBody() } : entry,
    ),
  );
  return bomb;
}

/** What a perfect reader would extract from it. */
export function plainText(rendered: RenderedCv): string {
  return textOf(rendered.content);
}
