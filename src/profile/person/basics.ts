import type { Basics, ExtractedDocument } from '../../domain/index.js';
import { employerScore, isDuty, titleScore } from '../posts/classify.js';
import {
  brokenContacts,
  findEmails,
  findHandles,
  findLinks,
  findPhones,
  networkOf,
  usernameOf,
  type Found,
} from './contact.js';
import { textOf, type Fields } from '../fields.js';
import { tighten, wordCount, type Span, type TextLine } from '../text/lines.js';
import { mentionsOfName, selfNamed } from './mentions.js';
import { findNameLine, nameIn, type NameLineInput } from './name-line.js';
import { findName, handlesOf } from './name.js';
import { placeScore, readPlace } from './places.js';
import type { Vocabulary } from '../port.js';
import { isPersonal } from './identity.js';
import type { SectionLines } from '../sections.js';
import { isTitleLine } from './not-names.js';

export interface BasicsInput {
  document: ExtractedDocument;
  lines: readonly TextLine[];
  sections: readonly SectionLines[];
  vocabulary: Vocabulary;
  fields: Fields;
}

/** `language`: of the text; asked for only where a phone number needs it. */
export interface PersonInput extends BasicsInput {
  language: () => string | null;
}

/** The person the CV is about; `emails` and `phones` are all of the person's own. */
export interface Person {
  basics: Basics;
  emails: Found[];
  phones: Found[];
  name: Found | null;
  /** The lines that hold the name, even where it could not be read. */
  nameLines: TextLine[];
  /** Other places in the text that have the name. */
  mentions: Span[];
  location: Found | null;
  /** All e-mail addresses, phone numbers and links in the text, whoever they belong to. */
  contacts: Span[];
}

/** Countries that a phone number without country code may belong to, by the language of the CV. */
const REGIONS_OF: Record<string, readonly string[]> = {
  en: ['US', 'GB', 'IN'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'BE', 'CH'],
  es: ['ES', 'MX'],
  it: ['IT'],
  pt: ['PT', 'BR'],
  nl: ['NL', 'BE'],
  pl: ['PL'],
  sv: ['SE'],
  ro: ['RO'],
  tr: ['TR'],
  ru: ['RU'],
  zh: ['CN', 'TW', 'HK'],
  ja: ['JP'],
  ar: ['AE', 'SA', 'EG'],
  da: ['DK'],
  no: ['NO'],
  fi: ['FI'],
  cs: ['CZ'],
  hu: ['HU'],
  uk: ['UA'],
  el: ['GR'],
  ko: ['KR'],
  vi: ['VN'],
  he: ['IL'],
  sk: ['SK'],
  bg: ['BG'],
  hr: ['HR'],
  th: ['TH'],
};
const SEPARATOR =
  /\s{3,}|\t+|\s*[|‖»›⟟•·;\u22c4\u2300-\u23ff\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\ue000-\uf8ff\p{Extended_Pictographic}]+\s*|\s+[-–—]+\s*|[-–—]+\s+/gu;
const PLACE_LABEL =
  /^(?:current |permanent |home |present |postal )?(?:address|location|city|residence|place|adresse|anschrift|wohnort|ort|dirección|direccion|ubicación|ciudad|indirizzo|endereço|morada|cidade|città|residenza|località|localidad|localidade|localização|lieu|ville|adres|woonplaats)\s*[:\-–]?\s*|^[⌂📍🏠]\ufe0f?\s*/iu;
const OWN: ReadonlySet<string> = new Set(['header', 'contact', 'summary']);

/** Name, contacts and location. */
export function readPerson(input: PersonInput): Person {
  const { document, lines, sections, vocabulary, fields } = input;
  const own = ownParts(sections);
  const { links, written, emails, broken } = contactsOf(document, own, sections);
  const profiles = ownLinks(links, own, document);
  const reached = [...links, ...written, ...broken, ...numbersOf(lines)].filter(({ end }) => end > 0);
  const firstPageEnd = document.pageStarts[1] ?? document.text.length;
  const nameInput = { text: document.text, lines, sections, firstPageEnd, contacts: reached, vocabulary };
  const nameLines = findNameLine(nameInput);
  const handles = handlesOf(
    emails,
    profiles.map((link) => link.value),
  );
  const name = personName(input, nameLines, nameInput, handles);
  const mentions = name === null ? [] : mentionsOfName(document.text, name.value);
  const told = [...links, ...emails, ...mentions, ...(name === null ? [] : [name])];
  const location = findLocation(input, own, told, nameLines);
  const numbers = findPhones(document.text, () => regionsOf(location?.place.countryCode, input.language));
  const phones = preferOwn(numbers, own, sections);
  note(fields, 'basics.name', name);
  note(fields, 'basics.email', emails[0]);
  note(fields, 'basics.phone', phones[0]);
  note(fields, 'basics.location', location);
  const basics: Basics = {
    ...(name === null ? {} : { name: name.value }),
    ...(emails[0] === undefined ? {} : { email: emails[0].value }),
    ...(phones[0] === undefined ? {} : { phone: phones[0].value }),
    ...toLinks(profiles, fields),
    ...(location === null ? {} : { location: { ...location.place, text: location.value } }),
  };
  const contacts = [...links, ...written, ...numbers, ...broken].filter(({ end }) => end > 0);
  return { basics, emails, phones, name, nameLines, mentions, location, contacts };
}

/**
 * Links and addresses of the whole text. `emails`: the person's, best first, without those of referees; `broken`:
 * places of addresses that a line end has torn apart.
 */
function contactsOf(
  { text, links: annotated }: ExtractedDocument,
  own: readonly Span[],
  sections: readonly SectionLines[],
): { links: Found[]; written: Found[]; emails: Found[]; broken: Span[] } {
  const written = findEmails(text, annotated);
  return {
    links: findLinks(text),
    written,
    emails: preferOwn(written, own, sections),
    broken: [...brokenContacts(text, written), ...findHandles(text)],
  };
}

const regionsOf = (country: string | undefined, language: () => string | null): readonly string[] =>
  country === undefined ? (REGIONS_OF[language() ?? 'en'] ?? []) : [country];

/**
 * Headline and summary, read from the text without identifying details: a name is no title, and the title of a post no
 * headline.
 */
export function readHeadline(input: BasicsInput, posts: readonly Span[]): Pick<Basics, 'label' | 'summary'> {
  const label = findLabel(input, posts);
  const summary = findSummary(input.document.text, input.sections);
  note(input.fields, 'basics.label', label);
  note(input.fields, 'basics.summary', summary);
  return { ...(label === null ? {} : { label: label.value }), ...(summary === null ? {} : { summary: summary.value }) };
}

/** The name in the name's line; where that line holds none, a name from the other parts about the person. */
function personName(
  { document, lines, sections, vocabulary }: BasicsInput,
  nameLines: readonly TextLine[],
  nameInput: NameLineInput,
  handles: readonly string[],
): Found | null {
  const found = findName(lines, document.pageStarts[1] ?? document.text.length, { handles, vocabulary });
  const [first, last] = [nameLines[0], nameLines.at(-1)];
  if (first === undefined)
    return (
      selfNamed(document.text, (words) => isTitleLine(words, vocabulary)) ??
      (found !== null &&
      inside(
        found,
        ownParts(sections).filter(({ kind }) => kind !== 'summary'),
      )
        ? found
        : null)
    );
  const there = found !== null && found.start >= first.start && found.end <= last!.end;
  const oneOfTwo = nameLines.length > 1 && there;
  return there && !oneOfTwo ? found : (nameIn(nameLines, nameInput) ?? found);
}

/** Runs of digits at the top of a CV that are phone numbers, or at least no part of a name. */
function numbersOf(lines: readonly TextLine[]): Span[] {
  return lines
    .slice(0, TOP_LINES)
    .flatMap((line) =>
      [...line.text.slice(0, 400).matchAll(/[+(]{0,2}\d[\d\s().-]{6,}/gu)]
        .filter((m) => m[0].replace(/\D/g, '').length >= 9)
        .map((m) => ({ start: line.start + m.index, end: line.start + m.index + m[0].trimEnd().length })),
    );
}
const TOP_LINES = 12;

function note(fields: Fields, path: string, found: Found | null | undefined): void {
  if (found) fields.set(path, found, found.confidence);
}

/** The parts about the person: header, contact details, and everything before the first heading. */
function ownParts(sections: readonly SectionLines[]): SectionLines[] {
  return sections.filter((section) => OWN.has(section.kind));
}

const inside = (span: Span, parts: readonly Span[]): boolean =>
  parts.some((part) => span.start >= part.start && span.end <= part.end);

/** The person's contacts first; those of referees are left out. */
function preferOwn(found: Found[], own: readonly Span[], sections: readonly SectionLines[]): Found[] {
  const referees = sections.filter((section) => section.kind === 'references');
  const kept = found.filter((one) => one.end === 0 || !inside(one, referees));
  return [...kept.filter((one) => inside(one, own)), ...kept.filter((one) => !inside(one, own))];
}

const linkKey = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .split(/[?#]/)[0]!
    .replace(/\/$/, '');

/** Links in the contact part, and profiles on known networks anywhere; each once. */
function ownLinks(links: readonly Found[], own: readonly Span[], document: ExtractedDocument): Found[] {
  const annotated = document.links
    .filter((link) => /^https?:/i.test(link) && networkOf(link) !== null && usernameOf(link) !== undefined)
    .map((value) => ({ value, start: 0, end: 0, confidence: 0.85 }));
  const seen = new Set<string>();
  return [...links, ...annotated].filter((link) => {
    const key = linkKey(link.value);
    const wanted =
      inside(link, own) || link.end === 0 || (networkOf(link.value) !== null && usernameOf(link.value) !== undefined);
    if (!wanted || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A personal page has a short path; a long one is a document elsewhere. */
function isHomePage(url: string): boolean {
  return linkKey(url).split('/').length <= 2;
}

function toLinks(links: readonly Found[], fields: Fields): Pick<Basics, 'url' | 'profiles'> {
  const profiles = links.filter((link) => networkOf(link.value) !== null);
  const url = links.find((link) => networkOf(link.value) === null && isHomePage(link.value));
  for (const [i, link] of profiles.entries())
    if (link.end > 0) fields.set(`basics.profiles[${String(i)}].url`, link, link.confidence);
  if (url !== undefined) fields.set('basics.url', url, url.confidence);
  return {
    ...(url === undefined ? {} : { url: url.value }),
    profiles: profiles.map((link) => {
      const username = usernameOf(link.value);
      return { network: networkOf(link.value)!, ...(username === undefined ? {} : { username }), url: link.value };
    }),
  };
}

type Located = Found & { place: ReturnType<typeof readPlace> };

/** The place in the contact part that looks most like one; among equals, the first. */
function findLocation(
  input: BasicsInput,
  own: readonly SectionLines[],
  contacts: readonly Span[],
  nameLines: readonly TextLine[],
): Located | null {
  let best: Located | null = null;
  for (const section of own.filter((part) => part.kind !== 'summary')) {
    for (const whole of section.lines.filter((line) => line !== nameLines[1]).slice(0, 14)) {
      const line = nameLines.includes(whole) ? withoutName(whole) : whole;
      if (isPersonal(line.text) || /\brelocat/iu.test(line.text) || wordCount(line.text) > 24) continue;
      for (const candidate of placesIn(input.document.text, line, contacts))
        if (best === null || candidate.confidence > best.confidence + 0.05) best = candidate;
    }
  }
  return best ?? besideContacts(input, contacts);
}

/**
 * Lines between a contact and a labelled place where both stand below the first section: the cells of a table become
 * separate lines.
 */
const NEAR = 4;

function besideContacts({ document, lines }: BasicsInput, contacts: readonly Span[]): Located | null {
  const first = contacts[0] === undefined ? -1 : lines.findIndex((line) => line.end > contacts[0]!.start);
  const near = first < 0 ? [] : lines.slice(Math.max(0, first - NEAR), first + NEAR + 1);
  const labelled = near.filter((line) => /^[^:]{3,24}:/u.test(line.text) && PLACE_LABEL.test(line.text));
  return labelled.flatMap((line) => placesIn(document.text, line, contacts))[0] ?? null;
}

/** The rest of the line after the name, since a name is no place. */
function withoutName(line: TextLine): TextLine {
  const first = [...line.text.matchAll(SEPARATOR)][0];
  const from = first === undefined ? line.text.length : first.index + first[0].length;
  return { ...line, start: line.start + from, text: line.text.slice(from), index: Infinity };
}

function placesIn(text: string, line: TextLine, contacts: readonly Span[]): Located[] {
  const label = PLACE_LABEL.exec(line.text)?.[0] ?? '';
  const labelled = /(?:[:\-–⌂📍🏠]|\ufe0f)\s*$|\s{2,}$/u.test(label);
  const from = line.start + (labelled ? label.length : 0);
  const withContact = contacts.some((contact) => contact.start >= line.start && contact.start < line.end);
  return cut(text, { start: from, end: line.end }, [...contacts, ...numbersOf([line])])
    .map((span) => (withContact ? withoutLetter(text, span) : span))
    .flatMap((span, i) => {
      const raw = textOf(text, span);
      if (!labelled && isEmployersPlace(raw)) return [];
      const known = [raw, lastParts(raw, 2), lastParts(raw, 1)].find((part) => placeScore(part) > 0) ?? raw;
      const score = placeScore(known);
      const likely =
        score > 0
          ? score
          : i === 0 && withContact && line.index < 6 && /^\p{Lu}[\p{L}. ]{2,24}$/u.test(raw)
            ? 0.45
            : labelled
              ? 0.5
              : 0;
      if (likely < 0.4 || /^(?:e-?mail|phone|mobile|tel)\b/iu.test(raw)) return [];
      return [
        {
          value: raw,
          ...span,
          confidence: Math.min(0.95, likely * 0.9 + (labelled ? 0.1 : 0)),
          place: readPlace(known),
        },
      ];
    });
}

/** "A Leeds, UK" beside "T +44 20 7946 0208": a single letter is the label. */
function withoutLetter(text: string, span: Span): Span {
  const raw = text.slice(span.start, span.end);
  const from = /^(?:\p{Lu}[:.]?|\(?\p{L}\)[:.]?)\s+(?=\p{Lu})/u.exec(raw)?.[0].length ?? 0;
  const to = raw.length - (/\s+(?:\p{Lu}[:.]?|\(?\p{L}\)?[:.]?)$/u.exec(raw)?.[0].length ?? 0);
  return (from > 0 || to < raw.length) && placeScore(raw.slice(from, to)) >= 0.9
    ? { start: span.start + from, end: span.start + to }
    : span;
}

/** "Marlow Retail Group, Leeds" is a workplace, not where the person lives. */
function isEmployersPlace(raw: string): boolean {
  const comma = raw.indexOf(',');
  return comma > 0 && !/\d|\bcity,/iu.test(raw) && employerScore(raw.slice(0, comma)) >= 0.7;
}

/** The last parts of an address between commas, where city and region stand. */
function lastParts(raw: string, count: number): string {
  return raw.split(',').slice(-count).join(',').trim();
}

function cut(text: string, span: Span, contacts: readonly Span[]): Span[] {
  const raw = text.slice(span.start, span.end);
  const cuts = [
    ...[...raw.matchAll(SEPARATOR)].map((match) => ({
      start: span.start + match.index,
      end: span.start + match.index + match[0].length,
    })),
    ...contacts.filter((contact) => contact.end > span.start && contact.start < span.end),
  ].sort((a, b) => a.start - b.start);
  const spans: Span[] = [];
  let from = span.start;
  for (const one of cuts) {
    if (one.start > from) spans.push({ start: from, end: one.start });
    from = Math.max(from, one.end);
  }
  if (from < span.end) spans.push({ start: from, end: span.end });
  return spans.map((one) => tighten(text, one)).filter((one) => one !== null);
}

const HEADLINE_WORDS = 8;
const EMPLOYER_AFTER = /\s+(?:at|@|bei|chez|presso|bij)\s+\p{Lu}.*$|\s*@\s*\p{L}.*$/u;

/** The title under the name, or the headline at the top of a CV without a name. */
function findLabel(input: BasicsInput, posts: readonly Span[]): Found | null {
  const header = input.sections.find((section) => section.kind === 'header');
  for (const line of (header?.lines ?? []).slice(0, 3)) {
    if (line.bullet || wordCount(line.text) > 14 || inside(line, posts)) break;
    for (const span of cut(input.document.text, { start: line.start, end: line.end }, [])) {
      const headline = withoutEmployer(input.document.text, span);
      const raw = textOf(input.document.text, headline);
      const score = wordCount(raw) > HEADLINE_WORDS || isDuty(raw) ? 0 : titleScore(raw, input.vocabulary);
      if (score >= 0.7 && employerScore(raw) < 0.9) return { value: raw, ...headline, confidence: 0.5 + score * 0.4 };
    }
  }
  return null;
}

/** "Engineer at Acme" -> "Engineer". */
function withoutEmployer(text: string, span: Span): Span {
  const raw = text.slice(span.start, span.end);
  const at = EMPLOYER_AFTER.exec(raw)?.index ?? raw.length;
  return at === 0 ? span : { start: span.start, end: span.start + at };
}

function findSummary(text: string, sections: readonly SectionLines[]): Found | null {
  const section = sections.find((one) => one.kind === 'summary' && one.lines.length > 0);
  if (section === undefined) return null;
  const span = { start: section.lines[0]!.start, end: section.lines.at(-1)!.end };
  return { ...span, value: textOf(text, span), confidence: 0.9 };
}
