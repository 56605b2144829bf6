import { alternativesOf, Beginnings, smallAt } from '../beginnings.js';

/** What stands behind a label in the head of a work entry; `length` is that of the label. */
export interface HeadLabel {
  kind: 'title' | 'employer' | 'place' | 'none';
  length: number;
}

/** Labels in front of a value ("Role: Developer") or alone; the second group (Europass forms in seven languages) needs no colon. */
const SHORT: readonly (readonly [RegExp, HeadLabel['kind']])[] = [
  [/^(?:role|position|designation|title|job title|post|function|funktion|rolle|fonction|poste|cargo|puesto|ruolo|mansione|função|functie|functietitel|stelle|tätig als)\s*(?::|[-–]\s|$)\s*/iu, 'title'],
  [/^(?:company|company name|employer|organi[sz]ation|organi[sz]ation name|arbeitgeber|firma|unternehmen|employeur|entreprise|empresa|azienda|datore di lavoro|werkgever|bedrijf)\s*(?::|[-–]\s|$)\s*/iu, 'employer'],
  [/^(?:location|place|ort|lieu|lugar|luogo|local|plaats)\s*(?::|[-–]\s|$)\s*/iu, 'place'],
  [/^(?:duration|period|dates?|client|customer|project|team size|environment|technolog(?:y|ies)|domain|platform|tools|responsibilities|description|duration\s*\/\s*size|from|to|till|until|years?|zeitraum|dauer|industry|department)\s*(?::|$)\s*/iu, 'none'],
];
const EUROPASS: readonly (readonly [RegExp, HeadLabel['kind']])[] = [
  [/^(?:occupation or position held|beruf oder funktion|fonction ou poste occupé|lavoro o posizione ricoperti|tipo di impiego|profesión o cargo desempeñado|função ou cargo ocupado|beroep of functie)\s*:?\s*/iu, 'title'],
  [/^(?:name (?:and address )?of employer|name und adresse des arbeitgebers|nom et adresse de l['’]employeur|nome (?:e indirizzo )?del datore di lavoro|nombre y dirección (?:de la empresa|del empleador)|nome e endereço do empregador|naam en adres van (?:de )?werkgever)\s*:?\s*/iu, 'employer'],
  [/^(?:dates? \((?:from|da|von|del|de|van|du)\b[^)]*\)?|main activities and responsibilities|type of business or sector|tätigkeitsbereich oder branche|type ou secteur d['’]activité|tipo di azienda o settore|principali mansioni e responsabilità|tipo de empresa o sector|tipo de empresa ou sector)\s*:?\s*/iu, 'none'],
];

const ALL = [...EUROPASS, ...SHORT];
const beginnings = new Beginnings(alternativesOf(ALL.map(([pattern]) => pattern)));

/** Nearly all pieces and lines of heads begin in another way. */
function beginsAsLabel(text: string): boolean {
  const second = smallAt(text, 1);
  return second > 127 || beginnings.has(smallAt(text, 0), second, smallAt(text, 2));
}

/** The label that a piece of a head begins with; null when there is none. */
export function headLabel(text: string): HeadLabel | null {
  if (!beginsAsLabel(text)) return null;
  for (const [pattern, kind] of ALL) {
    const match = pattern.exec(text);
    if (match !== null) return { kind, length: match[0].length };
  }
  return null;
}

/** A line of a form: label and value, whatever stands before it. */
export function isFormLine(text: string): boolean {
  return beginsAsLabel(text) && (EUROPASS.some(([pattern, kind]) => kind !== 'none' && pattern.test(text)) || SHORT.some(([pattern, kind]) => kind !== 'none' && pattern.test(text) && /[:]/.test(text.slice(0, 30))));
}
