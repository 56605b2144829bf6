import { once, type Profile } from '../domain/index.js';
import { findPhones } from '../profile/person/contact.js';
import type { Span } from '../profile/text/lines.js';
import type { Vocabulary } from '../profile/index.js';
import { linesOf, type Line } from './lines.js';
import { blinded, cutsBy, piecesOf, settled, type Cut, type Piece } from './marks.js';
import { neutralWords, type Reworded } from './neutral.js';
import { schoolsIn } from './schools.js';
import { unknownBesideContacts, unknownInEducation, unknownNames } from './unknown.js';
import { folded, Who, WORD, type Known } from './who.js';
import { ADDRESSES, NUMBERS } from './words/addresses.js';
import { AGES } from './words/ages.js';
import { GENDERED } from './words/gender.js';
import { ADDRESSED, LABELLED } from './words/personal.js';

/** Hides who a CV is about, in its own text and in what others wrote of the person. */
export class Redactor {
  private readonly who: Who;
  private readonly schools: string[];
  private readonly reworded: Reworded;
  private ownCuts: Cut[] | null = null;
  private hiddenWords: ReadonlySet<string> | null = null;
  private readonly employers: ReadonlySet<string>;
  private readonly lines: () => Line[];

  constructor(
    private readonly known: Known,
    private readonly vocabulary: Vocabulary,
  ) {
    const { text, profile } = known;
    const { resume } = profile;
    this.lines = once(() => linesOf(text, vocabulary));
    this.who = new Who(known, vocabulary);
    if (!this.who.isSure) for (const name of unknownNames(text, this.lines(), vocabulary)) this.who.addGuessed(name);
    this.schools = resume.education.flatMap(({ institution }) => schoolNames(institution));
    this.reworded = neutralWords(profile);
    this.employers = new Set(resume.work.flatMap(({ name }) => (name === undefined ? [] : [name.toLowerCase()])));
  }

  /** Any text about the person: a field of the profile, a reason that somebody gave. */
  text(text: string): string {
    return blinded(text, settled(this.cutsIn(text)));
  }

  /** What was read from the CV: words that are hidden wherever its text has them are hidden here too. */
  field(value: string): string {
    const words = [...value.matchAll(WORD)].filter((m) => this.onlyHidden.has(folded(m[0])));
    const spans = words.map((m) => ({ start: m.index, end: m.index + m[0].length }));
    return blinded(value, settled([...this.cutsIn(value), ...spans]));
  }

  private get onlyHidden(): ReadonlySet<string> {
    return (this.hiddenWords ??= hiddenOnly(this.known.text, this.cuts));
  }

  /** A passage of the CV's own text. */
  quote({ text, start, end }: Span & { text: string }): string {
    const { text: own } = this.known;
    return own.slice(start, end) === text ? blinded(own, this.cuts, { start, end }) : this.text(text);
  }

  /** The CV's own text as a whole. */
  pieces(): Piece[] {
    const { text } = this.known;
    return piecesOf(text, this.cuts, { start: 0, end: text.length });
  }

  private get cuts(): Cut[] {
    const { text, profile } = this.known;
    return (this.ownCuts ??= settled([
      ...(profile.identity ?? []),
      ...this.cutsIn(text),
      ...unknownInEducation(profile, this.lines()),
      ...sectionsOf(profile, 'references'),
      ...unknownBesideContacts(text, this.lines()),
    ]));
  }

  private cutsIn(text: string): Cut[] {
    return [
      ...this.names(text),
      ...schoolsIn(text),
      ...this.schools.flatMap((school) => placesOf(text, school)),
      ...findPhones(text, () => []),
      ...cutsBy(text, AGES),
      ...cutsBy(text, [...LABELLED, ADDRESSED]),
      ...cutsBy(text, ADDRESSES),
      ...cutsBy(text, NUMBERS).filter((cut) => !DATES.test(text.slice(cut.start, cut.end))),
      ...this.domains(text),
      ...cutsBy(text, GENDERED),
      ...this.reworded(text),
    ];
  }

  /** The person's names in any form, with initials beside them. */
  private names(text: string): Cut[] {
    const words = [...text.matchAll(WORD)].filter((m) => this.who.has(m[0]));
    const spans = words.map((m) => withInitials(text, { start: m.index, end: m.index + m[0].length }));
    return [...spans, ...[...this.who.unspaced].flatMap((name) => placesOf(text, name)), ...spacedOut(text, this.who)];
  }

  /** Names of hosts in small letters, unless they are a term or an employer: "janedoe.dev", but not "node.js". */
  private domains(text: string): Cut[] {
    return [...text.matchAll(DOMAIN)]
      .filter(
        ([host]) => !this.employers.has(host.toLowerCase()) && this.vocabulary.canonical(host, 'skill') === undefined,
      )
      .map((m) => ({ start: m.index, end: m.index + m[0].length }));
  }
}

const DOMAIN =
  /(?<![\p{L}\p{N}.@/-])(?:[\p{Ll}\p{N}-]{2,}\.)+(?:com|net|org|io|dev|me|de|at|ch|fr|es|it|pt|nl|be|uk|eu|info|app|tech|xyz|us|ca|au|br|pl|se|no|dk|fi|cz|hu|ro|tr|ru|ua|gr|jp|kr|cn|vn|il|page|site|online|name)(?![\p{L}\p{N}])/gu;

/** Words of which every place in a text is hidden, folded. `cuts`: as `settled` gives them. */
function hiddenOnly(text: string, cuts: readonly Cut[]): Set<string> {
  const [hidden, shown] = [new Set<string>(), new Set<string>()];
  const places = cuts.filter(({ by }) => by === undefined);
  let at = 0;
  for (const m of text.matchAll(WORD)) {
    while (at < places.length && places[at]!.end <= m.index) at += 1;
    const isHidden = at < places.length && places[at]!.start < m.index + m[0].length;
    (isHidden ? hidden : shown).add(folded(m[0]));
  }
  return new Set([...hidden].filter((word) => !shown.has(word)));
}

/** A range of dates is no phone number: "03/2018 - 11/2023". */
const DATES =
  /^(?:\d{1,2}[./-])?\d{1,2}[./-](?:19|20)\d\d(?!\d)|^(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d{2})(?!\d)/u;

const sectionsOf = ({ sections }: Profile, of: string): Span[] => sections.filter(({ kind }) => kind === of);

/** A school as it was read, and its parts: "Example University, Faculty of Arts". */
function schoolNames(institution: string | undefined): string[] {
  if (institution === undefined) return [];
  const parts = institution.split(/\s*[,|;()]\s*|\s[-–]\s/u).filter((part) => part.length >= 5);
  return [institution, ...parts].filter((name) => folded(name).replace(/[^\p{L}]/gu, '').length >= 3);
}

function placesOf(text: string, phrase: string): Span[] {
  const pattern = phrase
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  return [...text.matchAll(new RegExp(pattern, 'giu'))].map((m) => ({ start: m.index, end: m.index + m[0].length }));
}

/** "J. Doe", "Doe, J.", "Dr. Doe". */
function withInitials(text: string, { start, end }: Span): Span {
  const before = /(?:(?<![\p{L}\p{N}])(?:\p{Lu}\.[ \t-]?)+[ \t]*|(?<!\p{L})(?:Dr|Prof)\.[ \t]+)+$/u.exec(
    text.slice(Math.max(0, start - 12), start),
  );
  const after = /^,?[ \t]+\p{Lu}\.(?:[ \t-]?\p{Lu}\.)*(?!\p{L})/u.exec(text.slice(end, end + 12));
  return { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0) };
}

/** "J A N E   D O E". */
function spacedOut(text: string, who: Who): Span[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])\p{L}(?:[ \t]\p{L}){2,}(?![\p{L}\p{N}])/gu)]
    .filter(([letters]) => who.has(letters.replace(/[ \t]/gu, '')))
    .map((m) => ({ start: m.index, end: m.index + m[0].length }));
}
