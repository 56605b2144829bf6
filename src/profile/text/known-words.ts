import { grown, oneByte, memoize } from '../../domain/index.js';

/** Words whose singular has another meaning. */
const keepsPlural = new Set([
  'windows',
  'sales',
  'pandas',
  'rails',
  'goods',
  'arts',
  'sas',
  'glasses',
  'news',
  'aws',
  'ios',
  'kubernetes',
  'jenkins',
  'teams',
  'forms',
  'settings',
  'sass',
]);

/** Lower case, without accents and apostrophes, with a rough English singular. */
export const foldWord = memoize(foldAnew);

function foldAnew(word: string): string {
  let folded = word.toLowerCase();
  if (/[^\x20-\x7e]|'/.test(folded)) {
    folded = folded
      .replace(/['’]/g, '')
      .replace(/ß/g, 'ss')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/ø/g, 'o')
      .replace(/æ/g, 'ae');
  }
  return singular(folded);
}

function singular(word: string): string {
  const length = word.length;
  if (length < 4 || word.charCodeAt(length - 1) !== 115 || keepsPlural.has(word)) return word;
  if (/(?:ss|us|is|as|os)$/.test(word)) return word;
  if (length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:sse|she|che|xe)s$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/**
 * Folded words, looked up by code units instead of strings. CVs repeat the same words, and for a Map each would have to
 * be cut out and hashed as a string, which costs more than all other splitting. `idOf` is called once per word.
 */
export class KnownWords {
  /** Hash table with open addressing; an entry is an index into `ends`, `folded` and `ids`, plus one. */
  private readonly places = new Int32Array(PLACES);
  /** The words as written, concatenated, and the end of each. */
  private units = new Uint16Array(MOST_KNOWN * 8);
  private readonly ends = new Int32Array(MOST_KNOWN);
  folded: string[] = [];
  ids: number[] = [];

  constructor(private readonly idOf: (folded: string) => number) {}

  /** Index into `folded` and `ids` of the word at `[start, end)`, valid until the next call. */
  find(text: string, units: Uint16Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + units[i]!) | 0;
    for (let place = (hash ^ (hash >>> 15)) & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
      const at = this.places[place]! - 1;
      if (at < 0) return this.add(place, oneByte(text.slice(start, end)), units.subarray(start, end));
      if (this.isWord(at, units, start, end)) return at;
    }
  }

  private isWord(at: number, units: Uint16Array, start: number, end: number): boolean {
    const from = at === 0 ? 0 : this.ends[at - 1]!;
    if (this.ends[at]! - from !== end - start) return false;
    for (let i = start; i < end; i++) if (this.units[from + i - start] !== units[i]) return false;
    return true;
  }

  private add(place: number, raw: string, units: Uint16Array): number {
    if (this.folded.length >= MOST_KNOWN) {
      this.places.fill(0);
      this.folded = [];
      this.ids = [];
    }
    const at = this.folded.push(raw === '&' ? 'and' : foldAnew(raw)) - 1;
    this.ids.push(this.idOf(this.folded[at]!));
    const from = at === 0 ? 0 : this.ends[at - 1]!;
    const end = from + units.length;
    if (end > this.units.length) this.units = grown(this.units, end);
    this.units.set(units, from);
    this.ends[at] = end;
    this.places[place] = at + 1;
    return at;
  }
}
const PLACES = 1 << 16;
const MOST_KNOWN = PLACES / 2;
