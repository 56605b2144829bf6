import { CvmatchError } from '../../errors.js';
import type { Swap } from './swaps.js';

export { SWAPS, type Swap } from './swaps.js';

export interface SwapRow {
  swap: Swap;
  cvId: string;
  change: number;
  rankBefore: number;
  rankAfter: number;
}

export interface SwapSummary {
  swap: Swap;
  /** Number of CVs that had something to change, and of those that had not. */
  changed: number;
  unchanged: number;
  /** Changed texts that were scored; each CV is tried with many names. */
  tried: number;
  meanChange: number;
  /** The change largest in size, with its sign. */
  largestChange: number;
  largestShift: number;
  moved: number;
}

export function summariseSwaps(swap: Swap, rows: SwapRow[], of: number): SwapSummary {
  const largest = rows.reduce((best, { change }) => (Math.abs(change) > Math.abs(best) ? change : best), 0);
  const cvs = new Set(rows.map(({ cvId }) => cvId)).size;
  return {
    swap,
    changed: cvs,
    unchanged: of - cvs,
    tried: rows.length,
    meanChange: rows.length === 0 ? 0 : rows.reduce((sum, { change }) => sum + change, 0) / rows.length,
    largestChange: largest,
    largestShift: rows.reduce((most, { rankBefore, rankAfter }) => Math.max(most, Math.abs(rankAfter - rankBefore)), 0),
    moved: rows.filter(({ rankBefore, rankAfter }) => rankBefore !== rankAfter).length,
  };
}

/** Swaps that must change neither score nor rank at all. */
const NOTHING: ReadonlySet<Swap> = new Set(['name', 'address', 'birth', 'photo']);

/**
 * The summaries that fail. Swapped gender words and schools may change a score by at most `limit`, all other swaps not
 * at all.
 */
export function missedSwaps(summaries: SwapSummary[], limit: number): SwapSummary[] {
  return summaries.filter(({ swap, largestChange, largestShift }) =>
    NOTHING.has(swap) ? largestChange !== 0 || largestShift !== 0 : Math.abs(largestChange) > limit,
  );
}

// ---- impact ratios

export interface Person {
  cv: string;
  /** One value per further column of the file, in its order; empty where unknown. */
  groups: Record<string, string>;
}

/** Reads `cv,sex,race_ethnicity` and the like: the first column names the CV, the others are demographic categories. */
export function readDemographics(csv: string, where: string): Person[] {
  const rows = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(cells);
  const [head, ...people] = rows;
  if (head === undefined || head.length < 2 || people.length === 0) {
    throw new CvmatchError('dataset_invalid', `${where} holds no table of people`, {
      hint: 'Write CSV with a header, e.g. "cv,sex,race_ethnicity"; cv is a path, a file name or a CvId.',
    });
  }
  return people.map((row) => ({
    cv: row[0]!.trim(),
    groups: Object.fromEntries(head.slice(1).map((name, i) => [name.trim(), (row[i + 1] ?? '').trim()])),
  }));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) =>
    m[1] === undefined ? m[2]! : m[1].replaceAll('""', '"'),
  );
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
  /** Selection rate relative to the most selected group; null for a group below 2 % of all, as the rule allows. */
  selectionImpact: number | null;
  /** Share with a score above the overall median. */
  scoringRate: number;
  scoringImpact: number | null;
}

export interface ImpactTable {
  category: string;
  rows: ImpactRow[];
  /** Applicants left out because their category is unknown. */
  unknown: number;
}

const SMALL_SHARE = 0.02;

/** Tables by 6 RCNY 5-301: one per category, and one for the intersections of the first two. */
export function impactTables(people: Scored[]): ImpactTable[] {
  const categories = Object.keys(people[0]?.groups ?? {});
  const median = medianOf(people.map(({ score }) => score));
  const tables = categories.map((name) => impactTable(name, people, ({ groups }) => groups[name] ?? '', median));
  const [first, second] = categories;
  if (first === undefined || second === undefined) return tables;
  const both = ({ groups }: Scored) =>
    groups[first] !== '' && groups[second] !== '' ? `${groups[second]!}, ${groups[first]!}` : '';
  return [...tables, impactTable(`${second} x ${first}`, people, both, median)];
}

function impactTable(
  category: string,
  people: Scored[],
  groupOf: (one: Scored) => string,
  median: number,
): ImpactTable {
  const known = people.filter((one) => groupOf(one) !== '');
  const groups = [...new Set(known.map(groupOf))].sort();
  const rows = groups.map((group) =>
    rates(
      group,
      known.filter((one) => groupOf(one) === group),
      median,
    ),
  );
  const counted = rows.filter(({ applicants }) => applicants >= SMALL_SHARE * known.length);
  const best = {
    selection: Math.max(0, ...counted.map((row) => row.selectionRate)),
    scoring: Math.max(0, ...counted.map((row) => row.scoringRate)),
  };
  const ratio = (rate: number, most: number, row: ImpactRow) =>
    counted.includes(row) && most > 0 ? rate / most : null;
  return {
    category,
    rows: rows.map((row) => ({
      ...row,
      selectionImpact: ratio(row.selectionRate, best.selection, row),
      scoringImpact: ratio(row.scoringRate, best.scoring, row),
    })),
    unknown: people.length - known.length,
  };
}

function rates(group: string, people: Scored[], median: number): ImpactRow {
  const selected = people.filter((one) => one.selected).length;
  const above = people.filter(({ score }) => score > median).length;
  return {
    group,
    applicants: people.length,
    selected,
    selectionRate: selected / people.length,
    selectionImpact: null,
    scoringRate: above / people.length,
    scoringImpact: null,
  };
}

function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Must accompany every such table. */
export const AUDIT_NOTE =
  'These figures are input to an independent bias audit in the layout of New York City Local Law 144 (6 RCNY 5-300 ff.); they are not the audit itself, which an independent auditor must carry out.';
