import { indexOf, lineStarts, type CvWords } from './features/format.js';
import type { PlannedPart } from './jd-plan.js';
import type { JdKeywords } from './jd-plan.js';
import { Scratch } from './features/scratch.js';
import { foldWords, hashWord, isStopWord } from './words.js';

/** Words of headings, captions and links: they do not turn a line of keywords into a sentence. */
const LABELS = new Set(
  foldWords(
    `figure fig image picture photo screenshot caption diagram table chart logo icon link links see page website video slide attachment source appendix
    abbildung abb bild foto tabelle siehe quelle anhang grafik figura imagen tabla enlace fuente image tableau lien immagine tabella imagem afbeelding tabel
    summary profile objective about employment career history education training languages interests hobbies projects certificates references
    expert advanced proficient intermediate beginner basic certified fluent guru master mastery level rating years yrs months
    jahre annees anos workshop course tutorial portfolio certificate blog repository repo article post demo training guide profile badge conference meetup
    talk event presentation github project my our competence competency technical technology technologies tools keywords expertise professional core other personal
    berufserfahrung erfahrung ausbildung bildung kenntnisse fahigkeiten sprachen interessen projekte profil zusammenfassung werdegang beruflicher
    formation competences langues interets parcours professionnelle professionnel experiencia formacion educacion habilidades competencias idiomas intereses
    proyectos esperienza formazione istruzione competenze lingue experiencia formacao werkervaring opleiding vaardigheden talen`,
  ).map(hashWord),
);
for (let number = 10; number < 100; number++) LABELS.add(hashWord(String(number)));
const LONGEST_NAME = 4;
const BY_NAME = new Set<string>(['skill', 'term', 'certificate']);

export function jdKeywords(parts: readonly Pick<PlannedPart, 'kind' | 'requirement'>[]): JdKeywords {
  const named = parts
    .filter(({ kind }) => BY_NAME.has(kind))
    .flatMap(({ requirement }) => [requirement, ...(requirement.alternatives ?? [])]);
  const names = new Map<string, number[]>();
  for (const { text } of named) {
    const words = foldWords(text)
      .map((word) => [word, hashWord(word)] as const)
      .filter(([word, hash]) => !isStopWord(word, hash))
      .map(([, hash]) => hash);
    if (words.length > 0 && words.length <= LONGEST_NAME) names.set(words.join(' '), words);
  }
  return { names: [...names.values()], words: new Set([...names.values()].flat()) };
}

/** A line whose telling words are JD keywords to this share is a keyword list. */
const MOSTLY = 0.66;
/** This many keywords in a row are a list inside a longer line. */
const IN_A_ROW = 6;
/**
 * Keywords that stand only in such lists before we call it stuffing: `names`, or at least `few` if they are this
 * `share` of what the JD asks for. Of 13,000 pairs of real CVs and JDs, none has five keywords in lists that the rest
 * of the CV does not mention, or four that are half of what the JD asks for.
 */
const STUFFED = { names: 5, few: 4, share: 0.5 };
/** Telling words required outside the lists: a CV of a line or two has no text that could support a list. */
const FEWEST_OTHERS = 18;

/**
 * Marks the words of keyword lists that nothing else in the CV supports: one flag per telling word, in text order. Null
 * where there are none.
 */
export function listedWords(jd: JdKeywords, words: CvWords): { marks: Uint8Array; names: number } | null {
  const fewest = Math.max(STUFFED.few, Math.min(STUFFED.names, Math.ceil(STUFFED.share * jd.names.length)));
  if (!hasNames(jd, words, fewest)) return null;
  const marks = markLists(jd, words);
  if (marks === null) return null;
  const named = jd.names
    .map((name) => name.map((hash) => indexOf(words, hash)))
    .filter((name) => name.every((index) => index >= 0));
  const [told, listed] = placesOf(words, marks);
  const alone = named.filter(
    (name) => name.every((index) => listed[index] === 1) && !name.every((index) => told[index] === 1),
  );
  const others = marks.reduce((sum, mark) => sum + 1 - mark, 0);
  return alone.length < fewest || others < FEWEST_OTHERS ? null : { marks, names: alone.length };
}

/** Whether at least `fewest` of the names have all of their words in the CV. */
function hasNames({ names }: JdKeywords, words: CvWords, fewest: number): boolean {
  let missing = names.length - fewest;
  for (const name of names) {
    if (missing < 0) break;
    for (const hash of name)
      if (indexOf(words, hash) < 0) {
        missing -= 1;
        break;
      }
  }
  return missing >= 0;
}

/** Which words occur without a mark and which with one, one flag per hash. */
function placesOf({ order, hashes }: CvWords, marks: Uint8Array): [told: Uint8Array, listed: Uint8Array] {
  const places: [Uint8Array, Uint8Array] = [new Uint8Array(hashes.length), new Uint8Array(hashes.length)];
  for (let i = 0; i < order.length; i++) places[marks[i]!]![order[i]!] = 1;
  return places;
}

/** Null where there is no keyword list. */
function markLists({ words: keywords }: JdKeywords, words: CvWords): Uint8Array | null {
  const all = words.order.length;
  const marks = marking.take(all, 0);
  const kinds = labelled(words.hashes);
  for (const hash of keywords) {
    const index = indexOf(words, hash);
    if (index >= 0) kinds[index] = KEYWORD;
  }
  const firsts = lineStarts(words);
  const line: Line = { order: words.order, kinds, seen: seeing.take(words.hashes.length, -1) };
  let any = false;
  for (let i = 0; i < firsts.length; i++) {
    const end = i + 1 < firsts.length ? firsts[i + 1]! : all;
    if (markLine(line, firsts[i]!, end, marks)) any = true;
  }
  return any ? marks.slice(0, all) : null;
}
const bytes = (length: number): Uint8Array => new Uint8Array(length);
const [marking, kinding] = [new Scratch(bytes), new Scratch(bytes)];
const seeing = new Scratch((length) => new Int32Array(length));

const KEYWORD = 1;
const LABEL = 2;

/** LABEL for each hash of a label word, else 0. */
function labelled(hashes: Uint32Array): Uint8Array {
  const kinds = kinding.take(hashes.length, 0);
  for (let i = 0; i < hashes.length; i++)
    if (MAY_LABEL[hashes[i]! & LOW] === 1 && LABELS.has(hashes[i]!)) kinds[i] = LABEL;
  return kinds;
}
const LOW = 0x3fff;
/** A filter by the low bits of the hash. Few words are labels, and a Set would hash each number again. */
const MAY_LABEL = new Uint8Array(LOW + 1);
for (const hash of LABELS) MAY_LABEL[hash & LOW] = 1;

interface Line {
  order: Uint16Array;
  kinds: Uint8Array;
  /** Start of the line in which each word was last seen, so that a word counts once per line. */
  seen: Int32Array;
}

/** Whether any word was marked. */
function markLine({ order, kinds, seen }: Line, from: number, to: number, marks: Uint8Array): boolean {
  let any = false;
  let [keywords, row, others] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const index = order[i]!;
    const kind = kinds[index];
    row = kind === KEYWORD ? row + 1 : 0;
    if (kind === KEYWORD) keywords += 1;
    else if (kind !== LABEL && seen[index] !== from) {
      seen[index] = from;
      others += 1;
    }
    if (row < IN_A_ROW) continue;
    any = true;
    if (row === IN_A_ROW) marks.fill(1, i - IN_A_ROW + 1, i + 1);
    else marks[i] = 1;
  }
  if (keywords === 0 || keywords < MOSTLY * (keywords + others)) return any;
  marks.fill(1, from, to);
  return true;
}
