import { memoize, type Profile } from '../domain/index.js';
import { findEmails, findLinks, usernameOf } from '../profile/person/contact.js';
import type { Vocabulary } from '../profile/index.js';
import { ENDINGS, GENERIC, PARTICLES } from './words/generic.js';
import { MAIDEN } from './words/personal.js';

/** What a CV is known by besides its text. */
export interface Known {
  text: string;
  profile: Profile;
  /** Link annotations of the document. */
  links: readonly string[];
  /** Names of the file: on the disk, as uploaded. */
  files: readonly string[];
}

export const WORD = /[\p{L}\p{M}]+(?:['’`´][\p{L}\p{M}]+)*/gu;
/** Scripts that write no blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Lower case, without accents and apostrophes. */
export const folded = memoize((word) =>
  word
    .toLowerCase()
    .replace(/['’`´ʼ]/gu, '')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .replace(/[ßłđøæœıþð]/gu, (letter) => PLAIN[letter]!),
);
const PLAIN: Record<string, string> = {
  ...{ ß: 'ss', ł: 'l', đ: 'd', ø: 'o', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd' },
};

/** "Müller" is also written "Mueller", and the other way round. */
function spellings(word: string): string[] {
  const small = word.toLowerCase();
  const wide = small.replace(/[äöüåø]/gu, (letter) => WIDE[letter]!);
  const narrow = /[aou]e/u.test(small) ? small.replace(/ae|oe|ue/gu, (pair) => pair[0]!) : small;
  return [...new Set([small, wide, narrow].map(folded))];
}
const WIDE: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** The least letters of a word that names somebody wherever it stands, in any case. */
const LEAST = 3;
/** Likewise of one that is recognised inside another word, and with an ending. */
const LEAST_INSIDE = 5;
const LEAST_DECLINED = 4;

/** The words by which a person is known, and in which forms a text may have them. */
export class Who {
  private readonly parts = new Set<string>();
  private readonly stems = new Set<string>();
  private readonly inside: string[] = [];
  private readonly guessed = new Set<string>();
  private readonly guessedStems = new Set<string>();
  /** Names without blanks between words, found anywhere. */
  readonly unspaced = new Set<string>();
  /** Whether the name that was read is confirmed by an address, a link or the name of the file, or was read with certainty. */
  readonly isSure: boolean;
  private readonly isSmallCv: boolean;

  constructor(known: Known, vocabulary: Vocabulary) {
    const { name } = known.profile.resume.basics;
    const handles = handlesOf(known);
    const named = name === undefined ? [] : wordsOf(name);
    this.addName(name ?? '');
    for (const handle of handles)
      for (const word of handle.words)
        if (UNSPACED.test(word)) this.addUnspaced(word);
        else if (!GENERIC.has(folded(word)) && (named.includes(folded(word)) || !isTerm(word, vocabulary)))
          this.add(word);
    for (const [, maiden] of known.text.matchAll(MAIDEN)) this.add(maiden!);
    this.addSupported(known.text, handles, vocabulary);
    // Somebody who writes everything small writes names so too.
    this.isSmallCv = !/\p{Lu}\p{Ll}+[ \t]\p{Lu}\p{Ll}/u.test(known.text);
    this.isSure = isSure(known.profile, named, handles);
  }

  /** A whole name, or a part of one. */
  addName(name: string): void {
    const words = wordsOf(name);
    for (const word of name.match(WORD) ?? []) this.add(word);
    if (UNSPACED.test(name)) for (const piece of name.split(/[\s・·]+/u)) this.addUnspaced(piece);
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined || words.length < 2) return;
    for (const joined of [first + last, last + first, first[0]! + last, last + first[0]!, first + last[0]!])
      if (joined.length > LEAST) this.parts.add(joined);
  }

  /**
   * What may be a name: found only in capitals. "Personnel Processes" is none, and would take many words with it inside of
   * others.
   */
  addGuessed(name: string): void {
    if (UNSPACED.test(name)) for (const piece of name.split(/[\s・·]+/u)) this.addUnspaced(piece);
    for (const word of wordsOf(name)) {
      this.guessed.add(word);
      this.addStems(word, this.guessedStems);
    }
  }

  add(word: string): void {
    for (const form of [...spellings(word), ...word.split(/['’`´]/u).flatMap(spellings)]) this.addForm(form);
  }

  private addForm(form: string): void {
    if (PARTICLES.has(form) || [...form].length < 2 || this.parts.has(form)) return;
    this.parts.add(form);
    if (form.length >= LEAST_INSIDE) this.inside.push(form);
    this.addStems(form, this.stems);
  }

  private addStems(form: string, stems: Set<string>): void {
    if (form.length < LEAST_DECLINED) return;
    stems.add(form);
    const stem = /(?:[аеиоуыяюьйaeiouyαοηι]|[οαη]ς)$/u.exec(form);
    if (stem !== null && stem.index >= LEAST) stems.add(form.slice(0, stem.index));
  }

  private addUnspaced(piece: string): void {
    const letters = [...piece].filter((letter) => UNSPACED.test(letter));
    if (letters.length < 2) return;
    this.unspaced.add(letters.join(''));
    // The given name of a name such as 王小明 or 김민준.
    if (letters.length === 3) this.unspaced.add(letters.slice(1).join(''));
    if (letters.length === 4) this.unspaced.add(letters.slice(2).join(''));
  }

  /** Words of the text that an address is made of: "aschmidt@" and "Schmidt". */
  private addSupported(text: string, handles: readonly Handle[], vocabulary: Vocabulary): void {
    const joined = handles.filter(({ isPersonal }) => isPersonal).map(({ whole }) => whole);
    if (joined.length === 0) return;
    for (const word of new Set(text.match(WORD) ?? [])) {
      const form = folded(word);
      if (form.length < LEAST_DECLINED || !/^\p{Lu}/u.test(word) || GENERIC.has(form) || this.parts.has(form)) continue;
      if (joined.some((handle) => handle.includes(form)) && !isTerm(word, vocabulary)) this.add(word);
    }
  }

  /** Whether a word of a text, as written, is one of the person's names. */
  has(word: string): boolean {
    const form = folded(word.replace(/['’]s$/u, ''));
    const isCapital = !/^\p{Ll}/u.test(word);
    if (this.parts.has(form)) return form.length >= LEAST || isCapital;
    if (!isCapital) return this.isSmallCv && this.guessed.has(form);
    return this.guessed.has(form) || this.isDeclined(form) || this.inside.some((part) => form.includes(part));
  }

  private isDeclined(form: string): boolean {
    for (let cut = 1; cut <= 4 && form.length - cut >= LEAST; cut++)
      if (
        ENDINGS.has(form.slice(-cut)) &&
        [this.stems, this.guessedStems].some((stems) => stems.has(form.slice(0, -cut)))
      )
        return true;
    // Arabic and Hebrew write "and", "for", "the" as part of the word.
    return /^[وفبلكה]/u.test(form) && this.parts.has(form.slice(1));
  }
}

function isTerm(word: string, vocabulary: Vocabulary): boolean {
  return vocabulary.canonical(word, 'skill') !== undefined || vocabulary.canonical(word, 'title') !== undefined;
}

const wordsOf = (name: string): string[] =>
  (name.match(WORD) ?? []).map(folded).filter((word) => !PARTICLES.has(word) && word.length > 1);

interface Handle {
  words: string[];
  /** Without what is no letter, folded. */
  whole: string;
  /** Of an address or account, not of a file. */
  isPersonal: boolean;
}

function handlesOf({ text, profile, links, files }: Known): Handle[] {
  const { basics } = profile.resume;
  const urls = [
    ...links,
    ...findLinks(text).map(({ value }) => value),
    basics.url,
    ...basics.profiles.map(({ url }) => url),
  ];
  const personal = [
    ...findEmails(text, links).map(({ value }) => value.split('@')[0]!),
    ...(basics.email === undefined ? [] : [basics.email.split('@')[0]!]),
    ...urls.flatMap((url) => (url === undefined || /^mailto:/iu.test(url) ? [] : [usernameOf(url) ?? ''])),
    ...basics.profiles.map(({ username }) => username ?? ''),
  ];
  return [
    ...personal.map((handle) => handleOf(handle, true)),
    ...files.flatMap(partsOfFile).map((part) => handleOf(part, false)),
  ].filter(({ whole }) => whole !== '');
}

function handleOf(text: string, isPersonal: boolean): Handle {
  const spread = text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  const words = (spread.match(/[\p{L}\p{M}'’]+/gu) ?? []).filter(
    (word) => folded(word).length >= LEAST || UNSPACED.test(word),
  );
  return { words, whole: folded(text).replace(/[^\p{L}]/gu, ''), isPersonal };
}

/** The name of a file without what it ends in; its folder too where it names nothing by itself. */
function partsOfFile(file: string): string[] {
  const [own = '', folder = ''] = file
    .split(/[\\/]|!\//u)
    .filter((part) => part !== '')
    .reverse();
  const bare = own.replace(/(?:\.[\p{L}\d]{1,8}){1,2}$/u, '');
  const says = (bare.match(WORD) ?? []).some((word) => word.length >= LEAST && !GENERIC.has(folded(word)));
  return says || own === file ? [bare] : [bare, folder];
}

/** From this confidence on a name counts without support: it has a label, or the largest letters of the page. */
const SURE = 0.9;

function isSure({ fields, overrides = [] }: Profile, named: readonly string[], handles: readonly Handle[]): boolean {
  if (named.length === 0) return false;
  if (overrides.some(({ field }) => field === 'name') || (fields['basics.name']?.confidence ?? 0) >= SURE) return true;
  return named.some((word) => word.length >= LEAST && handles.some(({ whole }) => whole.includes(word)));
}
