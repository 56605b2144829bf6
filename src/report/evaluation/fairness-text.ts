import { plain } from '../text/plain.js';
import { alignColumns } from '../text/table.js';

interface FairnessView {
  jd: { title: string | null };
  cvs: number;
  swaps: {
    swap: string;
    changed: number;
    unchanged: number;
    tried: number;
    meanChange: number;
    largestChange: number;
    largestShift: number;
    moved: number;
  }[];
  impact: {
    selected: number;
    notFound: number;
    note: string;
    tables: {
      category: string;
      unknown: number;
      rows: {
        group: string;
        applicants: number;
        selected: number;
        selectionRate: number;
        selectionImpact: number | null;
        scoringRate: number;
        scoringImpact: number | null;
      }[];
    }[];
  } | null;
}

/** Swaps in one table, then one table per category in the layout of Local Law 144's rules. */
export function renderFairness({ jd, cvs, swaps, impact }: FairnessView): string {
  const signed = (value: number) => (value === 0 ? '0' : `${value > 0 ? '+' : ''}${value.toFixed(6)}`);
  const rows = swaps.map((s) => [
    s.swap,
    String(s.changed),
    String(s.unchanged),
    String(s.tried),
    signed(s.meanChange),
    signed(s.largestChange),
    String(s.moved),
    String(s.largestShift),
  ]);
  const head = [
    'swap',
    'CVs changed',
    'nothing to swap',
    'tried',
    'mean change',
    'largest change',
    'ranks moved',
    'largest shift',
  ];
  return [
    `Counterfactual swaps for ${jd.title === null ? 'this JD' : `"${plain(jd.title)}"`}, ${cvs} CVs in the store`,
    '',
    table([head, ...rows]),
    ...(impact === null ? [] : ['', impactText(impact)]),
  ].join('\n');
}

function impactText({ selected, notFound, tables, note }: NonNullable<FairnessView['impact']>): string {
  const blocks = tables.map(({ category, unknown, rows }) => {
    const body = rows.map((r) => [
      r.group,
      String(r.applicants),
      String(r.selected),
      share(r.selectionRate),
      ratio(r.selectionImpact),
      share(r.scoringRate),
      ratio(r.scoringImpact),
    ]);
    const left = unknown === 0 ? '' : `\n${unknown} applicants whose category is unknown are not in this table.`;
    return `${table([[category, 'applicants', 'selected', 'selection rate', 'impact ratio', 'scoring rate', 'impact ratio'], ...body])}${left}`;
  });
  const missing = notFound === 0 ? [] : [`${notFound} people of the file have no CV in the store.`];
  return [
    `Selected: the first ${selected} of the ranking. Scoring rate: share with a score above the median.`,
    ...missing,
    '',
    blocks.join('\n\n'),
    '',
    note,
  ].join('\n');
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

function ratio(value: number | null): string {
  return value === null ? 'under 2 %' : value.toFixed(2);
}

function table(rows: string[][]): string {
  return alignColumns(rows).join('\n');
}
