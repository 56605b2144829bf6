import type { Profile, Resume } from '../../domain/index.js';
import { plain } from '../text/plain.js';

/** One difference between two revisions of a CV. */
export interface ProfileChange {
  /** Where: `basics.email`, `work: Welder at Example Ltd, endDate`, `skills`. */
  field: string;
  /** Null: it was not there, or is not there any more. */
  before: string | null;
  after: string | null;
}

/** One side of a comparison. */
export interface DiffSide {
  cvId: string;
  revision: number;
  ingestedAt: string;
}

export interface ProfileDiff {
  /** Id of the candidate. */
  candidate: string;
  from: DiffSide;
  to: DiffSide;
  changes: ProfileChange[];
}

type Item = Record<string, unknown>;
type List = Exclude<keyof Resume, 'basics'>;

/** By what entries of a list are taken for the same one, the first that an entry has. */
const KEYS: Record<List, string[]> = {
  work: ['position', 'name'],
  volunteer: ['position', 'name'],
  education: ['studyType', 'area', 'institution'],
  skills: ['term'],
  languages: ['language'],
  certificates: ['name'],
  projects: ['name'],
  publications: ['name'],
  references: ['name'],
};

/** What differs between the profiles of two revisions; the order of entries does not count. */
export function profileChanges(before: Profile, after: Profile): ProfileChange[] {
  const lists = Object.keys(KEYS) as List[];
  return [
    ...fieldChanges('basics.', before.resume.basics as unknown as Item, after.resume.basics as unknown as Item),
    ...lists.flatMap((list) => listChanges(list, before.resume[list], after.resume[list])),
    ...changed('years of experience', before.yearsOfExperience, after.yearsOfExperience),
    ...changed('language', before.language, after.language),
  ];
}

function listChanges(list: List, before: unknown[], after: unknown[]): ProfileChange[] {
  const [old, now] = [byKey(list, before as Item[]), byKey(list, after as Item[])];
  const changes: ProfileChange[] = [];
  for (const [key, item] of old) {
    const other = now.get(key);
    if (other === undefined) changes.push({ field: list, before: nameOf(item), after: null });
    else changes.push(...fieldChanges(`${list}: ${nameOf(item)}, `, item, other));
  }
  for (const [key, item] of now) if (!old.has(key)) changes.push({ field: list, before: null, after: nameOf(item) });
  return changes;
}

/** Entries of the same key are told apart by their order. */
function byKey(list: List, items: Item[]): Map<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    const parts = KEYS[list].map((name) => textOf(item[name]) ?? '');
    const key = (parts.join('') === '' ? [textOf(item.name) ?? textOf(item)] : parts).join('\n').toLowerCase();
    let n = 1;
    while (found.has(`${key} ${n}`)) n += 1;
    found.set(`${key} ${n}`, item);
  }
  return found;
}

function fieldChanges(prefix: string, before: Item, after: Item): ProfileChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => changed(prefix + name, before[name], after[name]));
}

function changed(field: string, before: unknown, after: unknown): ProfileChange[] {
  const [a, b] = [textOf(before), textOf(after)];
  return a === b ? [] : [{ field, before: a, after: b }];
}

function nameOf(item: Item): string {
  const [what, where] = [
    textOf(item.position ?? item.studyType ?? item.language ?? item.name),
    textOf(item.position === undefined ? item.institution : item.name),
  ];
  return [what ?? textOf(item) ?? '', ...(where === null || where === what ? [] : [`at ${where}`])].join(' ');
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => textOf(one) ?? '').join('; ');
  if (typeof value !== 'object') return String(value as string | number | boolean);
  const parts = Object.values(value).flatMap((one) => textOf(one) ?? []);
  return parts.length === 0 ? null : parts.join(', ');
}

/** Longest value that is shown in a line. */
const LONGEST = 160;

export function renderProfileDiff({ from, to, changes }: ProfileDiff): string {
  const side = ({ cvId, revision, ingestedAt }: DiffSide): string =>
    `revision ${revision} (${cvId.slice(0, 12)}, ${ingestedAt.slice(0, 10)})`;
  const head = `From ${side(from)} to ${side(to)}: ${changes.length === 0 ? 'nothing differs' : ''}`.trimEnd();
  return [head, ...changes.flatMap(linesOf)].map(plain).join('\n');
}

function linesOf({ field, before, after }: ProfileChange): string[] {
  return [
    `  ${field}`,
    ...(before === null ? [] : [`    - ${short(before)}`]),
    ...(after === null ? [] : [`    + ${short(after)}`]),
  ];
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} ...` : line;
}
