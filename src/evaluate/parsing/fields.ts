import type { Profile, Work } from '../../domain/index.js';
import type { Labels, SetField, WorkLabel } from './labels.js';
import { SET_FIELDS } from './labels.js';
import { agree, distinct, inOrder, pair, pairValues, tokensOf, type Counts, type Value } from './match.js';

/** All fields that `evaluate parsing` scores, by the names that `--min` takes. */
export const PARSING_FIELDS = [...SET_FIELDS, 'yearsOfExperience', 'work', 'sections', 'sectionOrder'] as const;
export type ParsingField = (typeof PARSING_FIELDS)[number];

/** One field of one CV: counts, and the missed and added values for inspection. */
export interface FieldResult {
  counts: Counts;
  missed: string[];
  extra: string[];
}

/** The values of a field in a profile, each in all the forms in which a label may give it. */
export function predictedValues(profile: Profile, field: SetField): Value[] {
  const { basics, work, education, skills } = profile.resume;
  const one = (items: (string | undefined)[]): Value[] =>
    items.filter((item) => item !== undefined && item !== '').map((item) => [item!]);
  switch (field) {
    case 'name':
      return one([basics.name]);
    case 'email':
      return one([basics.email]);
    case 'phone':
      return one([basics.phone]);
    case 'location':
      return someForms([[basics.location?.text, basics.location?.city, basics.location?.address]]);
    case 'designation':
      return one([basics.label, ...work.map((entry) => entry.position)]);
    case 'company':
      return one(work.map((entry) => entry.name));
    case 'college':
      return one(education.map((entry) => entry.institution));
    case 'degree':
      return someForms(
        education.map((entry) => [[entry.studyType, entry.area].filter(Boolean).join(' '), entry.studyType]),
      );
    case 'link':
      return one([basics.url, ...basics.profiles.map((item) => item.url)]);
    case 'graduationYear':
      return one(education.map((entry) => entry.endDate?.slice(0, 4)));
    case 'skills':
      return someForms(skills.map((skill) => [skill.name, skill.term]));
  }
}

/** Links in the contact lines only, for labels that leave out lists of links further down. */
function headLinks(profile: Profile): Value[] {
  const { basics } = profile.resume;
  const atHead = (path: string): boolean => {
    const source = profile.fields[path];
    const section =
      source === undefined
        ? -1
        : profile.sections.findIndex(({ start, end }) => source.start >= start && source.start < end);
    // The header, or a block of contacts right below it.
    return section <= 0 || (section === 1 && profile.sections[section]!.kind === 'contact');
  };
  const links = [
    { url: basics.url, path: 'basics.url' },
    ...basics.profiles.map(({ url }, i) => ({ url, path: `basics.profiles[${i}].url` })),
  ];
  return links.filter(({ url, path }) => url !== undefined && url !== '' && atHead(path)).map(({ url }) => [url!]);
}

function someForms(items: (string | undefined)[][]): Value[] {
  return items
    .map((item) => item.filter((form): form is string => form !== undefined && form !== ''))
    .filter((item) => item.length > 0);
}

/** Compares all labelled fields of one CV; a field without a label is not scored. */
export function compare(profile: Profile, labels: Labels): Partial<Record<ParsingField, FieldResult>> {
  const results: Partial<Record<ParsingField, FieldResult>> = {};
  for (const field of SET_FIELDS) {
    const wanted = labels.sets[field];
    if (wanted !== undefined && wanted.length > 0)
      results[field] = compareSet(
        field,
        field === 'link' && labels.linksOfHead === true ? headLinks(profile) : predictedValues(profile, field),
        wanted,
      );
  }
  if (labels.work !== undefined && labels.work.length > 0) results.work = compareWork(profile.resume.work, labels.work);
  if (labels.years !== undefined && labels.years !== null)
    results.yearsOfExperience = compareYears(profile.yearsOfExperience, labels.years);
  if (labels.sections !== undefined && labels.sections.length > 0)
    Object.assign(results, compareSections(profile, labels.sections));
  return results;
}

function compareSet(field: SetField, predicted: Value[], wanted: Value[]): FieldResult {
  const normal = field === 'email' ? asAddress : field === 'phone' ? asNumber : (form: string): string => form;
  const ours = distinct(predicted.map((forms) => forms.map(normal)));
  const theirs = distinct(wanted.map((forms) => forms.map(normal)));
  const pairs =
    field === 'email' || field === 'phone'
      ? pair(theirs.length, ours.length, (a, b) => theirs[a]!.some((form) => sameContact(field, form, ours[b]![0]!)))
      : pairValues(ours, theirs);
  const used = new Set(pairs);
  return {
    counts: { matched: pairs.filter((to) => to >= 0).length, predicted: ours.length, labelled: theirs.length },
    missed: theirs.filter((_, i) => pairs[i] === -1).map((forms) => forms[0]!),
    extra: ours.filter((_, i) => !used.has(i)).map((forms) => forms[0]!),
  };
}

/** Addresses must be equal; a part of one is worth nothing. */
const asAddress = (form: string): string => form.trim().toLowerCase();
const asNumber = (form: string): string => form.replace(/\D/g, '').replace(/^00/, '');

/** Phone numbers are compared without country code where only one side has it. */
function sameContact(field: SetField, a: string, b: string): boolean {
  if (field === 'email' || a === b) return a === b;
  const national = (number: string): string => number.replace(/^0/, '');
  const [short, long] = a.length < b.length ? [national(a), b] : [national(b), a];
  return short.length >= 7 && long.endsWith(short) && long.length - short.length <= 4;
}

function compareWork(printed: readonly Work[], labels: readonly WorkLabel[]): FieldResult {
  const work = distinctEntries(printed);
  const pairs = pair(labels.length, work.length, (label, guess) => sameEntry(labels[label]!, work[guess]!));
  const used = new Set(pairs);
  const shown = (
    title: string | null | undefined,
    start: string | null | undefined,
    end: string | null | undefined,
  ): string => `${title ?? '?'} (${start ?? '?'} - ${end ?? '?'})`;
  return {
    counts: { matched: pairs.filter((to) => to >= 0).length, predicted: work.length, labelled: labels.length },
    missed: labels.filter((_, i) => pairs[i] === -1).map((label) => shown(label.title, label.start, label.end)),
    extra: work
      .filter((_, i) => !used.has(i))
      .map((entry) => shown(entry.position, entry.startDate, entry.current ? 'present' : entry.endDate)),
  };
}

/** Entries are a set too: labels have an entry once, even where the CV prints it twice. */
function distinctEntries(work: readonly Work[]): Work[] {
  const keyOf = (entry: Work): string =>
    JSON.stringify([
      [...tokensOf(entry.position ?? '')].sort(),
      entry.startDate?.slice(0, 7),
      entry.current === true ? 'present' : entry.endDate?.slice(0, 7),
    ]);
  return [...new Map(work.map((entry) => [keyOf(entry), entry])).values()];
}

/** Whether titles share half of their tokens and both dates agree to the month, as far as the label gives them. */
function sameEntry(label: WorkLabel, entry: Work): boolean {
  if (label.title !== null && !agree(label.title, entry.position ?? '')) return false;
  return (
    sameDate(label.start, entry.startDate) && sameDate(label.end, entry.current === true ? 'present' : entry.endDate)
  );
}

function sameDate(label: string | null, date: string | undefined): boolean {
  if (label === null) return true;
  if (label.toLowerCase() === 'present') return date === 'present';
  return date?.slice(0, Math.min(7, label.length)) === label.slice(0, 7);
}

const YEARS_OFF = 1;

function compareYears(years: number | null, label: number): FieldResult {
  const right = years !== null && Math.abs(years - label) <= YEARS_OFF + 1e-9;
  return {
    counts: { matched: right ? 1 : 0, predicted: years === null ? 0 : 1, labelled: 1 },
    missed: right ? [] : [`${label} years`],
    extra: right || years === null ? [] : [`${years} years`],
  };
}

/**
 * `sections`: headings that are in the labelled order. `sectionOrder`: one value per CV, right when all of them are.
 */
function compareSections(
  profile: Profile,
  labels: string[],
): Pick<Record<ParsingField, FieldResult>, 'sections' | 'sectionOrder'> {
  const headings = profile.sections.map((section) => section.heading).filter((heading) => heading !== '');
  const matched = inOrder(headings, labels);
  const whole = matched === labels.length;
  const missed = whole ? [] : [`wanted: ${labels.join(' | ')}`];
  const extra = whole ? [] : [`found: ${headings.join(' | ')}`];
  return {
    sections: { counts: { matched, predicted: headings.length, labelled: labels.length }, missed, extra },
    sectionOrder: { counts: { matched: whole ? 1 : 0, predicted: 1, labelled: 1 }, missed, extra },
  };
}
