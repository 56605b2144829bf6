import { setImmediate as turn } from 'node:timers/promises';
import type { CvRecord, HeldRow, KnownBackups, ScoringCv, Store } from '../../store/port/index.js';
import { decodeFeatures } from '../../rank/index.js';
import { CvmatchError } from '../../errors.js';
import { subjectPage, type SubjectView } from '../../report/subject-page.js';
import type { Subject } from './find.js';
import { checkedBytes, closeAll, originalsOf, type OriginalParts, type SubjectOriginal } from './originals.js';
import { zipped, type ZipEntry } from './zip.js';

export interface SubjectParts extends OriginalParts {
  store: Store;
  tenant: string;
  knownBackups?: () => Promise<KnownBackups[]>;
}

/** All that is held of one person, as a ZIP: `data.json`, `index.html`, and the files as they were handed in. */
export interface SubjectArchive {
  cvs: number;
  /** Files as they were handed in. */
  originals: number;
  /** Places in the store that hold something. */
  places: number;
  /** Its bytes, to be read once. */
  pieces: AsyncGenerator<Uint8Array>;
}

/** Of the layout of `data.json`. */
const FORMAT = 'cvmatch-subject-1';
/** A ZIP without extensions holds no more. */
const MOST_BYTES = 2 ** 32 - 2 ** 28;

interface Gathered extends SubjectView {
  tenant: string;
  originals: SubjectOriginal[];
}

/** Everything but the originals is read before the first byte is given. @throws CvmatchError `too_large`. */
export async function subjectArchive(parts: SubjectParts, subject: Subject): Promise<SubjectArchive> {
  const gathered = await gather(parts, subject);
  const size = gathered.originals.reduce((sum, one) => sum + one.size, 0);
  if (size > MOST_BYTES) {
    await closeAll(gathered.originals);
    throw new CvmatchError('too_large', `the files of this person have ${size} bytes, more than a ZIP holds`, {
      hint: 'Save them one by one with `cvmatch open <cv> -o FILE`.',
    });
  }
  return {
    cvs: gathered.cvs.length,
    originals: gathered.originals.filter(({ name }) => name !== null).length,
    places: gathered.places.filter(({ rows }) => rows.length > 0).length,
    pieces: archived(gathered),
  };
}

async function* archived(gathered: Gathered): AsyncGenerator<Uint8Array> {
  try {
    yield* zipped(entriesOf(gathered), new Date(gathered.madeAt));
  } finally {
    await closeAll(gathered.originals);
  }
}

function* entriesOf(gathered: Gathered): Generator<ZipEntry> {
  yield { name: 'index.html', deflated: true, body: [Buffer.from(subjectPage(gathered))] };
  yield { name: 'data.json', deflated: true, body: jsonOf(gathered) };
  for (const original of gathered.originals)
    if (original.name !== null) yield { name: original.name, deflated: false, body: checkedBytes(original) };
}

async function gather(parts: SubjectParts, subject: Subject): Promise<Gathered> {
  const { store, tenant } = parts;
  const places: { place: string; rows: HeldRow[] }[] = [];
  for (const place of await store.subjects.places())
    places.push({ place, rows: await store.subjects.held(place, subject) });
  const cvs: SubjectView['cvs'] = [];
  for (const cvId of subject.cvIds) {
    const record = await store.cvs.get(cvId);
    if (record !== null) cvs.push(cvOf(record, (await store.search.loadScoring([cvId], { once: true }))[0]));
    await turn();
  }
  const files = places.find(({ place }) => place === 'files')?.rows ?? [];
  const backups = (await parts.knownBackups?.()) ?? [];
  return {
    ...{ tenant, candidateId: subject.candidateId, madeAt: new Date().toISOString(), cvs, places, backups },
    originals: await originalsOf(parts, subject.cvIds, files),
  };
}

function cvOf(record: CvRecord, scoring: ScoringCv | undefined): SubjectView['cvs'][number] {
  const { document, ...cv } = record;
  return {
    ...cv,
    text: document.text,
    passages: (scoring?.passages ?? []).map((passage) => ({
      ...passage,
      text: document.text.slice(passage.start, passage.end),
    })),
    scoredBy: scoring === undefined ? null : decodeFeatures(scoring.features).facts,
  };
}

/** One part after the other, so that no text is longer than a part of one CV or place. */
function* jsonOf({ tenant, candidateId, madeAt, cvs, places, backups, originals }: Gathered): Generator<Uint8Array> {
  const head = JSON.stringify({ format: FORMAT, madeAt, tenant, candidateId }, null, 1).slice(0, -2);
  const files = originals.map(({ hash, name, missing, size }) => ({ hash, name, missing, size }));
  yield Buffer.from(`${head},\n "originals": ${JSON.stringify(files, null, 1)}`);
  yield Buffer.from(`,\n "backups": ${JSON.stringify(backups, null, 1)},\n "cvs": [`);
  for (const [i, cv] of cvs.entries()) yield Buffer.from(`${i === 0 ? '' : ','}\n${JSON.stringify(cv, null, 1)}`);
  yield Buffer.from('],\n "places": {');
  for (const [i, { place, rows }] of places.entries())
    yield Buffer.from(`${i === 0 ? '' : ','}\n${JSON.stringify(place)}: ${JSON.stringify(rows, null, 1)}`);
  yield Buffer.from('}\n}\n');
}
