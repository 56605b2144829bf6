import iconv from 'iconv-lite';
import type { HiddenText } from '../../domain/index.js';
import { isoDay, type TextParts } from '../reader.js';
import { CHARACTERS, CODE_PAGES, KEPT_STARRED, LINE_ENDS, SKIPPED, SYMBOL_CHARSET } from './control-words.js';
import { rtfTokens, type RtfToken } from './tokens.js';
import { TextBuilder } from '../text-builder.js';

/** Half points. */
const TINY = 4;

type Destination = 'text' | 'skip' | 'fonts' | 'colors' | 'instruction' | 'info' | 'upr';
interface Group {
  destination: Destination;
  font: number;
  uc: number;
  vanish: boolean;
  white: boolean;
  shaded: boolean;
  size: number;
  deleted: boolean;
  /** Called when this group ends; inner groups do not inherit it. */
  onClose: (() => void) | null;
}

export function readRtf(bytes: Uint8Array): TextParts {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return new RtfReader().read(source.slice(Math.max(0, source.indexOf('{\\rtf'))));
}

class RtfReader {
  private readonly out = new TextBuilder();
  private group: Group = {
    destination: 'text',
    font: -1,
    uc: 1,
    vanish: false,
    white: false,
    shaded: false,
    size: 24,
    deleted: false,
    onClose: null,
  };
  private readonly groups: Group[] = [];
  private readonly fontPages = new Map<number, string | typeof SYMBOL_CHARSET>();
  private codePage = 'windows-1252';
  private readonly colors: number[] = [];
  private color = 0;
  private pending: number[] = [];
  /** Characters still to be skipped: what follows \u for readers without Unicode. */
  private fallback = 0;
  private starred = false;
  /** Only `{` has been read of the group; `\*` announces a destination only here. */
  private groupIsFresh = false;
  private instruction = '';
  private inTable = false;
  private rowOpen = false;
  private cellOpen = false;
  private readonly around: { headers: string[]; footers: string[]; notes: string[] } = {
    headers: [],
    footers: [],
    notes: [],
  };
  private date: string[] = [];
  private documentDate: string | null = null;

  read(source: string): TextParts {
    for (const token of rtfTokens(source)) {
      if (token.kind !== 'byte' && token.kind !== 'text') this.flush();
      this.take(token);
    }
    this.flush();
    this.closeRow();
    const body = this.out.finish();
    return {
      engine: 'rtf',
      text: this.assemble(body),
      hidden: this.out.hidden,
      links: this.out.links,
      documentDate: this.documentDate,
      warnings: [],
    };
  }

  private assemble(body: string): string {
    const known = new Set(body.split('\n').map((line) => line.trim()));
    const fresh = (lines: string[]): string =>
      [...new Set(lines)].filter((line) => /\p{L}/u.test(line) && !known.has(line.trim())).join('\n');
    return [fresh(this.around.headers), body, fresh(this.around.footers), fresh(this.around.notes)]
      .filter((t) => t !== '')
      .join('\n\n');
  }

  private take(token: RtfToken): void {
    switch (token.kind) {
      case 'open':
        return this.openGroup();
      case 'close':
        return this.closeGroup();
      case 'byte':
        return this.byte(token.byte);
      case 'text':
        return this.raw(token.text);
      case 'word':
        return this.word(token.word, token.value);
    }
  }

  private openGroup(): void {
    this.groupIsFresh = true;
    this.fallback = 0;
    this.groups.push(this.group);
    this.group = { ...this.group, onClose: null };
    // Of the two versions in an \upr group only the second, \ud, is Unicode.
    if (this.group.destination === 'upr') this.group.destination = 'skip';
  }

  private closeGroup(): void {
    this.fallback = 0;
    this.group.onClose?.();
    this.group = this.groups.pop() ?? this.group;
  }

  private byte(value: number): void {
    this.groupIsFresh = false;
    if (this.fallback > 0) this.fallback -= 1;
    else this.pending.push(value);
  }

  private raw(text: string): void {
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i) & 0xff);
  }

  /** Bytes are decoded together, since in some code pages two bytes make one character. */
  private flush(): void {
    if (this.pending.length === 0) return;
    const bytes = Buffer.from(this.pending);
    this.pending = [];
    const page = this.fontPages.get(this.group.font);
    if (page === SYMBOL_CHARSET && this.group.destination === 'text')
      this.write(Array.from(bytes, (b) => (b > 32 ? String.fromCharCode(0xf000 + b) : ' ')).join(''));
    else this.write(iconv.decode(bytes, typeof page === 'string' ? page : this.codePage));
  }

  private write(text: string): void {
    const { group } = this;
    if (group.destination === 'instruction') this.instruction += text;
    else if (group.destination === 'colors') for (let i = 0; i < text.split(';').length - 1; i++) this.endColor();
    else if (group.destination === 'text' && !group.deleted) this.writeText(text);
  }

  private writeText(text: string): void {
    const reason = this.hiddenBecause();
    if (reason !== null) {
      this.out.hide(reason, text);
      return;
    }
    this.place();
    this.out.text(text);
  }

  private hiddenBecause(): HiddenText['reason'] | null {
    const { group } = this;
    if (group.vanish) return 'hidden_style';
    if (group.size > 0 && group.size <= TINY) return 'tiny';
    return group.white && !group.shaded && !this.rowOpen && !this.inTable ? 'white' : null;
  }

  private word(word: string, value: number | null): void {
    if (word === '*') {
      this.starred = this.groupIsFresh;
      return;
    }
    const { starred } = this;
    this.starred = this.groupIsFresh = false;
    if (this.openDestination(word, starred)) return;
    if (word === 'u' && value !== null) return this.unicode(value);
    if (this.fallback > 0 && (CHARACTERS[word] !== undefined || word === "'")) {
      this.fallback -= 1;
      return;
    }
    if (this.group.destination === 'info') return this.infoWord(word, value);
    if (this.group.destination === 'colors') return this.colorWord(word, value);
    if (this.group.destination === 'fonts') return this.fontWord(word, value);
    const character = CHARACTERS[word];
    if (character !== undefined) this.write(character);
    else if (LINE_ENDS.has(word)) this.endLine();
    else this.format(word, value);
  }

  private openDestination(word: string, starred: boolean): boolean {
    const { group } = this;
    if (group.destination === 'skip' && word !== 'ud') return true;
    if (SKIPPED.has(word) || (starred && !KEPT_STARRED.has(word))) group.destination = 'skip';
    else if (word === 'fonttbl') group.destination = 'fonts';
    else if (word === 'colortbl') group.destination = 'colors';
    else if (word === 'info') group.destination = 'info';
    else if (word === 'upr') group.destination = 'upr';
    else if (word === 'ud') group.destination = 'text';
    else if (word === 'fldinst') this.openInstruction();
    else if (/^(?:header|footer)[lrf]?$/.test(word))
      this.openAround(word.startsWith('header') ? this.around.headers : this.around.footers);
    else if (word === 'footnote') this.openAround(this.around.notes);
    else if (word === 'shptxt' || word === 'dptxbxtext') this.openBox();
    else return false;
    return true;
  }

  private openInstruction(): void {
    this.group.destination = 'instruction';
    this.instruction = '';
    this.group.onClose = () => {
      const target = /HYPERLINK\s+"([^"]+)"/.exec(this.instruction)?.[1];
      if (target !== undefined) this.out.link(target);
    };
  }

  private openAround(lines: string[]): void {
    this.divertUntilClose((found) => lines.push(...found));
  }

  private openBox(): void {
    this.divertUntilClose((lines) => this.out.append(lines));
  }

  /** The table around a box or note continues after it. */
  private divertUntilClose(take: (lines: string[]) => void): void {
    const { inTable, rowOpen, cellOpen } = this;
    this.inTable = this.rowOpen = this.cellOpen = false;
    this.out.divert();
    this.group.onClose = () => {
      this.closeRow();
      take(this.out.restore());
      Object.assign(this, { inTable, rowOpen, cellOpen });
    };
  }

  private unicode(value: number): void {
    this.fallback = this.group.uc;
    this.write(String.fromCharCode(value < 0 ? value + 65_536 : value));
  }

  private endLine(): void {
    if (this.group.destination !== 'text') return;
    this.place();
    this.out.endLine();
  }

  private format(word: string, value: number | null): void {
    switch (word) {
      case 'ansicpg':
        if (value !== null && iconv.encodingExists(`cp${value}`)) this.codePage = `cp${value}`;
        break;
      case 'mac':
        this.codePage = 'macroman';
        break;
      case 'pc':
        this.codePage = 'cp437';
        break;
      case 'pard':
        this.inTable = false;
        break;
      case 'intbl':
        this.inTable = true;
        break;
      case 'cell':
        this.endCell();
        break;
      case 'row':
        this.closeRow();
        break;
      default:
        formatGroup(this.group, word, value, this.colors);
    }
  }

  /** Opens the table cell that the text belongs to, or leaves the table before it. */
  private place(): void {
    if (!this.inTable) {
      if (this.rowOpen) this.closeRow();
      return;
    }
    if (!this.rowOpen) this.out.endOpenLine();
    if (!this.rowOpen) this.out.openRow();
    if (!this.cellOpen) this.out.openCell();
    this.rowOpen = this.cellOpen = true;
  }

  private endCell(): void {
    if (!this.cellOpen) {
      this.inTable = true;
      this.place();
    }
    this.out.closeCell();
    this.cellOpen = false;
  }

  private closeRow(): void {
    if (this.cellOpen) this.out.closeCell();
    if (this.rowOpen) this.out.closeRow();
    this.rowOpen = this.cellOpen = false;
  }

  private fontWord(word: string, value: number | null): void {
    if (word === 'f') this.group.font = value ?? -1;
    else if (word === 'fcharset' && value !== null) {
      const page = value === SYMBOL_CHARSET ? SYMBOL_CHARSET : CODE_PAGES[value];
      if (page !== undefined) this.fontPages.set(this.group.font, page);
    }
  }

  private colorWord(word: string, value: number | null): void {
    const shift = { red: 16, green: 8, blue: 0 }[word];
    if (shift !== undefined) this.color |= ((value ?? 0) & 255) << shift;
  }

  private endColor(): void {
    this.colors.push(this.color);
    this.color = 0;
  }

  private infoWord(word: string, value: number | null): void {
    if (word === 'revtim' || word === 'creatim') {
      this.date = [];
      this.group.onClose = () =>
        (this.documentDate =
          word === 'revtim'
            ? (isoDay(this.date.join('-')) ?? this.documentDate)
            : (this.documentDate ?? isoDay(this.date.join('-'))));
    } else if (word === 'yr' || word === 'mo' || word === 'dy') this.date.push(String(value).padStart(2, '0'));
  }
}

/** Applies a control word to the look of a group's characters. */
function formatGroup(group: Group, word: string, value: number | null, colors: readonly number[]): void {
  const on = value !== 0;
  switch (word) {
    case 'f':
      group.font = value ?? -1;
      break;
    case 'uc':
      group.uc = Math.max(0, value ?? 1);
      break;
    case 'v':
      group.vanish = on;
      break;
    case 'fs':
      group.size = value ?? 24;
      break;
    case 'cf':
      group.white = colors[value ?? 0] === 0xffffff;
      break;
    case 'highlight':
    case 'cb':
    case 'chcbpat':
    case 'cbpat':
      group.shaded = on;
      break;
    case 'deleted':
      group.deleted = on;
      break;
    case 'plain':
      Object.assign(group, { vanish: false, white: false, size: 24, deleted: false, shaded: false });
      break;
  }
}
