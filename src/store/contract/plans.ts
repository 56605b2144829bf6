import { failure, ok, type ErasureCertificate } from '../../domain/index.js';
import type { FileResult, Store } from '../port/index.js';
import { auditAsked, fillAudit, type Asked } from './audit-plans.js';
import { fillRetention, retentionAsked } from './retention-plans.js';
import { fileResult, idOf, MODEL, person, pick, put } from './testing.js';

/**
 * What the tests of plans of every adapter share: a store with enough rows that a look at all of them is not the cheapest
 * way to a few, and every method with what it is usually given. An adapter records the statements that each call sends,
 * and fails on one that reads a whole table.
 */
export const CVS = 3000;
const UPLOADS = 4000;
const OF_BATCH = 4;
const JDS = 800;
const SHOWN = 2000;
const DECISIONS = 400;
const RUNS = 100;
const CERTIFICATE: ErasureCertificate = {
  ...{ id: 'removal-9', kind: 'tenant', askedAt: '2026-01-01', endedAt: '2026-01-01', actor: 'user:jo', origin: 'cli' },
  ...{ cvs: 0, files: 0, jds: 0, pseudonyms: [], before: [], after: [], scannedBytes: 0, markFound: true, held: 0 },
  ...{ backups: [], beyond: [] },
};
const LEASE = 60_000;
const EARLY = '2026-01-02T00:00:00.000Z';
const LATE = '2999-01-01T00:00:00.000Z';

const cv = (i: number): string => idOf(`cv${i}`);
const jd = (i: number): string => idOf(`jd${i}`);
const upload = (i: number): string => `upload:${String(i).padStart(8, '0')}`;
const key = (i: number): string => `k${Math.floor(i / OF_BATCH) % 10}`;
const word = (i: number): string => `word${i % 1500}`;

/** Tables with a row or more for each CV, file, task, batch, match, decision or version of a JD. */
export const GROWING = [
  ...['cvs', 'bands', 'documents', 'profiles', 'scoring', 'words_lists', 'occupations'],
  ...['files', 'tasks', 'batches', 'matches', 'explanations', 'matches_shown', 'decisions', 'jds'],
  ...['candidate_pairs', 'candidate_acts', 'loose_originals', 'audit_records', 'audit_open'],
];

function candidate(i: number): FileResult {
  const text = Array.from({ length: 24 }, (_, at) => word(i * 7 + at * 61)).join(' ');
  const given = {
    text: `${text} cv${i}`,
    // Every second shares name and address with the one before, and so may be the same person.
    name: `Name ${i - (i % 2)}`,
    email: `n${i - (i % 2)}@example.com`,
    phone: `+4930${100_000 + i}`,
    title: `title${i % 200}`,
    skills: `skill${i % 300}`,
    occupations: [{ term: `occupation${i % 400}`, recent: 1, share: 0.5 }],
    years: i % 30,
    country: i % 50 === 0 ? 'AT' : 'DE',
    vector: [Math.cos(i), Math.sin(i), 0, 0],
  };
  return fileResult(`/cvs/${i}.txt`, `cv${i}`, ok(person(given)));
}

/** A number of rows, some at a time. */
async function inSteps(count: number, step: number, body: (from: number, to: number) => Promise<unknown>) {
  for (let from = 0; from < count; from += step) await body(from, Math.min(count, from + step));
}

const each = <T>(from: number, to: number, make: (i: number) => T): T[] =>
  Array.from({ length: to - from }, (_, i) => make(from + i));

/** Fills a store as its use does, by the methods of the port alone. */
export async function fillForPlans(store: Store): Promise<void> {
  await store.model.adopt(MODEL);
  await inSteps(CVS, 250, (from, to) => store.intake.commit(each(from, to, candidate)));
  await fillUploads(store);
  await fillMatches(store);
  await fillRetention(store);
  await fillAudit(store);
  await inSteps(RUNS, 1, async (at) => {
    const run = await store.scheduleRuns.begin(`run ${at % 5}`, 'me', LEASE);
    if (run !== null) await store.scheduleRuns.end(run, true, {});
  });
}

/** Of a hundred: one waits, one is in progress or waits too, one failed, and the others have ended. */
async function fillUploads({ intake, taskRows }: Store): Promise<void> {
  await inSteps(UPLOADS, OF_BATCH, (from, to) => {
    const batch = { id: `batch${from}`, source: 'upload', keyId: key(from), idempotencyKey: `once${from}` };
    const file = (i: number) => ({ path: upload(i), size: 1, mtimeMs: 1, name: `name${i}.pdf`, candidate: `c${i}` });
    return intake.open(batch, each(from, to, file));
  });
  const of = (kind: number) => each(0, UPLOADS, (i) => i).filter((i) => i % 100 === kind);
  await intake.claim('somebody', of(1).slice(0, 30).map(upload), LEASE);
  await intake.claim('late', of(1).slice(30).map(upload), -1);
  const broken = (i: number) =>
    fileResult(upload(i), `broken${i}`, failure('corrupt', 'broken'), { dead: i % 200 === 2 });
  await intake.commit(of(2).map(broken));
  // The bytes of a CV that a file on the disk has.
  const known = (i: number) => fileResult(upload(i), `cv${i % CVS}`, { ok: true, known: true });
  const ended = each(0, UPLOADS, (i) => i).filter((i) => i % 100 > 2);
  await inSteps(ended.length, 200, (from, to) => intake.commit(ended.slice(from, to).map(known)));
  await taskRows.heard(each(1, 200, String));
}

async function fillMatches({ jds, matches, explanations, impressions, decisions }: Store): Promise<void> {
  await inSteps(JDS, 1, (i) =>
    jds.add({
      ...JD,
      id: jd(i).slice(0, 12),
      hash: jd(i),
      source: `/jds/${i % 100}.txt`,
      addedAt: EARLY,
      text: `A text ${i}`,
    }),
  );
  const match = (at: number) => (i: number) => ({
    jdHash: jd(at),
    cvId: cv(i),
    matchId: `m${at}-${i}`,
    score: i / CVS,
  });
  await matches.write('f', each(0, CVS, match(0)));
  await inSteps(15, 1, (at) => matches.write('f', each(0, 400, match(at))));
  await inSteps(15, 1, (at) =>
    explanations.write(
      jd(at),
      'f',
      each(200, 400, (i) => ({ cvId: cv(i), text: 'because' })),
    ),
  );
  const shown = (i: number) => ({ id: `m${i}`, cvId: cv(i), jdHash: jd(i % 20), rank: i % 10 });
  await inSteps(SHOWN, 500, (from, to) => impressions.shown(each(from, to, shown), EARLY));
  await inSteps(DECISIONS, 1, (i) => decisions.add({ ...DECISION, jdHash: jd(i % 20), cvId: cv(i) }, SOMEBODY));
}

const JD = { title: 'Rigger', truncated: false };
const SOMEBODY = { by: 'Jo', keyId: null };
const DECISION = { decision: 'shortlisted' as const, stage: null, reason: null };
const ASKED = {
  words: [word(1), word(2), 'node.js'],
  musts: { anyOf: [{ words: 'skill7', skill: true }], floor: 0.5 },
};

/** What reads a whole table by design, in every store: method, tables, and why. */
export type Whole = readonly (readonly [method: string, tables: readonly string[], why: string])[];
export const WHOLE: Whole = [
  ['matches.missing', ['cvs'], 'the schedule looks for CVs that a JD was not matched with; here there is none'],
  ['upkeep.clean', ['matches', 'explanations'], 'once a day, what was computed for JDs and versions that are gone'],
  ['jds.list', ['jds'], 'all of them are asked for, and kept until one changes'],
  ['erasures.meantBy', ['cvs', 'files', 'jds'], 'when a backup is restored, every id is looked at once'],
  ['model.beginGeneration', ['cvs'], 'a reindex reads every CV'],
  ['model.finishGeneration', ['cvs'], 'a reindex reads every CV'],
  ['audit.countSealed', ['audit_records'], 'the log is verified, which reads every record anyway'],
];

/** Fails on every reading of a whole table that is not known, and on what is known and does not happen any more. */
export function unexpected(found: Iterable<string>, known: Whole): string[] {
  const allowed = new Set(
    known.flatMap(([method, tables]) => tables.map((table) => `${method} reads all of ${table}`)),
  );
  const seen = new Set(found);
  return [
    ...[...seen].filter((one) => !allowed.has(one)),
    ...[...allowed].filter((one) => !seen.has(one)).map((one) => `not any more: ${one}`),
  ];
}

/** Of each subject: reads as pages and commands ask them, then writes, which may change what the reads found. */
export const PLANNED: Asked[] = [
  ...intakeAsked(),
  ...searchAsked(),
  ...listsAsked(),
  ...jdsAsked(),
  ...retentionAsked(),
  ...tasksAsked(),
  ...auditAsked(),
  ...endsAsked(),
];

function intakeAsked(): Asked[] {
  return [
    ['intake.known', ({ intake }) => intake.known(each(0, 10, (i) => `/cvs/${i}.txt`))],
    ['intake.madeWith', ({ intake }) => intake.madeWith(cv(5))],
    ['intake.madeWith', ({ intake }) => intake.madeWith(cv(3), key(3))],
    ['intake.under', ({ intake }) => intake.under('/cvs/7.txt')],
    ['intake.under', ({ intake }) => intake.under('/elsewhere')],
    [
      'intake.open',
      ({ intake }) =>
        intake.open(
          { id: 'b', source: 'ingest' },
          each(0, 20, (i) => ({ path: `/new/${i}`, size: 1, mtimeMs: 1 })),
        ),
    ],
    [
      'intake.open',
      ({ intake }) =>
        intake.open({ id: 'u', source: 'upload', keyId: 'k1', idempotencyKey: 'u' }, [
          { path: 'upload:9', size: 1, mtimeMs: 1 },
        ]),
    ],
    [
      'intake.claim',
      ({ intake }) =>
        intake.claim(
          'me',
          each(0, 20, (i) => `/new/${i}`),
          LEASE,
        ),
    ],
    ['intake.extend', ({ intake }) => intake.extend('me', LEASE)],
    ['intake.owners', ({ intake }) => intake.owners()],
    ['intake.commit', ({ intake }) => intake.commit(each(0, 5, (i) => ({ ...candidate(CVS + i), path: `/new/${i}` })))],
    [
      'intake.commit',
      (store) => put(store, '/cvs/8.txt', 'another', { text: 'a later revision of it', email: 'n8@example.com' }),
    ],
    ['intake.commit', (store) => put(store, '/copy.txt', 'cv9')],
    ['intake.release', ({ intake }) => intake.release(['me'])],
  ];
}

function searchAsked(): Asked[] {
  return [
    ['model.adopt', ({ model }) => model.adopt(MODEL)],
    ['model.current', ({ model }) => model.current()],
    ['search.version', ({ search }) => search.version()],
    ['search.pack', ({ search }) => search.pack()],
    ['search.pick', (store) => pick(store, ASKED)],
    ['search.pick', (store) => pick(store, { ...ASKED, where: [{ field: 'country', op: '=', value: 'AT' }] })],
    ['search.pick', (store) => pick(store, { ...ASKED, occupations: [{ term: 'occupation7', near: 1 }] })],
    ['search.loadScoring', ({ search }) => search.loadScoring(each(0, 10, cv))],
    ['search.shown', ({ search }) => search.shown([cv(5)])],
    ['cache.set', async ({ cache, search }) => cache.set('k', 'v', { ttlMs: LEASE, version: await search.version() })],
    ['cache.get', ({ cache }) => cache.get('k')],
    ['cache.clear', ({ cache }) => cache.clear()],
  ];
}

function listsAsked(): Asked[] {
  const own = [{ field: 'key', op: '=', value: 'k1' }] as const;
  return [
    ['cvs.list', ({ cvs }) => cvs.list({ limit: 20 })],
    ['cvs.list', ({ cvs }) => cvs.list({ limit: 20, order: 'newest', after: 1500 })],
    ['cvs.list', ({ cvs }) => cvs.list({ limit: 20, after: cv(1500) })],
    ['cvs.list', ({ cvs }) => cvs.list({ limit: 20, where: [...own], order: 'newest' })],
    ['cvs.list', ({ cvs }) => cvs.list({ limit: 20, where: [...own], after: upload(1500) })],
    ['cvs.profileSizes', ({ cvs }) => cvs.profileSizes()],
    ['cvs.get', ({ cvs }) => cvs.get(cv(5))],
    ['cvs.get', ({ cvs }) => cvs.get(cv(3), key(3))],
    ['cvs.position', ({ cvs }) => cvs.position(cv(5))],
    ['cvs.position', ({ cvs }) => cvs.position(cv(3), key(3))],
    ['cvs.resolve', ({ cvs }) => cvs.resolve('/cvs/7.txt')],
    ['cvs.resolve', ({ cvs }) => cvs.resolve('name3.pdf')],
    ['cvs.resolve', ({ cvs }) => cvs.resolve(cv(7).slice(0, 10))],
    ['uploads.find', ({ uploads }) => uploads.find(['00000003', cv(8)], 'k1')],
    ['uploads.find', ({ uploads }) => uploads.find([cv(8)], null)],
    ['uploads.batch', ({ uploads }) => uploads.batch('batch200', 'k0')],
    ['uploads.batchUnder', ({ uploads }) => uploads.batchUnder('once200', 'k0')],
    ['uploads.ofBatch', ({ uploads }) => uploads.ofBatch('batch200', { limit: 10 })],
    [
      'uploads.ofBatch',
      ({ uploads }) => uploads.ofBatch('batch200', { limit: 10, state: 'failed', after: '00000201' }),
    ],
    ['uploads.ofBatch', ({ uploads }) => uploads.ofBatch('batch200', { limit: 10, state: 'pending' })],
    ['uploads.counts', ({ uploads }) => uploads.counts('k1')],
    ['candidates.possibleDuplicates', ({ candidates }) => candidates.possibleDuplicates(each(0, 10, cv), null)],
    ['candidates.possibleDuplicates', ({ candidates }) => candidates.possibleDuplicates(each(0, 10, cv), 'k1')],
    ['candidates.pairs', ({ candidates }) => candidates.pairs({ limit: 10, state: 'open' }, null)],
    ['candidates.pairs', ({ candidates }) => candidates.pairs({ limit: 10, state: 'split' }, null)],
    ['candidates.pairs', ({ candidates }) => candidates.pairs({ limit: 10, after: 100 }, null)],
    ['candidates.merge', ({ candidates }) => candidates.merge({ pair: 1 }, SOMEBODY)],
    ['candidates.undo', ({ candidates }) => candidates.undo(1, SOMEBODY)],
    ['candidates.split', ({ candidates }) => candidates.split({ cvs: [cv(20), cv(21)] }, SOMEBODY)],
    ['originals.held', ({ originals }) => originals.held(each(0, 20, cv))],
    ...subjectsAsked(),
  ];
}

/** Everything is looked through for a person only where what is kept does not name them by an id. */
function subjectsAsked(): Asked[] {
  const ids = { cvIds: [cv(5), cv(6)], paths: [upload(2)] };
  const places = [
    'cvs',
    'documents',
    'postings',
    'files',
    'tasks',
    'batches',
    'decisions',
    'candidate_pairs',
    'audit_open',
  ];
  return [
    ['cvs.rectify', ({ cvs }) => cvs.rectify(cv(31), person({ name: 'Another' }), { before: [], fingerprint: 'f1' })],
    ['intake.overrides', ({ intake }) => intake.overrides(cv(31))],
    ['restrictions.restrict', ({ restrictions }) => restrictions.restrict(cv(30), 'asked', SOMEBODY)],
    ['restrictions.of', ({ restrictions }) => restrictions.of(cv(30))],
    ['restrictions.among', ({ restrictions }) => restrictions.among(each(20, 40, cv))],
    ['restrictions.lift', ({ restrictions }) => restrictions.lift(cv(30))],
    ['subjects.find', ({ subjects }) => subjects.find('n5@example.com')],
    ['subjects.places', ({ subjects }) => subjects.places()],
    ...places.map((place): Asked => ['subjects.held', ({ subjects }) => subjects.held(place, ids)]),
  ];
}

function jdsAsked(): Asked[] {
  const [hash, id] = [jd(3), jd(3).slice(0, 12)];
  return [
    [
      'jds.add',
      ({ jds }) =>
        jds.add({ ...JD, id: 'jdnew', hash: idOf('new'), source: '/jds/7.txt', addedAt: EARLY, text: 'new' }),
    ],
    ['jds.list', ({ jds }) => jds.list()],
    ['jds.get', ({ jds }) => jds.get(id)],
    ['jds.versions', ({ jds }) => jds.versions(id)],
    ['matches.missing', ({ matches }) => matches.missing(jd(0), 'f', 10)],
    ['matches.write', ({ matches }) => matches.write('f', [{ jdHash: hash, cvId: cv(500), matchId: 'm', score: 0.5 }])],
    ['matches.ofJd', ({ matches }) => matches.ofJd(hash, 'f', 10)],
    ['matches.ofCv', ({ matches }) => matches.ofCv(cv(7), 'f', 10)],
    ['explanations.missing', ({ explanations }) => explanations.missing(hash, 'f', 5)],
    ['explanations.write', ({ explanations }) => explanations.write(hash, 'f', [{ cvId: cv(500), text: 'because' }])],
    ['explanations.get', ({ explanations }) => explanations.get(hash, cv(300), 'f')],
    ['jdVectors.set', ({ jdVectors }) => jdVectors.set(hash, 'f', ['x'], Float32Array.of(1, 0, 0, 0))],
    ['jdVectors.get', ({ jdVectors }) => jdVectors.get(hash, 'f', ['x'])],
    [
      'impressions.shown',
      ({ impressions }) => impressions.shown([{ id: 'm1', cvId: cv(1), jdHash: hash, rank: 1 }], LATE),
    ],
    ['impressions.find', ({ impressions }) => impressions.find('m7')],
    ['impressions.view', ({ impressions }) => impressions.view('m7', EARLY)],
    ['impressions.outcomes', ({ impressions }) => impressions.outcomes('2998-01-01')],
    ['decisions.add', ({ decisions }) => decisions.add({ ...DECISION, jdHash: hash, cvId: cv(900) }, SOMEBODY)],
    ['decisions.undo', ({ decisions }) => decisions.undo(1, SOMEBODY, null)],
    ['decisions.holding', ({ decisions }) => decisions.holding(hash, each(0, 20, cv), null)],
    ['decisions.list', ({ decisions }) => decisions.list({ limit: 10 }, null)],
    ['decisions.list', ({ decisions }) => decisions.list({ limit: 10, jdHash: hash }, null)],
    ['decisions.list', ({ decisions }) => decisions.list({ limit: 10, cvId: cv(5), undone: true }, null)],
  ];
}

function tasksAsked(): Asked[] {
  const attempt = { claim: { task: '3', fence: 1 }, delayMs: 0, code: 'timeout', message: 'slow' };
  return [
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20 })],
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20, status: ['failed', 'dead'] })],
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20, status: ['running'] })],
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20, status: ['running'], keyId: 'nobody' })],
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20, since: LATE })],
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20, since: LATE, status: ['failed', 'dead'] })],
    ['tasks.list', ({ tasks }) => tasks.list({ limit: 20, status: ['failed', 'dead'], code: 'corrupt', keyId: 'k1' })],
    ['tasks.list', ({ tasks }) => tasks.list({ ids: ['5', '6'] })],
    ['tasks.held', ({ tasks }) => tasks.held(10)],
    ['tasks.held', ({ tasks }) => tasks.held(10, 'nobody')],
    ['tasks.pause', ({ tasks }) => tasks.pause()],
    ['tasks.resume', ({ tasks }) => tasks.resume()],
    ['tasks.reasons', ({ tasks }) => tasks.reasons(['failed', 'dead'], 'k1')],
    ['taskRows.counts', ({ taskRows }) => taskRows.counts()],
    ['taskRows.openByKey', ({ taskRows }) => taskRows.openByKey()],
    ['taskRows.wanted', ({ taskRows }) => taskRows.wanted(each(0, 20, upload))],
    ['taskRows.unheard', ({ taskRows }) => taskRows.unheard(20)],
    ['taskRows.heard', ({ taskRows }) => taskRows.heard(['1', '6'])],
    ['taskRows.claimDue', ({ taskRows }) => taskRows.claimDue('me', 8, LEASE, ['k3'])],
    ['taskRows.claim', ({ taskRows }) => taskRows.claim('me', ['101', '201'], LEASE)],
    ['taskRows.extend', ({ taskRows }) => taskRows.extend('me', LEASE)],
    ['taskRows.owners', ({ taskRows }) => taskRows.owners()],
    ['taskRows.postpone', ({ taskRows }) => taskRows.postpone([attempt])],
    ['taskRows.giveBack', ({ taskRows }) => taskRows.giveBack('me')],
    ['taskRows.release', ({ taskRows }) => taskRows.release(['me', 'nobody'])],
    ['scheduleRuns.begin', ({ scheduleRuns }) => scheduleRuns.begin('match', 'me', LEASE)],
    ['scheduleRuns.extend', ({ scheduleRuns }) => scheduleRuns.extend('me', LEASE)],
    ['scheduleRuns.owners', ({ scheduleRuns }) => scheduleRuns.owners()],
    ['scheduleRuns.release', ({ scheduleRuns }) => scheduleRuns.release(['nobody'])],
    ['scheduleRuns.end', ({ scheduleRuns }) => scheduleRuns.end(RUNS + 1, true, {})],
    ['scheduleRuns.last', ({ scheduleRuns }) => scheduleRuns.last()],
    ['tasks.retry', ({ tasks }) => tasks.retry({ ids: ['3', '103'] })],
    ['tasks.drop', ({ tasks }) => tasks.drop({ ids: ['203'] }, 'removal-0')],
  ];
}

function endsAsked(): Asked[] {
  const nothing = { before: '2025', jdHashes: each(0, JDS, jd), fingerprint: 'f', processingFingerprint: 'f' };
  return [
    ['summary', (store) => store.summary()],
    ['upkeep.clean', ({ upkeep }) => upkeep.clean(nothing)],
    ['intake.prune', ({ intake }) => intake.prune(['/cvs/100.txt'], 'removal-1')],
    ['cvs.remove', ({ cvs }) => cvs.remove([cv(101), cv(103)], 'removal-2')],
    ['jds.release', ({ jds }) => jds.release(jd(5).slice(0, 12), 'k1', 'removal-3')],
    ['jds.remove', ({ jds }) => jds.remove(jd(5).slice(0, 12), 'removal-4')],
    ['originals.loose', ({ originals }) => originals.loose(10)],
    ['originals.looked', ({ originals }) => originals.looked([1, 2])],
    ['erasures.pending', ({ erasures }) => erasures.pending()],
    ['erasures.finder', ({ erasures }) => erasures.finder()],
    ['erasures.isElsewhere', ({ erasures }) => erasures.isElsewhere(cv(101))],
    ['erasures.filesGone', ({ erasures }) => erasures.filesGone(['removal-1', 'removal-2', 'removal-4'])],
    ['erasures.advance', ({ erasures }) => erasures.advance({ waitMs: 0, scanBytes: Infinity, rewriteBytes: 0 })],
    ['erasures.erased', ({ erasures }) => erasures.erased('2026-01-01')],
    ['erasures.certificates', ({ erasures }) => erasures.certificates({ limit: 10 })],
    ['erasures.certificates', ({ erasures }) => erasures.certificates({ limit: 10, after: 'removal-1' })],
    ['erasures.certificate', ({ erasures }) => erasures.certificate('removal-1')],
    ['erasures.certify', ({ erasures }) => erasures.certify(CERTIFICATE)],
    ['erasures.noteTenant', ({ erasures }) => erasures.noteTenant('berlin')],
    ['erasures.meantBy', ({ erasures }) => erasures.meantBy([])],
    ['erasures.remember', ({ erasures }) => erasures.remember([{ salt: 's', mark: 'm', at: EARLY, asked: true }])],
    ['intake.refuses', ({ intake }) => intake.refuses([cv(1), cv(2)], 'k1')],
    ['intake.readmit', ({ intake }) => intake.readmit(cv(1), 'k1')],
    ['model.beginGeneration', ({ model }) => model.beginGeneration({ ...MODEL, fingerprint: 'test-4-2' }, 'f2')],
    ['model.nextOfGeneration', ({ model }) => model.nextOfGeneration(10)],
    ['model.writeGeneration', ({ model }) => model.writeGeneration([{ cvId: cv(5), processed: person() }])],
    ['model.finishGeneration', ({ model }) => model.finishGeneration()],
  ];
}
