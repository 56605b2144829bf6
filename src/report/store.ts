import { FILE_STATES, type ErasureWait, type FileState } from '../domain/index.js';
import { whyPending } from './erasure.js';
import { renderPlaces } from './places.js';
import { fileOf } from './text/file-name.js';
import { alignColumns, bytesText, count, cut } from './text/table.js';
import { plain } from './text/plain.js';

interface Model {
  id: string;
  dimensions: number;
  fingerprint: string;
}

interface Replica {
  where: string;
  behindBytes: number | null;
  behindSeconds: number | null;
  problem: string | null;
}

interface Status {
  folder: string;
  candidates: number;
  cvs: number;
  passages: number;
  files: Record<FileState, number>;
  openTasks: number;
  erasures: { since: string; cvs: number; waitsFor: ErasureWait }[];
  model: Model | null;
  modelInUse: Model;
  fingerprint: string;
  fingerprints: Record<string, number>;
  exchange: { model: Model; left: number } | null;
  bytes: number;
  vectorIndex: 'not_needed' | 'due' | 'building' | 'ready';
  replica: Replica | null;
  originals: { files: number; bytes: number };
  encryptedWith: string | null;
  pausedAt: string | null;
  places?: Parameters<typeof renderPlaces>[0];
}

export function renderStatus(status: Status): string {
  const states = FILE_STATES.filter((state) => status.files[state] > 0).map(
    (state) => `${state} ${status.files[state]}`,
  );
  const rows = [
    ['store', `${status.folder} (${bytesText(status.bytes)})`],
    ...(status.replica === null ? [] : [['replica', replicaText(status.replica)]]),
    ['originals', status.originals.files === 0 ? 'none' : originalsText(status.originals)],
    ['encrypted', status.encryptedWith === null ? 'no' : `yes, data key ${status.encryptedWith}`],
    ['candidates', String(status.candidates)],
    ['CVs', `${status.cvs} with ${count(status.passages, 'passage')}`],
    ['files', states.length === 0 ? 'none' : states.join(', ')],
    [
      'open tasks',
      status.openTasks === 0 ? 'none' : `${status.openTasks}: cvmatch resume finishes files, serve or worker uploads`,
    ],
    ...(status.pausedAt === null ? [] : [['paused', `uploads wait since ${status.pausedAt}: cvmatch tasks resume`]]),
    ...erasureRow(status),
    ['model', status.model === null ? 'none yet' : modelText(status.model)],
    ['in use', `${modelText(status.modelInUse)}, fingerprint ${status.fingerprint}`],
  ];
  const places = status.places === undefined ? [] : ['', renderPlaces(status.places)];
  return [...alignColumns(rows), ...advice(status), ...places].join('\n');
}

export function replicaText({ where, behindBytes, behindSeconds, problem }: Replica): string {
  if (problem !== null) return `${where} ${problem}: the store itself answers`;
  if (behindBytes === 0) return `${where}, up to date`;
  const age = behindSeconds === null ? '' : `, ${behindSeconds.toFixed(1)} s old`;
  return `${where}, ${bytesText(behindBytes ?? 0)} behind${age}`;
}

function originalsText({ files, bytes }: Status['originals']): string {
  return `${count(files, 'file')} as handed in (${bytesText(bytes)})`;
}

/** Shown only if a removal is pending, which is rare. */
function erasureRow({ erasures }: Status): string[][] {
  if (erasures.length === 0) return [];
  const [oldest] = erasures;
  const cvs = erasures.reduce((sum, one) => sum + one.cvs, 0);
  const what = `${count(erasures.length, 'removal')} of ${count(cvs, 'CV')}, since ${oldest!.since}`;
  return [['erasure pending', `${what}: ${whyPending(oldest!.waitsFor)}`]];
}

function modelText({ id, dimensions }: Model): string {
  const words = id.startsWith('hashing') ? ', words only, no trained model' : '';
  return `${id} (${dimensions} dimensions${words})`;
}

function advice(status: Status): string[] {
  const index =
    status.vectorIndex === 'due'
      ? [
          `The vectors of ${count(status.cvs, 'CV')} have no index, so a first search takes longer: run cvmatch migrate.`,
        ]
      : [];
  return [...index, ...modelAdvice(status)];
}

function modelAdvice({ model, modelInUse, fingerprint, fingerprints, exchange }: Status): string[] {
  if (exchange !== null)
    return [
      `A reindex for ${plain(exchange.model.id)} was not finished (${count(exchange.left, 'CV')} left): run cvmatch reindex.`,
    ];
  if (model !== null && model.fingerprint !== modelInUse.fingerprint)
    return ["The model in use is not the store's: run cvmatch reindex, or name the other with --embedder or --model."];
  const older = Object.entries(fingerprints)
    .filter(([made]) => made !== fingerprint)
    .reduce((sum, [, n]) => sum + n, 0);
  return older === 0
    ? []
    : [`${count(older, 'CV')} made with other code or settings: cvmatch reindex brings them up to date.`];
}

interface CvLine {
  cvId: string;
  path: string;
  fileName: string | null;
  name: string | null;
  label: string | null;
  years: number | null;
  language: string | null;
  country: string | null;
  format: string;
  revision: number;
  duplicateOf: string | null;
  restricted: boolean;
}

export function renderCvs(cvs: CvLine[]): string {
  if (cvs.length === 0) return 'No CVs.';
  const rows = cvs.map((cv) => [
    cv.cvId.slice(0, 12),
    cut(cv.name ?? '-', 28),
    cut(cv.label ?? '-', 36),
    cv.years === null ? '-' : cv.years.toFixed(1),
    cv.country ?? '-',
    cv.language ?? '-',
    cv.format,
    `${cv.revision}${cv.duplicateOf === null ? '' : ' copy'}${cv.restricted ? ' restricted' : ''}`,
    fileOf(cv),
  ]);
  return alignColumns([['ID', 'NAME', 'TITLE', 'YEARS', 'IN', 'LANG', 'FORMAT', 'REV', 'FILE'], ...rows], [3]).join(
    '\n',
  );
}

interface TaskLine {
  id: number;
  status: string;
  attempts: number;
  state: string | null;
  code: string | null;
  message: string | null;
  path: string;
  name: string | null;
}

export function renderTasks(tasks: TaskLine[]): string {
  if (tasks.length === 0) return 'No such tasks.';
  const rows = tasks.map((task) => [
    String(task.id),
    task.status,
    task.state ?? '-',
    task.code ?? '-',
    task.name ?? task.path,
    task.message ?? '',
  ]);
  return alignColumns([['ID', 'STATUS', 'STATE', 'CODE', 'PATH', 'REASON'], ...rows], [0]).join('\n');
}
