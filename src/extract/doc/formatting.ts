import type { HiddenText } from '../../domain/index.js';

/**
 * Where the FIB points to the tables of character and paragraph formatting, and the properties that matter here
 * ([MS-DOC]).
 */
const FC_CHARACTERS = 0xfa;
const FC_PARAGRAPHS = 0x102;
const SPRM = {
  deleted: 0x0800,
  vanish: 0x083c,
  size: 0x4a43,
  color: 0x6870,
  colorIndex: 0x2a42,
  highlight: 0x2a0c,
  shading: 0xca71,
  inTable: 0x2416,
  rowEnd: 0x2417,
  list: 0x460b,
};
const WHITE_INDEX = 8;
const TINY = 4;
const PAGE = 512;

export interface ParagraphLook {
  inTable: boolean;
  rowEnd: boolean;
  listed: boolean;
  heading: boolean;
}

interface Run<T> {
  start: number;
  end: number;
  look: T;
}
type Property = (sprm: number, value: number) => void;

/** Returns a function that tells for an offset in the main stream why its text is not visible. */
export function docRuns(
  main: Uint8Array,
  table: Uint8Array,
): (offset: number) => HiddenText['reason'] | 'deleted' | null {
  const runs = pages(main, table, FC_CHARACTERS).flatMap((page) => characterRuns(main, page));
  return lookup(runs, null);
}

export function docParagraphs(main: Uint8Array, table: Uint8Array): (offset: number) => ParagraphLook {
  const runs = pages(main, table, FC_PARAGRAPHS).flatMap((page) => paragraphRuns(main, page));
  return lookup(runs, { inTable: false, rowEnd: false, listed: false, heading: false });
}

/** Offsets of the 512-byte pages in a bin table (2.8.5). */
function pages(main: Uint8Array, table: Uint8Array, at: number): number[] {
  const fib = new DataView(main.buffer, main.byteOffset, main.byteLength);
  const start = fib.getUint32(at, true);
  const size = fib.getUint32(at + 4, true);
  if (size < 8 || start + size > table.length) return [];
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const count = Math.floor((size - 4) / 8);
  const found: number[] = [];
  for (let i = 0; i < count; i++) found.push((view.getUint32(start + 4 * (count + 1) + 4 * i, true) & 0x3fffff) * PAGE);
  return found.filter((page) => page + PAGE <= main.length);
}

function characterRuns(main: Uint8Array, page: number): Run<HiddenText['reason'] | 'deleted'>[] {
  const view = new DataView(main.buffer, main.byteOffset + page, PAGE);
  const count = Math.min(view.getUint8(PAGE - 1), 0x65);
  const runs: Run<HiddenText['reason'] | 'deleted'>[] = [];
  for (let i = 0; i < count; i++) {
    const at = view.getUint8(4 * (count + 1) + i) * 2;
    if (at === 0 || at >= PAGE - 1) continue;
    const look = characterLook(view, at + 1, view.getUint8(at));
    if (look !== null) runs.push({ start: view.getUint32(4 * i, true), end: view.getUint32(4 * i + 4, true), look });
  }
  return runs;
}

function characterLook(view: DataView, at: number, size: number): HiddenText['reason'] | 'deleted' | null {
  let [deleted, vanish, tiny, white, shaded] = [false, false, false, false, false];
  eachProperty(view, at, size, (sprm, value) => {
    if (sprm === SPRM.deleted) deleted = value === 1;
    else if (sprm === SPRM.vanish) vanish = value === 1;
    else if (sprm === SPRM.size) tiny = value > 0 && value <= TINY;
    else if (sprm === SPRM.color) white = value === 0xffffff;
    else if (sprm === SPRM.colorIndex) white = value === WHITE_INDEX;
    else if (sprm === SPRM.highlight || sprm === SPRM.shading) shaded = true;
  });
  if (deleted) return 'deleted';
  if (vanish) return 'hidden_style';
  if (tiny) return 'tiny';
  return white && !shaded ? 'white' : null;
}

function paragraphRuns(main: Uint8Array, page: number): Run<ParagraphLook>[] {
  const view = new DataView(main.buffer, main.byteOffset + page, PAGE);
  const count = Math.min(view.getUint8(PAGE - 1), 0x1d);
  const runs: Run<ParagraphLook>[] = [];
  for (let i = 0; i < count; i++) {
    const at = view.getUint8(4 * (count + 1) + 13 * i) * 2;
    if (at === 0 || at >= PAGE - 2) continue;
    const words = view.getUint8(at);
    const start = words === 0 ? at + 2 : at + 1;
    const size = words === 0 ? view.getUint8(at + 1) * 2 : words * 2 - 1;
    // The first two bytes are the style's number; 1 to 9 are headings.
    const style = start + 2 <= PAGE ? view.getUint16(start, true) : 0;
    const look = { inTable: false, rowEnd: false, listed: false, heading: style >= 1 && style <= 9 };
    eachProperty(view, start + 2, size - 2, (sprm, value) => {
      if (sprm === SPRM.inTable) look.inTable = value === 1;
      else if (sprm === SPRM.rowEnd) look.rowEnd = value === 1;
      else if (sprm === SPRM.list) look.listed = value !== 0;
    });
    runs.push({ start: view.getUint32(4 * i, true), end: view.getUint32(4 * i + 4, true), look });
  }
  return runs;
}

/** Sizes of operands in bytes, by the top three bits of a property's code (2.6.1). */
const OPERANDS = [1, 1, 2, 4, 2, 2, -1, 3];
const TABLE_DEFINITION = 0xd608;

function eachProperty(view: DataView, at: number, size: number, take: Property): void {
  const end = Math.min(at + size, PAGE - 1);
  while (at + 2 < end) {
    const sprm = view.getUint16(at, true);
    at += 2;
    const operand = OPERANDS[sprm >> 13]!;
    if (operand === -1) {
      take(sprm, 0);
      at += sprm === TABLE_DEFINITION && at + 2 <= end ? view.getUint16(at, true) + 1 : 1 + view.getUint8(at);
      continue;
    }
    if (at + operand > end) return;
    take(sprm, operand === 1 ? view.getUint8(at) : operand === 4 ? view.getUint32(at, true) : view.getUint16(at, true));
    at += operand;
  }
}

/** Binary search in runs sorted by their start. */
function lookup<T, N>(runs: Run<T>[], none: N): (offset: number) => T | N {
  runs.sort((a, b) => a.start - b.start);
  return (offset) => {
    let low = 0;
    let high = runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = runs[middle]!;
      if (offset < run.start) high = middle - 1;
      else if (offset >= run.end) low = middle + 1;
      else return run.look;
    }
    return none;
  };
}
