import { CvmatchError } from '../../errors.js';
import type { Person } from './fairness.js';

/** The tables of New York City's Local Law 144 on bias audits: 6 RCNY 5-300 (definitions) and 5-301 (contents). */

/** One person for one JD. */
export interface Assessed {
  /** As given; empty where unknown. */
  sex: string;
  ethnicity: string;
  /** Moved forward in the hiring process. */
  selected: boolean;
  /** Null where nothing was scored. */
  score: number | null;
}

export interface BiasRow {
  /** Null in a table that does not tell it apart. */
  sex: string | null;
  ethnicity: string | null;
  applicants: number;
  selected: number;
  selectionRate: number;
  /** The selection rate over that of the most selected category; null where the category is left out, or nobody is selected. */
  selectionImpactRatio: number | null;
  /** The share with a score above the median of all; null without scores. */
  scoringRate: number | null;
  scoringImpactRatio: number | null;
  /** Whether it is less than 2 % of the data, and left out of the impact ratios as 5-301 allows. */
  excluded: boolean;
}

export interface BiasTable {
  by: 'sex' | 'ethnicity' | 'sex and ethnicity';
  rows: BiasRow[];
  /** People whose category is not known. */
  unknown: number;
}

export interface BiasAudit {
  assessed: number;
  selected: number;
  /** Of the scores; null without any. */
  medianScore: number | null;
  tables: BiasTable[];
}

/** A smaller category may be left out of the ratios. */
const LEAST_SHARE = 0.02;

export function biasAudit(people: readonly Assessed[]): BiasAudit {
  const medianScore = medianOf(people.flatMap(({ score }) => score ?? []));
  const table = (by: BiasTable['by']): BiasTable => tableOf(by, people, medianScore);
  return {
    assessed: people.length,
    selected: people.filter(({ selected }) => selected).length,
    medianScore,
    tables: [table('sex'), table('ethnicity'), table('sex and ethnicity')],
  };
}

function tableOf(by: BiasTable['by'], people: readonly Assessed[], median: number | null): BiasTable {
  const [bySex, byEthnicity] = [by !== 'ethnicity', by !== 'sex'];
  const known = people.filter(({ sex, ethnicity }) => (!bySex || sex !== '') && (!byEthnicity || ethnicity !== ''));
  const groups = new Map<string, Assessed[]>();
  for (const one of known) {
    const name = JSON.stringify([byEthnicity ? one.ethnicity : null, bySex ? one.sex : null]);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => {
      const [ethnicity, sex] = JSON.parse(name) as [string | null, string | null];
      return { ...ratesOf(group, median), sex, ethnicity, excluded: group.length < LEAST_SHARE * known.length };
    });
  return { by, rows: withRatios(rows), unknown: people.length - known.length };
}

type Rates = Omit<BiasRow, 'sex' | 'ethnicity' | 'selectionImpactRatio' | 'scoringImpactRatio' | 'excluded'>;

function ratesOf(group: readonly Assessed[], median: number | null): Rates {
  const selected = group.filter((one) => one.selected).length;
  const scored = group.flatMap(({ score }) => score ?? []);
  return {
    applicants: group.length,
    selected,
    selectionRate: selected / group.length,
    scoringRate:
      median === null || scored.length === 0 ? null : scored.filter((score) => score > median).length / scored.length,
  };
}

function withRatios(rows: (Rates & Pick<BiasRow, 'sex' | 'ethnicity' | 'excluded'>)[]): BiasRow[] {
  const counted = rows.filter(({ excluded }) => !excluded);
  const most = Math.max(0, ...counted.map((row) => row.selectionRate));
  const highest = Math.max(0, ...counted.map((row) => row.scoringRate ?? 0));
  const over = (rate: number | null, best: number, { excluded }: { excluded: boolean }): number | null =>
    excluded || rate === null || best === 0 ? null : rate / best;
  return rows.map((row) => ({
    ...row,
    selectionImpactRatio: over(row.selectionRate, most, row),
    scoringImpactRatio: over(row.scoringRate, highest, row),
  }));
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1]!, sorted[Math.floor(sorted.length / 2)]!];
  return (low + high) / 2;
}

export interface Demographics {
  /** A path, a file name, a CvId or its first digits, the id or label of a candidate. */
  candidate: string;
  sex: string;
  ethnicity: string;
}

const SEX = /^(?:sex|gender)$/iu;
const ETHNICITY = /^(?:race[ _/-]*)?ethnicity$|^race$|^ethnicity[ _/-]*race$/iu;
/** What people write who do not say. */
const UNSAID =
  /^(?:unknown|n\/?a|none|not (?:stated|disclosed|provided)|prefer not to (?:say|answer)|declined?|[-?]+)$/iu;

/**
 * The two columns of a table of people that the law asks for; nothing is guessed. @throws CvmatchError `dataset_invalid`.
 */
export function demographicsOf(people: readonly Person[], where: string): Demographics[] {
  const columns = Object.keys(people[0]?.groups ?? {});
  const [sex, ethnicity] = [SEX, ETHNICITY].map((pattern) => columns.find((column) => pattern.test(column)));
  if (sex === undefined || ethnicity === undefined)
    throw new CvmatchError('dataset_invalid', `${where} lacks the column ${sex === undefined ? 'sex' : 'ethnicity'}`, {
      hint: 'Write CSV with the header candidate,sex,ethnicity; leave a cell empty where it is not known.',
    });
  const told = (value: string | undefined): string => (value === undefined || UNSAID.test(value) ? '' : value);
  return people.map(({ cv, groups }) => ({
    candidate: cv,
    sex: told(groups[sex]),
    ethnicity: told(groups[ethnicity]),
  }));
}
