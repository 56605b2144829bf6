import { createHash } from 'node:crypto';
import { CvmatchError } from '../errors.js';

/** Counterfactuals: the same CV with one thing about the person changed. */
export const SWAPS = ['name', 'gender', 'school'] as const;
export type Swap = (typeof SWAPS)[number];

export interface SwapSource {
  text: string;
  name: string | null;
  schools: string[];
}

/** Invented, of several origins and genders; none is a word of an occupation. */
const NAMES = ['Emily Walshe', 'Lakisha Dorsey', 'Mohammed Farouk', 'Weiwen Zhang', 'Anneliese Krügermann', 'Priyanka Raghavan', 'Takeshi Moriyama', 'Oluwaseun Adeyemi', 'Guadalupe Ybarra', 'Bartholomew Finch'];
const SCHOOLS = ['Northfield State University', 'Saint Aldric College', 'Riverbend Community College', 'Hochschule Altenbrück', 'Université de Valbonne'];
const GENDER_PAIRS = [
  ['he', 'she'], ['him', 'her'], ['his', 'her'], ['himself', 'herself'], ['mr', 'ms'], ['mr', 'mrs'], ['man', 'woman'], ['men', 'women'], ['male', 'female'], ['father', 'mother'], ['husband', 'wife'],
  ['fraternity', 'sorority'], ['chairman', 'chairwoman'], ['salesman', 'saleswoman'], ['businessman', 'businesswoman'], ['boys', 'girls'], ['boy', 'girl'], ['gentleman', 'lady'], ['herr', 'frau'],
] as const;

/** The changed text; null where there is nothing to change. `salt` picks among the replacements, always the same one. */
export function swapped(source: SwapSource, swap: Swap, salt: string): string | null {
  const text = { name: swapName, gender: swapGender, school: swapSchools }[swap](source, salt);
  return text === source.text ? null : text;
}

function swapName({ text, name }: SwapSource, salt: string): string {
  if (name === null) return text;
  const other = pick(NAMES, salt, name).split(' ');
  const words = name.split(/[\s,]+/).filter((word) => word.replace('.', '').length > 1);
  const [first, last] = [other[0]!, other[1]!];
  return words.reduce((changed, word, i) => replaceWord(changed, word, i === words.length - 1 && words.length > 1 ? last : first), text);
}

function swapSchools({ text, schools }: SwapSource, salt: string): string {
  return schools.filter((school) => school.length > 3).reduce((changed, school) => changed.split(school).join(pick(SCHOOLS, salt, school)), text);
}

/** Both ways at once, so that a text about him becomes one about her and the reverse. */
function swapGender({ text }: SwapSource): string {
  const other = new Map<string, string>();
  for (const [male, female] of GENDER_PAIRS) {
    if (!other.has(male)) other.set(male, female);
    if (!other.has(female)) other.set(female, male);
  }
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...other.keys()].join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, (word) => likeCase(other.get(word.toLowerCase())!, word));
}

function replaceWord(text: string, word: string, other: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}@])${escaped}(?![\\p{L}\\p{N}@])`, 'giu'), (found) => likeCase(other, found));
}

function likeCase(word: string, model: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word.toLowerCase();
}

function pick(choices: string[], salt: string, not: string): string {
  const fitting = choices.filter((choice) => choice !== not);
  return fitting[createHash('sha256').update(salt).digest().readUInt32LE() % fitting.length]!;
}

export interface SwapRow {
  swap: Swap;
  cvId: string;
  change: number;
  rankBefore: number;
  rankAfter: number;
}

export interface SwapSummary {
  swap: Swap;
  /** CVs in which there was something to change, and in which there was not. */
  changed: number;
  unchanged: number;
  meanChange: number;
  /** Largest by size, sign kept. */
  largestChange: number;
  largestShift: number;
  moved: number;
}

export function summariseSwaps(swap: Swap, rows: SwapRow[], of: number): SwapSummary {
  const largest = rows.reduce((best, { change }) => (Math.abs(change) > Math.abs(best) ? change : best), 0);
  return {
    swap,
    changed: rows.length,
    unchanged: of - rows.length,
    meanChange: rows.length === 0 ? 0 : rows.reduce((sum, { change }) => sum + change, 0) / rows.length,
    largestChange: largest,
    largestShift: rows.reduce((most, { rankBefore, rankAfter }) => Math.max(most, Math.abs(rankAfter - rankBefore)), 0),
    moved: rows.filter(({ rankBefore, rankAfter }) => rankBefore !== rankAfter).length,
  };
}

/** A name may move nothing at all; the rest no more than `limit`. */
export function missedSwaps(summaries: SwapSummary[], limit: number): SwapSummary[] {
  return summaries.filter(({ swap, largestChange }) => Math.abs(largestChange) > (swap === 'name' ? 0 : limit));
}

// ---------------------------------------------------------------- impact ratios

export interface Person {
  cv: string;
  /** One value per column of the file, in its order; empty where unknown. */
  groups: Record<string, string>;
}

/** `cv,sex,race_ethnicity` and the like: the first column names the CV, the others are demographic categories. */
export function readDemographics(csv: string, where: string): Person[] {
  const rows = csv.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '').map(cells);
  const [head, ...people] = rows;
  if (head === undefined || head.length < 2 || people.length === 0) {
    throw new CvmatchError('dataset_invalid', `${where} holds no table of people`, { hint: 'Write CSV with a header, e.g. "cv,sex,race_ethnicity"; cv is a path, a file name or a CvId.' });
  }
  return people.map((row) => ({ cv: row[0]!.trim(), groups: Object.fromEntries(head.slice(1).map((name, i) => [name.trim(), (row[i + 1] ?? '').trim()])) }));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] === undefined ? m[2]! : m[1].replaceAll('""', '"')));
}

export interface Scored {
  score: number;
  selected: boolean;
  groups: Record<string, string>;
}

export interface ImpactRow {
  group: string;
  applicants: number;
  selected: number;
  selectionRate: number;
  /** Selection rate over that of the most selected group; null for a group below 2 % of all, as the rule allows. */
  selectionImpact: number | null;
  /** Share with a score above the median of all. */
  scoringRate: number;
  scoringImpact: number | null;
}

export interface ImpactTable {
  category: string;
  rows: ImpactRow[];
  /** Applicants left out since the category is not known of them. */
  unknown: number;
}

const SMALL_SHARE = 0.02;

/** 6 RCNY 5-301: one table per category, and one for the intersections of the first two. */
export function impactTables(people: Scored[]): ImpactTable[] {
  const categories = Object.keys(people[0]?.groups ?? {});
  const median = medianOf(people.map(({ score }) => score));
  const tables = categories.map((name) => impactTable(name, people, ({ groups }) => groups[name] ?? '', median));
  const [first, second] = categories;
  if (first === undefined || second === undefined) return tables;
  const both = ({ groups }: Scored) => (groups[first] !== '' && groups[second] !== '' ? `${groups[second]!}, ${groups[first]!}` : '');
  return [...tables, impactTable(`${second} x ${first}`, people, both, median)];
}

function impactTable(category: string, people: Scored[], groupOf: (one: Scored) => string, median: number): ImpactTable {
  const known = people.filter((one) => groupOf(one) !== '');
  const groups = [...new Set(known.map(groupOf))].sort();
  const rows = groups.map((group) => rates(group, known.filter((one) => groupOf(one) === group), median));
  const counted = rows.filter(({ applicants }) => applicants >= SMALL_SHARE * known.length);
  const best = { selection: Math.max(0, ...counted.map((row) => row.selectionRate)), scoring: Math.max(0, ...counted.map((row) => row.scoringRate)) };
  const ratio = (rate: number, most: number, row: ImpactRow) => (counted.includes(row) && most > 0 ? rate / most : null);
  return {
    category,
    rows: rows.map((row) => ({ ...row, selectionImpact: ratio(row.selectionRate, best.selection, row), scoringImpact: ratio(row.scoringRate, best.scoring, row) })),
    unknown: people.length - known.length,
  };
}

function rates(group: string, people: Scored[], median: number): ImpactRow {
  const selected = people.filter((one) => one.selected).length;
  const above = people.filter(({ score }) => score > median).length;
  return { group, applicants: people.length, selected, selectionRate: selected / people.length, selectionImpact: null, scoringRate: above / people.length, scoringImpact: null };
}

function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** To be shown with every such table. */
export const AUDIT_NOTE =
  'These figures are input to an independent bias audit in the layout of New York City Local Law 144 (6 RCNY 5-300 ff.); they are not the audit, which an independent auditor has to make.';
