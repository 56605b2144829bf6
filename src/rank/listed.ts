import { lookUp, wordStarts, type CvWords } from './features-format.js';
import type { PlannedPart } from './plan.js';
import { foldWords, hashWord, isStopWord } from './words.js';

/** Words of headings, captions and links: they make a line of keywords no sentence. */
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

/** What a JD asks for by name, as the telling words of each name. */
export interface JdKeywords {
  names: number[][];
  words: ReadonlySet<number>;
}

const LONGEST_NAME = 4;
const BY_NAME = new Set<string>(['skill', 'term', 'certificate']);

export function jdKeywords(parts: readonly Pick<PlannedPart, 'kind' | 'requirement'>[]): JdKeywords {
  const named = parts.filter(({ kind }) => BY_NAME.has(kind)).flatMap(({ requirement }) => [requirement, ...(requirement.alternatives ?? [])]);
  const names = new Map<string, number[]>();
  for (const { text } of named) {
    const words = foldWords(text).map((word) => [word, hashWord(word)] as const).filter(([word, hash]) => !isStopWord(word, hash)).map(([, hash]) => hash);
    if (words.length > 0 && words.length <= LONGEST_NAME) names.set(words.join(' '), words);
  }
  return { names: [...names.values()], words: new Set([...names.values()].flat()) };
}

/** A line with this share of the JD's keywords among its telling words is a list of them. */
const MOSTLY = 0.66;
/** So many of them in a row are one inside of a line. */
const IN_A_ROW = 6;
/**
 * So many keywords that stand in such lines alone are stuffed: of 13,000 pairs of real CVs and JDs, none names five in
 * lists that nothing else in the CV says a word about, or four that are half of what the JD asks for.
 */
const STUFFED = { names: 5, few: 4, share: 0.5 };
/** Telling words besides: a CV of a line or two says nothing that could support a list. */
const FEWEST_OTHERS = 18;

/** Marks the words of keyword lists that nothing else in the CV supports, one flag per word in order; null where there are none. */
export function listedWords(jd: JdKeywords, words: CvWords): { marks: Uint8Array; names: number } | null {
  const named = jd.names.filter((name) => name.every((hash) => lookUp(words, hash) !== null));
  const fewest = Math.max(STUFFED.few, Math.min(STUFFED.names, Math.ceil(STUFFED.share * jd.names.length)));
  if (named.length < fewest) return null;
  const marks = markLists(jd, words);
  const listed = new Set<number>();
  const told = new Set<number>();
  for (const [i, index] of words.order.entries()) (marks[i] === 1 ? listed : told).add(words.hashes[index]!);
  const alone = named.filter((name) => name.every((hash) => listed.has(hash)) && !name.every((hash) => told.has(hash)));
  const others = marks.reduce((sum, mark) => sum + 1 - mark, 0);
  return alone.length < fewest || others < FEWEST_OTHERS ? null : { marks, names: alone.length };
}

function markLists({ words: keywords }: JdKeywords, words: CvWords): Uint8Array {
  const marks = new Uint8Array(words.order.length);
  const kinds = new Uint8Array(words.hashes.length);
  for (const [i, hash] of words.hashes.entries()) kinds[i] = keywords.has(hash) ? KEYWORD : LABELS.has(hash) ? LABEL : 0;
  const { firsts } = wordStarts(words);
  for (const [i, first] of firsts.entries()) markLine(words.order, kinds, first, firsts[i + 1] ?? marks.length, marks);
  return marks;
}

const KEYWORD = 1;
const LABEL = 2;

function markLine(order: Uint16Array, kinds: Uint8Array, from: number, to: number, marks: Uint8Array): void {
  const others = new Set<number>();
  let [keywords, row] = [0, 0];
  for (let i = from; i < to; i++) {
    const kind = kinds[order[i]!];
    row = kind === KEYWORD ? row + 1 : 0;
    if (kind === KEYWORD) keywords += 1;
    else if (kind !== LABEL) others.add(order[i]!);
    if (row === IN_A_ROW) marks.fill(1, i - IN_A_ROW + 1, i + 1);
    else if (row > IN_A_ROW) marks[i] = 1;
  }
  if (keywords > 0 && keywords >= MOSTLY * (keywords + others.size)) marks.fill(1, from, to);
}
