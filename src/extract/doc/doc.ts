import iconv from 'iconv-lite';
import type { HiddenText } from '../../domain/index.js';
import { docRuns, docParagraphs, type ParagraphLook } from './formatting.js';
import { guessLegacy } from '../encoding.js';
import { Ole } from './ole.js';
import { isoDay, type TextParts } from '../reader.js';
import { Refusal } from '../refusal.js';
import { TextBuilder } from '../text-builder.js';

/** Offsets into the file information block ([MS-DOC] 2.5). */
const FIB = { version: 0x02, flags: 0x0a, fcMin: 0x18, fcMac: 0x1c, fcClx: 0x1a2, lcbClx: 0x1a6 };
/**
 * Offsets of the lengths of body, footnotes, headers, comments, endnotes, boxes and boxes in headers, in Word 97 and in
 * Word 6.
 */
const LENGTHS = { modern: [0x4c, 0x50, 0x54, 0x5c, 0x60, 0x64, 0x68], old: [0x34, 0x38, 0x3c, 0x44, 0x48, 0x4c, 0x50] };
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;
/** The version of Word 97. Before it, the text is one piece in the system's code page. */
const WORD_97 = 0x00c1;

/** A run of characters stored together in the file. */
interface Piece {
  offset: number;
  length: number;
  wide: boolean;
}

/** Word 6 to 2003. After the body come text boxes, headers that say something new, footnotes and endnotes. */
export function readDoc(bytes: Uint8Array): TextParts {
  const ole = new Ole(bytes);
  const main = ole.stream('WordDocument');
  if (main === undefined || main.length < 0x80) throw new Refusal('corrupt', 'the Word document is cut off');
  const view = new DataView(main.buffer, main.byteOffset, main.byteLength);
  const flags = view.getUint16(FIB.flags, true);
  if ((flags & ENCRYPTED) !== 0) throw new Refusal('password_required', 'a Word document with a password');
  const modern = view.getUint16(FIB.version, true) >= WORD_97 && main.length > FIB.lcbClx + 4;
  const table = modern
    ? (ole.stream((flags & SECOND_TABLE) !== 0 ? '1Table' : '0Table') ?? new Uint8Array())
    : new Uint8Array();
  const pieces = modern ? readPieces(view, table) : [oldPiece(view, main)];
  return new DocReader(main, table, pieces, modern).read(view, dateOf(ole));
}

function oldPiece(view: DataView, main: Uint8Array): Piece {
  const offset = view.getUint32(FIB.fcMin, true);
  return { offset, length: Math.max(0, Math.min(view.getUint32(FIB.fcMac, true), main.length) - offset), wide: false };
}

/** The piece table (2.8.35), which follows property runs that do not matter here. */
function readPieces(view: DataView, table: Uint8Array): Piece[] {
  const data = new DataView(table.buffer, table.byteOffset, table.byteLength);
  let at = view.getUint32(FIB.fcClx, true);
  const end = Math.min(at + view.getUint32(FIB.lcbClx, true), table.length);
  while (at + 3 <= end && data.getUint8(at) === 1) at += 3 + data.getUint16(at + 1, true);
  if (at + 5 > end || data.getUint8(at) !== 2)
    throw new Refusal('corrupt', 'the Word document has lost the table of its text');
  const count = Math.floor((Math.min(data.getUint32(at + 1, true), end - at - 5) - 4) / 12);
  const start = at + 5;
  const pieces: Piece[] = [];
  for (let i = 0; i < count; i++) {
    const length = data.getUint32(start + 4 * (i + 1), true) - data.getUint32(start + 4 * i, true);
    const fc = data.getUint32(start + 4 * (count + 1) + 8 * i + 2, true);
    const narrow = (fc & 0x40000000) !== 0;
    pieces.push({ offset: narrow ? (fc & 0x3fffffff) / 2 : fc & 0x3fffffff, length, wide: !narrow });
  }
  return pieces;
}

class DocReader {
  private readonly hidden: HiddenText[] = [];
  private readonly links: string[] = [];
  private readonly hiddenAt: (offset: number) => HiddenText['reason'] | 'deleted' | null;
  private readonly paragraphAt: (offset: number) => ParagraphLook;
  /** The characters for the bytes of a piece with one byte per character. */
  private readonly narrow: string;

  constructor(
    private readonly main: Uint8Array,
    table: Uint8Array,
    private readonly pieces: Piece[],
    private readonly modern: boolean,
  ) {
    const old = pieces[0];
    this.narrow = codePage(
      modern || old === undefined ? 'windows-1252' : guessLegacy(main.subarray(old.offset, old.offset + old.length)),
    );
    this.hiddenAt = modern ? docRuns(main, table) : () => null;
    this.paragraphAt = modern
      ? docParagraphs(main, table)
      : () => ({ inTable: false, rowEnd: false, listed: false, heading: false });
  }

  read(view: DataView, documentDate: string | null): TextParts {
    const sizes = (this.modern ? LENGTHS.modern : LENGTHS.old).map((offset) => view.getUint32(offset, true));
    const texts: string[] = [];
    for (let i = 0, at = 0; i < sizes.length; at += sizes[i]!, i++) texts.push(this.text(at, sizes[i]!));
    const [body = '', footnotes = '', headers = '', , endnotes = '', boxes = '', headerBoxes = ''] = texts;
    const known = new Set(body.split('\n').map((line) => line.trim()));
    const around = [...new Set([...headers.split('\n'), ...headerBoxes.split('\n')])]
      .filter((line) => !known.has(line.trim()) && /\p{L}/u.test(line))
      .join('\n');
    const text = [around, body, boxes, footnotes, endnotes].filter((t) => t.trim() !== '').join('\n\n');
    return { engine: 'doc', text, hidden: this.hidden, links: this.links, documentDate, warnings: [] };
  }

  /** The characters of a part of the document; `start` and `length` count characters. */
  private text(start: number, length: number): string {
    const story = new Story(this.paragraphAt);
    let position = 0;
    for (const piece of this.pieces) {
      const from = Math.max(start, position);
      const to = Math.min(start + length, position + piece.length);
      if (from < to) this.readPiece(piece, from - position, to - position, story);
      position += piece.length;
    }
    const text = story.finish();
    this.hidden.push(...story.out.hidden);
    for (const link of story.out.links) if (!this.links.includes(link)) this.links.push(link);
    return text;
  }

  private readPiece(piece: Piece, from: number, to: number, story: Story): void {
    const size = piece.wide ? 2 : 1;
    const end = Math.min(piece.offset + to * size, this.main.length);
    for (let at = piece.offset + from * size; at + size <= end; at += size) {
      const code = piece.wide ? this.main[at]! | (this.main[at + 1]! << 8) : this.narrow.charCodeAt(this.main[at]!);
      story.take(code, at, this.hiddenAt(at));
    }
  }
}

/** Turns characters with Word's own marks (2.4.1) into lines and tables. */
class Story {
  readonly out = new TextBuilder();
  private line = '';
  private instruction = '';
  private fieldDepth = 0;
  private inInstruction = 0;
  private rowOpen = false;
  private cellOpen = false;

  constructor(private readonly paragraphAt: (offset: number) => ParagraphLook) {}

  take(code: number, offset: number, hidden: HiddenText['reason'] | 'deleted' | null): void {
    if (code === 0x0d || code === 0x07 || code === 0x0c) this.endParagraph(offset, code === 0x07);
    else if (code === 0x13) this.openField();
    else if (code === 0x14) this.endInstruction();
    else if (code === 0x15) this.closeField();
    else if (this.inInstruction > 0) this.instruction += String.fromCharCode(code);
    else this.character(code, hidden === 'white' && this.paragraphAt(offset).inTable ? null : hidden);
  }

  finish(): string {
    this.flushLine({ listed: false, heading: false });
    return this.out.finish();
  }

  private character(code: number, hidden: HiddenText['reason'] | 'deleted' | null): void {
    if (hidden === 'deleted') return;
    const visible =
      code === 0x0b ? '\n' : code === 0x1e ? '-' : code < 32 && code !== 9 ? '' : String.fromCharCode(code);
    if (hidden !== null) this.out.hide(hidden, visible);
    else this.line += visible;
  }

  private openField(): void {
    this.fieldDepth += 1;
    this.inInstruction = this.fieldDepth;
    this.instruction = '';
  }

  private endInstruction(): void {
    if (this.inInstruction !== this.fieldDepth) return;
    this.inInstruction = 0;
    const target = /HYPERLINK\s+"([^"]+)"/.exec(this.instruction)?.[1];
    if (target !== undefined) this.out.link(target);
  }

  private closeField(): void {
    if (this.inInstruction === this.fieldDepth) this.inInstruction = 0;
    this.fieldDepth = Math.max(0, this.fieldDepth - 1);
  }

  private endParagraph(offset: number, cellMark: boolean): void {
    // Reset, so that a damaged field does not swallow the rest of the document.
    this.fieldDepth = this.inInstruction = 0;
    const look = this.paragraphAt(offset);
    if (!look.inTable && !cellMark) {
      this.closeRow();
      this.flushLine(look);
      return;
    }
    if (look.rowEnd || (cellMark && this.line === '' && !this.cellOpen && this.rowOpen)) {
      this.closeRow();
      return;
    }
    this.openCell();
    this.flushLine(look);
    if (cellMark) this.closeCell();
  }

  private flushLine({ listed, heading }: { listed: boolean; heading: boolean }): void {
    if (heading && this.line !== '') this.out.blankLine();
    if (this.line !== '') this.out.text(listed && !heading ? `• ${this.line}` : this.line);
    this.line = '';
    this.out.endLine();
  }

  private openCell(): void {
    if (!this.rowOpen) this.out.openRow();
    if (!this.cellOpen) this.out.openCell();
    this.rowOpen = this.cellOpen = true;
  }

  private closeCell(): void {
    if (this.cellOpen) this.out.closeCell();
    this.cellOpen = false;
  }

  private closeRow(): void {
    this.closeCell();
    if (this.rowOpen) this.out.closeRow();
    this.rowOpen = false;
  }
}

/** The 256 characters of a code page; CP1252 for multi-byte code pages. */
function codePage(encoding: string): string {
  const table = iconv.decode(Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i)), encoding);
  return table.length === 256 ? table : codePage('windows-1252');
}

/** The day the document was last saved: property 13 of the summary information ([MS-OLEPS]), a FILETIME. */
function dateOf(ole: Ole): string | null {
  const data = ole.stream('\u0005SummaryInformation', 65_536);
  if (data === undefined || data.length < 56) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const section = view.getUint32(44, true);
  if (section + 8 > data.length) return null;
  const count = Math.min(view.getUint32(section + 4, true), 100);
  for (let i = 0, at = section + 8; i < count && at + 8 <= data.length; i++, at += 8) {
    const value = section + view.getUint32(at + 4, true);
    if (view.getUint32(at, true) === 13 && value + 12 <= data.length)
      return fileTimeDay(view.getBigUint64(value + 4, true));
  }
  return null;
}

/** FILETIME counts units of 100 ns since 1601. */
function fileTimeDay(time: bigint): string | null {
  const ms = Number(time / 10_000n) - 11_644_473_600_000;
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? isoDay(new Date(ms).toISOString()) : null;
}
