import type { Profile } from '../domain/index.js';
import { profileBlocks } from './cv/profile-view.js';
import { escapeHtml, isolated, scrollingTable } from './text/html.js';
import { plain } from './text/plain.js';

type Row = Record<string, string | number | boolean | null>;

/** What is held of a person. */
export interface SubjectView {
  /** Null for files that became no CV. */
  candidateId: string | null;
  /** ISO. */
  madeAt: string;
  cvs: {
    cvId: string;
    revision: number;
    latest: boolean;
    path: string;
    fileName: string | null;
    name: string | null;
    ingestedAt: string;
    profile: Profile;
    text: string;
    passages: { start: number; end: number; page: number; text: string }[];
    /** What a score is computed from besides the passages. */
    scoredBy: unknown;
  }[];
  /** Rows by the place in the store. */
  places: { place: string; rows: Row[] }[];
  originals: { hash: string | null; name: string | null; missing: string | null; size: number }[];
  backups: { where: string; reachable: boolean; backups: { id: string; completedAt: string }[] }[];
}

/** Tables that a person can read, with the columns that say something to them. */
const TABLES: [place: string, title: string, columns: [column: string, head: string][]][] = [
  [
    'files',
    'Files',
    [
      ['name', 'Name'],
      ['path', 'Path'],
      ['state', 'State'],
      ['message', 'Note'],
      ['size', 'Bytes'],
    ],
  ],
  [
    'decisions',
    'Decisions of people',
    [
      ['at', 'When'],
      ['decision', 'Decision'],
      ['stage', 'Stage'],
      ['reason', 'Reason'],
      ['by_whom', 'By'],
      ['undone_at', 'Taken back'],
      ['jd_hash', 'For the job description'],
    ],
  ],
  [
    'restrictions',
    'Kept out of rankings',
    [
      ['at', 'Since'],
      ['reason', 'Reason'],
      ['by_whom', 'By'],
    ],
  ],
  [
    'matches',
    'Scores',
    [
      ['at', 'When'],
      ['score', 'Score'],
      ['jd_hash', 'For the job description'],
      ['fingerprint', 'Version of the ranking'],
    ],
  ],
  [
    'matches_shown',
    'Rankings that were shown',
    [
      ['shown_at', 'When'],
      ['rank', 'Rank'],
      ['viewed_at', 'Opened'],
      ['jd_hash', 'For the job description'],
    ],
  ],
  [
    'explanations',
    'Explanations',
    [
      ['at', 'When'],
      ['text', 'Text'],
      ['jd_hash', 'For the job description'],
    ],
  ],
  [
    'candidate_pairs',
    'Possible duplicates',
    [
      ['found_at', 'When'],
      ['state', 'State'],
    ],
  ],
  [
    'audit_records',
    'Who had access',
    [
      ['id', 'Record'],
      ['actor', 'Who'],
      ['action', 'What'],
      ['detail', 'How'],
      ['outcome', 'Outcome'],
    ],
  ],
  [
    'audit_open',
    'Who had access lately',
    [
      ['id', 'Record'],
      ['actor', 'Who'],
      ['action', 'What'],
      ['detail', 'How'],
      ['outcome', 'Outcome'],
    ],
  ],
];

/** A page that a person can read without any program but a browser. It has no scripts and asks for nothing. */
export function subjectPage(view: SubjectView): string {
  const held = view.places.filter(({ rows }) => rows.length > 0);
  const counts = held.map(({ place, rows }) => [escapeHtml(place), String(rows.length)]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What is held of a person</title><style>${STYLE}</style></head><body><main>
<h1>What is held of ${isolated(plain(view.cvs.at(-1)?.name ?? 'a person'))}</h1>
<p>Made ${escapeHtml(view.madeAt)}${view.candidateId === null ? '' : `, candidate ${escapeHtml(view.candidateId)}`}. The same, complete and to be read by programs, is in <a href="data.json">data.json</a>. A score only orders CVs; decisions are made by people.</p>
${view.cvs.map(cvSection).join('\n')}
<h2>Files as they were handed in</h2>${originalsList(view)}
${TABLES.map(([place, title, columns]) => tableOf(view, place, title, columns)).join('\n')}
${backupsList(view)}
<h2>Every place that holds something</h2>${table('Places', ['Place', 'Records'], counts)}
</main></body></html>
`;
}

function cvSection({
  cvId,
  revision,
  latest,
  path,
  fileName,
  ingestedAt,
  profile,
}: SubjectView['cvs'][number]): string {
  const blocks = profileBlocks(profile).map(
    ({ title, entries }) =>
      `<h3>${escapeHtml(title)}</h3><ul>${entries.map(({ head, details }) => `<li>${text(head.text)}${details.map((one) => `<br>${text(one.text)}`).join('')}</li>`).join('')}</ul>`,
  );
  return `<section><h2>CV ${text(fileName ?? path)}</h2>
<p>Revision ${revision}${latest ? ', the latest' : ''}; came ${escapeHtml(ingestedAt)}; id ${escapeHtml(cvId.slice(0, 12))}. What was read in it:</p>${blocks.join('')}</section>`;
}

function originalsList({ originals }: SubjectView): string {
  const entries = originals.map(({ name, missing, size }) =>
    name === null
      ? `<li>not here: ${text(missing ?? '')}</li>`
      : `<li><a href="${escapeHtml(name.split('/').map(encodeURIComponent).join('/'))}">${text(name)}</a>, ${size} bytes</li>`,
  );
  return entries.length === 0 ? '<p>None.</p>' : `<ul>${entries.join('')}</ul>`;
}

function tableOf({ places }: SubjectView, place: string, title: string, columns: [string, string][]): string {
  const rows = places.find((one) => one.place === place)?.rows ?? [];
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map(([column]) => text(String(row[column] ?? ''))));
  return `<h2>${escapeHtml(title)}</h2>${table(
    title,
    columns.map(([, head]) => head),
    cells,
  )}`;
}

function backupsList({ backups }: SubjectView): string {
  if (backups.length === 0) return '';
  const cells = backups.map(({ where, reachable, backups: made }) => [
    text(where),
    reachable ? String(made.length) : 'not known: it cannot be reached',
  ]);
  return `<h2>Backups</h2><p>They may hold the same as it was when they were made.</p>${table('Backups', ['Where', 'Backups'], cells)}`;
}

function table(name: string, heads: string[], rows: string[][]): string {
  const head = `<thead><tr>${heads.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('')}</tr></thead>`;
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return scrollingTable(name, `${head}<tbody>${body}</tbody>`);
}

const text = (value: string): string => isolated(plain(value));

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;margin:0}main{max-width:60rem;margin:0 auto;padding:1rem}h2{margin-top:2rem;border-bottom:1px solid #d0d7de}h3{margin:1rem 0 .25rem}.scroll{overflow-x:auto}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #eaeef2;overflow-wrap:anywhere}';
