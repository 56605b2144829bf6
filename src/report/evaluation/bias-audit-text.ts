import { csvRow } from '../text/csv.js';
import { plain } from '../text/plain.js';
import { alignColumns } from '../text/table.js';

interface RowView {
  sex: string | null;
  ethnicity: string | null;
  applicants: number;
  selected: number;
  selectionRate: number;
  selectionImpactRatio: number | null;
  scoringRate: number | null;
  scoringImpactRatio: number | null;
  excluded: boolean;
}

interface AuditView {
  jd: { title: string | null } | null;
  from: string | null;
  to: string | null;
  assessed: number;
  decided: number;
  selected: number;
  notFound: number;
  medianScore: number | null;
  tables: { by: string; rows: RowView[]; unknown: number }[];
  note: string;
}

const SMALL = 'under 2 %';

/** The tables of Local Law 144, with what was counted and what was left out. */
export function renderBiasAudit(audit: AuditView): string {
  const { jd, from, to, assessed, decided, selected, notFound, medianScore, tables, note } = audit;
  const what = jd === null ? 'every JD with decisions' : jd.title === null ? 'this JD' : `"${plain(jd.title)}"`;
  return [
    `Bias audit for ${what}: ${assessed} assessed, ${selected} selected`,
    from === null
      ? 'No decision is recorded: nobody counts as selected.'
      : `Decisions from ${from} to ${to!}. Selected: shortlisted. ${assessed - decided} without a decision count as not selected.`,
    medianScore === null
      ? 'No scoring rate: name a JD, so that its applicants are scored.'
      : `Scoring rate: the share with a score above the median of all, ${medianScore.toFixed(3)}.`,
    ...(notFound === 0 ? [] : [`${notFound} of the file are not in the store.`]),
    ...tables.flatMap((table) => ['', tableText(table, medianScore !== null)]),
    '',
    note,
  ].join('\n');
}

function tableText({ by, rows, unknown }: AuditView['tables'][number], scored: boolean): string {
  const head = [
    by,
    'applicants',
    'selected',
    'selection rate',
    'impact ratio',
    ...(scored ? ['scoring rate', 'impact ratio'] : []),
  ];
  const body = rows.map((row) => [
    plain(groupOf(row)),
    String(row.applicants),
    String(row.selected),
    share(row.selectionRate),
    ratio(row.selectionImpactRatio, row),
    ...(scored ? [share(row.scoringRate), ratio(row.scoringImpactRatio, row)] : []),
  ]);
  const excluded = rows.filter((row) => row.excluded).length;
  return [
    alignColumns([head, ...body]).join('\n'),
    ...(excluded === 0
      ? []
      : [`Left out of the impact ratios, as less than 2 % of the data (6 RCNY 5-301): ${excluded}.`]),
    `Not in this table, as their category is unknown: ${unknown}.`,
  ].join('\n');
}

const groupOf = ({ sex, ethnicity }: RowView): string => [ethnicity, sex].filter((one) => one !== null).join(', ');
const share = (value: number | null): string => (value === null ? '-' : `${(100 * value).toFixed(1)} %`);

function ratio(value: number | null, { excluded }: RowView): string {
  if (excluded) return SMALL;
  return value === null ? '-' : value.toFixed(3);
}

const COLUMNS = [
  'table',
  'sex',
  'ethnicity',
  'applicants',
  'selected',
  'selectionRate',
  'selectionImpactRatio',
  'scoringRate',
  'scoringImpactRatio',
  'excluded',
];

/** One row for each category; the last row of a table says how many are of an unknown one. */
export function biasAuditCsv({ tables }: AuditView): string {
  const number = (value: number | null): string => (value === null ? '' : value.toFixed(6));
  const rows = tables.flatMap(({ by, rows: of, unknown }) => [
    ...of.map((row) => [
      ...[
        by,
        row.sex ?? '',
        row.ethnicity ?? '',
        String(row.applicants),
        String(row.selected),
        number(row.selectionRate),
      ],
      ...[number(row.selectionImpactRatio), number(row.scoringRate), number(row.scoringImpactRatio)],
      row.excluded ? SMALL : '',
    ]),
    [by, 'unknown', 'unknown', String(unknown), '', '', '', '', '', ''],
  ]);
  return [COLUMNS, ...rows].map(csvRow).join('\r\n');
}
