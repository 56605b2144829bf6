import { alternativesOf, PhraseBeginnings } from '../text/beginnings.js';
import { foldInPlace } from '../text/fold-in-place.js';
import { PhraseTrie } from '../vocabulary/phrase-trie.js';
import { phrasesOf, type LabelKind } from './language-words.js';
import { LANGUAGES } from './languages/index.js';

/** What follows a label in the head of a work entry; `length` is the length of the label. */
export interface HeadLabel {
  kind: 'title' | 'employer' | 'place' | 'none';
  length: number;
}

/** Labels before a value ("Role: Developer") or by themselves. */
const labels = new PhraseTrie<LabelKind>();
for (const { labels: lists, dates } of LANGUAGES) {
  for (const [kind, list] of Object.entries(lists))
    for (const phrase of phrasesOf(list)) labels.add(foldInPlace(phrase), kind as LabelKind);
  for (const list of [dates.from, dates.to])
    for (const phrase of phrasesOf(list)) labels.add(foldInPlace(phrase), 'period');
}
/** Labels of Europass forms in seven languages; these need no colon. */
const EUROPASS: readonly (readonly [RegExp, HeadLabel['kind']])[] = [
  [
    /^(?:occupation or position held|beruf oder funktion|fonction ou poste occupé|lavoro o posizione ricoperti|tipo di impiego|profesión o cargo desempeñado|função ou cargo ocupado|beroep of functie)\s*:?\s*/iu,
    'title',
  ],
  [
    /^(?:name (?:and address )?of employer|name und adresse des arbeitgebers|nom et adresse de l['’]employeur|nome (?:e indirizzo )?del datore di lavoro|nombre y dirección (?:de la empresa|del empleador)|nome e endereço do empregador|naam en adres van (?:de )?werkgever)\s*:?\s*/iu,
    'employer',
  ],
  [
    /^(?:dates? \((?:from|da|von|del|de|van|du)\b[^)]*\)?|main activities and responsibilities|type of business or sector|tätigkeitsbereich oder branche|type ou secteur d['’]activité|tipo di azienda o settore|principali mansioni e responsabilità|tipo de empresa o sector|tipo de empresa ou sector)\s*:?\s*/iu,
    'none',
  ],
];

/** Labels of education in Europass forms. */
const EUROPASS_EDUCATION: readonly (readonly [RegExp, 'degree' | 'school' | 'none'])[] = [
  [
    /^(?:title of qualification awarded|bezeichnung der erworbenen qualifikation|intitulé du certificat ou diplôme délivré|titolo della qualifica rilasciata|qualifica conseguita|título de la cualificación obtenida|designação da qualificação atribuída|kwalificatie behaald|calificarea\s?\/\s?diploma obținută)\s*:?\s*/iu,
    'degree',
  ],
  [
    /^(?:name and type of organi[sz]ation providing education and training|name und art der bildungs-? oder ausbildungseinrichtung|nom et type de l['’]établissement d['’]enseignement ou de formation|nome e tipo (?:di istituto di istruzione o formazione|d['’]organizzazione erogatrice dell['’]istruzione e formazione)|nombre y tipo de(?:l centro| la organización que ha impartido la educación o la formación)|nome e tipo da organização de ensino ou formação|numele și tipul instituției de învățământ(?:\s?\/\s?furnizorului de formare)?)\s*:?\s*/iu,
    'school',
  ],
  [
    /^(?:principal subjects\s?\/?\s?(?:occupational skills covered)?|hauptfächer\s?\/?\s?(?:berufliche fähigkeiten)?|principales? matières|principali (?:materie|tematiche)[^\t:]*|principales materias[^\t:]*|disciplinele principale[^\t:]*|level in national (?:or international )?classification|livello nella classificazione nazionale)\s*:?\s*/iu,
    'none',
  ],
];

/** The label of education at the start of a text; null where there is none. */
export function educationLabel(text: string): { kind: LabelKind | 'none'; length: number } | null {
  if (educationBeginnings.mayBegin(text)) {
    for (const [pattern, kind] of EUROPASS_EDUCATION) {
      const match = pattern.exec(text);
      if (match !== null) return { kind, length: match[0].length };
    }
  }
  return labelAt(text);
}

const LONGEST = 48;
const beginnings = new PhraseBeginnings([
  ...alternativesOf(EUROPASS.map(([pattern]) => pattern)),
  ...LANGUAGES.flatMap(({ labels: lists, dates }) =>
    [...Object.values(lists), dates.from, dates.to].flatMap(phrasesOf),
  ).map(foldInPlace),
]);

const educationBeginnings = new PhraseBeginnings(alternativesOf(EUROPASS_EDUCATION.map(([pattern]) => pattern)));

/** A filter: nearly all pieces and lines of heads begin differently. */
const beginsAsLabel = (text: string): boolean => beginnings.mayBegin(text);

/** The label at the start of a text: its kind, and its length with the sign after it; null where there is none. */
export function labelAt(text: string): { kind: LabelKind; length: number } | null {
  if (!beginsAsLabel(text)) return null;
  const folded = foldInPlace(text.slice(0, LONGEST));
  const found = labels.match(folded, 0, folded.length);
  if (found === null) return null;
  const sign = (SYLLABLES.test(text) ? SIGN_OR_BLANK : DASHED.has(found.value) ? SIGN_OR_DASH : SIGN).exec(
    folded.slice(found.at),
  );
  return sign === null || (sign[0] === '' && found.at < text.length)
    ? null
    : { kind: found.value, length: found.at + sign[0].length };
}

const nameBeginnings = new PhraseBeginnings(
  LANGUAGES.flatMap(({ labels: lists }) => phrasesOf(lists.name)).map(foldInPlace),
);

/** The length of a label before a person's name, in any language; 0 where there is none or nothing follows it. */
export function nameLabelLength(text: string): number {
  if (!nameBeginnings.mayBegin(text)) return 0;
  const label = labelAt(text);
  return label?.kind === 'name' && label.length < text.length ? label.length : 0;
}

/** The sign after a label. Where nothing follows the label, it must be the whole text. */
const SIGN = /^(?:\s*\([^()]{0,20}\))?\s*(?::|=\s|\t|$)\**\s*/u;
const SIGN_OR_DASH = /^(?:\s*\([^()]{0,20}\))?\s*(?::|-\s|=\s|\t|$)\**\s*/u;
/** In Chinese and Japanese forms a blank separates label and value ("氏名 山田"). */
const SIGN_OR_BLANK = /^(?:\s*\([^()]{0,20}\))?(?:\s*(?::|-\s|$)\s*|\s+)/u;
const SYLLABLES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const DASHED: ReadonlySet<LabelKind> = new Set(['title', 'employer', 'place']);

/** The label at the start of a piece of a head; null where there is none. */
export function headLabel(text: string): HeadLabel | null {
  if (!beginsAsLabel(text)) return null;
  for (const [pattern, kind] of EUROPASS) {
    const match = pattern.exec(text);
    if (match !== null) return { kind, length: match[0].length };
  }
  const label = labelAt(text);
  if (label === null || OF_OTHERS.has(label.kind)) return null;
  return { kind: DASHED.has(label.kind) ? (label.kind as HeadLabel['kind']) : 'none', length: label.length };
}
/** Labels of education and of the person are no labels of work. */
const OF_OTHERS: ReadonlySet<LabelKind> = new Set(['degree', 'school', 'area', 'name']);

/** A line of a form that adds nothing to the head of a post. */
export const isIdleFormLine = (text: string): boolean =>
  beginsAsLabel(text) && EUROPASS.some(([pattern, kind]) => kind === 'none' && pattern.test(text));

/** Whether a line of a form has a label and a value, whatever stands before it. */
export function isFormLine(text: string): boolean {
  if (!beginsAsLabel(text)) return false;
  if (EUROPASS.some(([pattern, kind]) => kind !== 'none' && pattern.test(text))) return true;
  const label = labelAt(text);
  return label !== null && DASHED.has(label.kind) && /[:：]/u.test(text.slice(0, 30));
}

/** Headings of table columns on one line ("From", "To", "Employer", "Position"), of which one may be unknown. */
export function isColumnHeads({ text }: { text: string }): boolean {
  if (!text.includes('\t') || !beginsAsLabel(text)) return false;
  const cells = text.split(/\s*\t\s*/u);
  const labelled = cells.filter((cell) => (labelAt(cell)?.length ?? 0) >= cell.length);
  return (
    cells.length > 2 &&
    labelled.length >= cells.length - 1 &&
    cells.every((cell) => cell.length <= LONGEST && !/\d/.test(cell))
  );
}
