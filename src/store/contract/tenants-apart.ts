import { describe, expect, it } from 'vitest';
import type { ErasureCertificate } from '../../domain/index.js';
import { repositoriesOf } from '../observed.js';
import type { Store } from '../port/index.js';
import { advance, fileResult, idOf, MODEL, person, pick, put, type Opened } from './testing.js';

/** Every tenant gets the same bytes, paths, names and keys, so that anything that can collide does. */
const CV = idOf('a');
const JD = { id: 'jd0123456789', hash: idOf('jd'), title: 'Rigger', truncated: false, text: 'A rigger of bridges' };
const AT = '2026-03-01T00:00:00.000Z';
const OWNER = 'host:1:x';
const SOMEBODY = { by: 'Jo', keyId: null };
const DECISION = { jdHash: JD.hash, cvId: CV, decision: 'shortlisted' as const, stage: null, reason: 'five years' };
const CERTIFICATE: ErasureCertificate = {
  ...{ id: 'removal-9', kind: 'tenant', askedAt: AT, endedAt: AT, actor: 'user:jo', origin: 'cli host' },
  ...{ cvs: 0, files: 0, jds: 0, pseudonyms: [], before: [], after: [], scannedBytes: 0, markFound: true, held: 0 },
  ...{ backups: [], beyond: [] },
};
const RULE = { name: 'all', of: 'all' as const, where: [], afterDays: 100, warnDays: 10 };
const LEASE = 60_000;
const UPLOADS = [{ path: 'upload:0001', size: 1, mtimeMs: 1, name: 'a.txt' }];

/** A reading of the CV whose name somebody corrected. */
function corrected(): ReturnType<typeof person> {
  const cv = person({ name: 'Ada Example', email: 'ada@example.com', title: 'rigger' });
  cv.profile.overrides = [{ field: 'name', value: 'Ada Example', reason: 'typo', ...SOMEBODY, at: AT }];
  return cv;
}

type Call = (store: Store) => Promise<unknown>;

/**
 * What happens in a store's life: at least one call of each method of each repository, first the writes, then the
 * reads. A method that is missing here fails the suite, so that nobody adds one without thinking of other tenants.
 */
const LIFE: [string, Call][] = [
  ['model.adopt', ({ model }) => model.adopt(MODEL)],
  ['model.current', ({ model }) => model.current()],
  [
    'intake.commit',
    (store) => put(store, '/cvs/a.txt', 'a', { name: 'Ada Example', email: 'ada@example.com', title: 'rigger' }),
  ],
  ['intake.commit', (store) => put(store, '/cvs/b.txt', 'b', { name: 'Ada Example', email: 'ada@example.com' })],
  ['intake.commit', (store) => put(store, '/cvs/copy.txt', 'a', { name: 'Ada Example' })],
  [
    'intake.open',
    ({ intake }) => intake.open({ id: 'b1', source: 'upload', keyId: 'k1', idempotencyKey: 'once' }, UPLOADS),
  ],
  [
    'intake.open',
    ({ intake }) => intake.open({ id: 'b2', source: 'upload', keyId: 'k1', idempotencyKey: 'once' }, UPLOADS),
  ],
  ['intake.known', ({ intake }) => intake.known(['/cvs/a.txt', 'upload:0001'])],
  ['intake.madeWith', ({ intake }) => intake.madeWith(CV)],
  ['intake.under', ({ intake }) => intake.under('/cvs')],
  ['tasks.pause', ({ tasks }) => tasks.pause()],
  ['tasks.resume', ({ tasks }) => tasks.resume()],
  ['taskRows.unheard', ({ taskRows }) => taskRows.unheard(10)],
  ['taskRows.heard', ({ taskRows }) => taskRows.heard(['1'])],
  ['taskRows.claimDue', ({ taskRows }) => taskRows.claimDue(OWNER, 10, LEASE)],
  ['tasks.held', ({ tasks }) => tasks.held(10)],
  ['taskRows.extend', ({ taskRows }) => taskRows.extend(OWNER, LEASE)],
  ['taskRows.owners', ({ taskRows }) => taskRows.owners()],
  [
    'taskRows.postpone',
    ({ taskRows }) =>
      taskRows.postpone([{ claim: { task: '1', fence: 1 }, delayMs: 0, code: 'timeout', message: 'x' }]),
  ],
  ['taskRows.claim', ({ taskRows }) => taskRows.claim(OWNER, ['1'], LEASE)],
  ['taskRows.giveBack', ({ taskRows }) => taskRows.giveBack(OWNER)],
  ['taskRows.release', ({ taskRows }) => taskRows.release([OWNER])],
  ['taskRows.wanted', ({ taskRows }) => taskRows.wanted(['upload:0001'])],
  ['taskRows.counts', ({ taskRows }) => taskRows.counts()],
  ['taskRows.openByKey', ({ taskRows }) => taskRows.openByKey()],
  ['intake.claim', ({ intake }) => intake.claim(OWNER, ['upload:0001'], LEASE)],
  ['intake.extend', ({ intake }) => intake.extend(OWNER, LEASE)],
  ['intake.owners', ({ intake }) => intake.owners()],
  ['intake.release', ({ intake }) => intake.release([OWNER])],
  [
    'intake.commit',
    ({ intake }) =>
      intake.commit([
        fileResult('upload:0001', 'c', { ok: false, state: 'failed', code: 'internal', message: 'too slow' }),
      ]),
  ],
  ['tasks.list', ({ tasks }) => tasks.list({})],
  ['tasks.reasons', ({ tasks }) => tasks.reasons(['failed', 'dead'])],
  ['tasks.retry', ({ tasks }) => tasks.retry({})],
  ['uploads.find', ({ uploads }) => uploads.find(['0001', CV], null)],
  ['uploads.batch', ({ uploads }) => uploads.batch('b1', null)],
  ['uploads.batchUnder', ({ uploads }) => uploads.batchUnder('once', 'k1')],
  ['uploads.ofBatch', ({ uploads }) => uploads.ofBatch('b1', { limit: 10 })],
  ['uploads.counts', ({ uploads }) => uploads.counts('k1')],
  ['tasks.drop', ({ tasks }) => tasks.drop({}, 'removal-0')],
  ['originals.held', ({ originals }) => originals.held([CV, idOf('b'), idOf('c')])],
  ['cvs.list', ({ cvs }) => cvs.list({ allRevisions: true })],
  ['cvs.profileSizes', ({ cvs }) => cvs.profileSizes()],
  ['cvs.get', ({ cvs }) => cvs.get(CV)],
  ['cvs.get', ({ cvs }) => cvs.get(CV, 'k1')],
  ['cvs.position', ({ cvs }) => cvs.position(CV)],
  ['cvs.resolve', ({ cvs }) => cvs.resolve(CV.slice(0, 8))],
  ['candidates.possibleDuplicates', ({ candidates }) => candidates.possibleDuplicates([CV, idOf('b')], null)],
  ['candidates.pairs', ({ candidates }) => candidates.pairs({ limit: 10 }, null)],
  ['candidates.merge', ({ candidates }) => candidates.merge({ pair: 1 }, SOMEBODY)],
  ['candidates.undo', ({ candidates }) => candidates.undo(1, SOMEBODY)],
  ['candidates.split', ({ candidates }) => candidates.split({ cvs: [CV, idOf('b')] }, SOMEBODY)],
  ['cvs.rectify', ({ cvs }) => cvs.rectify(CV, corrected(), { before: [], fingerprint: 'f1' })],
  ['intake.overrides', ({ intake }) => intake.overrides(CV)],
  ['restrictions.restrict', ({ restrictions }) => restrictions.restrict(CV, 'asked for it', SOMEBODY)],
  ['restrictions.of', ({ restrictions }) => restrictions.of(CV)],
  ['restrictions.among', ({ restrictions }) => restrictions.among([CV, idOf('b')])],
  ['restrictions.lift', ({ restrictions }) => restrictions.lift(CV)],
  ['restrictions.restrict', ({ restrictions }) => restrictions.restrict(idOf('b'), null, SOMEBODY)],
  ['subjects.find', ({ subjects }) => subjects.find('ADA@example.com')],
  ['subjects.find', ({ subjects }) => subjects.find('Ada Example')],
  ['subjects.places', async ({ subjects }) => (await subjects.places()).length > 0],
  ['subjects.held', ({ subjects }) => subjects.held('files', { cvIds: [CV], paths: ['upload:0001'] })],
  ['search.version', ({ search }) => search.version()],
  ['search.pick', (store) => pick(store, { words: ['rigger'] })],
  ['search.pack', ({ search }) => search.pack()],
  ['search.loadScoring', ({ search }) => search.loadScoring([CV])],
  ['search.shown', ({ search }) => search.shown([CV])],
  ['cache.set', async ({ cache, search }) => cache.set('k', 'v', { ttlMs: LEASE, version: await search.version() })],
  ['cache.get', ({ cache }) => cache.get('k')],
  ['cache.clear', ({ cache }) => cache.clear()],
  ['jds.add', ({ jds }) => jds.add({ ...JD, source: 'api', addedAt: AT })],
  ['jds.list', ({ jds }) => jds.list()],
  ['jds.get', ({ jds }) => jds.get(JD.id)],
  ['jds.versions', ({ jds }) => jds.versions(JD.id)],
  ['matches.missing', ({ matches }) => matches.missing(JD.hash, 'f', 10)],
  ['matches.write', ({ matches }) => matches.write('f', [{ jdHash: JD.hash, cvId: CV, matchId: 'm1', score: 0.5 }])],
  ['matches.ofJd', ({ matches }) => matches.ofJd(JD.hash, 'f', 10)],
  ['matches.ofCv', ({ matches }) => matches.ofCv(CV, 'f', 10)],
  ['explanations.missing', ({ explanations }) => explanations.missing(JD.hash, 'f', 10)],
  ['explanations.write', ({ explanations }) => explanations.write(JD.hash, 'f', [{ cvId: CV, text: 'because' }])],
  ['explanations.get', ({ explanations }) => explanations.get(JD.hash, CV, 'f')],
  ['jdVectors.set', ({ jdVectors }) => jdVectors.set(JD.hash, 'f', ['x'], Float32Array.of(1, 0, 0, 0))],
  ['jdVectors.get', ({ jdVectors }) => jdVectors.get(JD.hash, 'f', ['x'])],
  ['impressions.shown', ({ impressions }) => impressions.shown([{ id: 'm1', cvId: CV, jdHash: JD.hash, rank: 1 }], AT)],
  ['impressions.find', ({ impressions }) => impressions.find('m1')],
  ['impressions.view', ({ impressions }) => impressions.view('m1', AT)],
  ['decisions.add', ({ decisions }) => decisions.add(DECISION, SOMEBODY)],
  ['decisions.add', ({ decisions }) => decisions.add({ ...DECISION, decision: 'rejected' }, SOMEBODY)],
  ['decisions.undo', ({ decisions }) => decisions.undo(2, SOMEBODY, null)],
  ['decisions.holding', ({ decisions }) => decisions.holding(JD.hash, [CV], null)],
  ['decisions.list', ({ decisions }) => decisions.list({ undone: true, limit: 10 }, null)],
  ['impressions.outcomes', ({ impressions }) => impressions.outcomes('2026-01-01')],
  ['retention.set', ({ retention }) => retention.set(RULE)],
  ['retention.rules', ({ retention }) => retention.rules()],
  ['retention.hold', ({ retention }) => retention.hold({ id: 'hold-1', reason: 'a claim', cvIds: [CV] }, SOMEBODY)],
  ['retention.hold', ({ retention }) => retention.hold({ id: 'hold-2', reason: 'more', cvIds: [CV] }, SOMEBODY)],
  ['retention.holds', ({ retention }) => retention.holds({ limit: 10 })],
  ['retention.heldCvs', ({ retention }) => retention.heldCvs()],
  ['retention.due', ({ retention }) => retention.due({ ...RULE, notBefore: AT }, { aheadMs: Infinity, limit: 10 })],
  ['retention.count', ({ retention }) => retention.count({ ...RULE, notBefore: AT }, Infinity)],
  ['retention.erase', ({ retention }) => retention.erase(RULE.name, [CV], 'removal-8')],
  ['scheduleRuns.begin', ({ scheduleRuns }) => scheduleRuns.begin('match', OWNER, LEASE)],
  ['scheduleRuns.extend', ({ scheduleRuns }) => scheduleRuns.extend(OWNER, LEASE)],
  ['scheduleRuns.owners', ({ scheduleRuns }) => scheduleRuns.owners()],
  ['scheduleRuns.release', ({ scheduleRuns }) => scheduleRuns.release(['nobody'])],
  ['scheduleRuns.end', ({ scheduleRuns }) => scheduleRuns.end(1, true, { cvs: 1 })],
  ['scheduleRuns.last', ({ scheduleRuns }) => scheduleRuns.last()],
  ['model.beginGeneration', ({ model }) => model.beginGeneration({ ...MODEL, fingerprint: 'test-4-2' }, 'f2')],
  ['model.nextOfGeneration', ({ model }) => model.nextOfGeneration(10)],
  ['model.writeGeneration', ({ model }) => model.writeGeneration([{ cvId: CV, processed: person() }])],
  ['model.finishGeneration', ({ model }) => model.finishGeneration()],
  ['audit.key', async ({ audit }) => typeof (await audit.key())],
  ['audit.note', ({ audit }) => audit.note([{ action: 'read', detail: 'x', cvs: [CV] }])],
  ['audit.take', ({ audit }) => audit.take([])],
  ['audit.open', async ({ audit }) => (await audit.open('', 10)).length],
  ['audit.seal', ({ audit }) => audit.seal()],
  ['audit.seals', async ({ audit }) => (await audit.seals(0, 10)).map(({ number, records }) => [number, records])],
  ['audit.segment', async ({ audit }) => (await audit.segment((await audit.seals(0, 1))[0]!)).length],
  ['audit.list', async ({ audit }) => (await audit.list({ order: 'newest', limit: 10 })).records.length],
  ['audit.countSealed', ({ audit }) => audit.countSealed(0, 10)],
  ['audit.chain', async ({ audit }) => (await audit.chain())?.head],
  ['audit.figures', async ({ audit }) => (await audit.figures()).records],
  ['erasures.noteTenant', ({ erasures }) => erasures.noteTenant('berlin')],
  ['erasures.erased', async ({ erasures }) => (await erasures.erased('')).length],
  ['erasures.meantBy', ({ erasures }) => erasures.meantBy([])],
  ['erasures.remember', ({ erasures }) => erasures.remember([{ salt: 's', mark: 'm', at: AT, asked: true }])],
  ['intake.refuses', async ({ intake }) => [...(await intake.refuses([CV], null))]],
  ['intake.readmit', ({ intake }) => intake.readmit(CV, 'k1')],
  ['summary', (store) => store.summary()],
];

/** Deletions, after everything else was read. */
const END: [string, Call][] = [
  ['tasks.pause', ({ tasks }) => tasks.pause()],
  ['retention.remove', ({ retention }) => retention.remove(RULE.name)],
  ['retention.release', ({ retention }) => retention.release('hold-1')],
  ['retention.release', ({ retention }) => retention.release('hold-2')],
  ['intake.prune', ({ intake }) => intake.prune(['/cvs/b.txt'], 'removal-1')],
  [
    'upkeep.clean',
    ({ upkeep }) =>
      upkeep.clean({ before: '2999-01-01', jdHashes: [], fingerprint: 'none', processingFingerprint: 'none' }),
  ],
  ['jds.release', ({ jds }) => jds.release(JD.id, 'k1', 'removal-3')],
  ['jds.remove', ({ jds }) => jds.remove(JD.id, 'removal-4')],
  ['cvs.remove', ({ cvs }) => cvs.remove([CV], 'removal-2')],
  ['originals.loose', ({ originals }) => originals.loose(10)],
  ['originals.looked', ({ originals }) => originals.looked([1])],
  ['erasures.pending', ({ erasures }) => erasures.pending()],
  ['erasures.finder', async ({ erasures }) => (await erasures.finder()).find(Buffer.from(CV)).map(({ text }) => text)],
  ['erasures.isElsewhere', ({ erasures }) => erasures.isElsewhere(CV)],
  ['erasures.filesGone', ({ erasures }) => erasures.filesGone(['removal-1', 'removal-2'])],
  ['erasures.advance', async (store) => (await advance(store)).pending],
  [
    'erasures.certificates',
    async ({ erasures }) => (await erasures.certificates({ limit: 10 })).map(({ id, cvs }) => [id, cvs]),
  ],
  ['erasures.certificate', async ({ erasures }) => (await erasures.certificate('removal-1'))?.cvs],
  ['erasures.certify', ({ erasures }) => erasures.certify(CERTIFICATE)],
  ['audit.clean', ({ audit }) => audit.clean(Date.now() + 40 * 86_400_000)],
  ['summary', (store) => store.summary()],
];

/** Reads that can be repeated at any time because they change nothing. */
const ASKED = [
  'summary',
  'restrictions.among',
  'subjects.find',
  'subjects.held',
  'candidates.pairs',
  'cvs.list',
  'cvs.get',
  'intake.under',
  'tasks.list',
  'uploads.find',
  'search.pick',
  'search.shown',
  'search.loadScoring',
  'originals.held',
  'jds.list',
  'matches.ofJd',
  'explanations.get',
  'impressions.outcomes',
  'decisions.list',
  'retention.rules',
  'retention.holds',
  'retention.heldCvs',
  'retention.due',
  'scheduleRuns.last',
  'taskRows.counts',
  'search.version',
  'model.current',
  'audit.list',
  'audit.figures',
  'audit.chain',
];

/** Two tenants with the same history get the same answers, as if each were alone. */
export function tenantsApartCases(opened: Opened): void {
  describe('tenants', () => {
    it('calls every method there is', () => {
      const methods = repositoriesOf(opened.store).flatMap(([name, repository]) =>
        Object.keys(repository).map((method) => `${name}.${method}`),
      );
      const called = new Set([...LIFE, ...END].map(([name]) => name));
      expect(methods.filter((name) => !called.has(name))).toEqual([]);
    });

    it('tells none of another, whatever is asked', async () => {
      const alone = await live(await opened.neighbour('alone'), LIFE);
      const first = await opened.neighbour('a');
      expect(await live(first, LIFE)).toEqual(alone);
      expect(await live(await opened.neighbour('b'), LIFE)).toEqual(alone);
    });

    it('changes nothing of another, whatever is done', async () => {
      const [a, b] = [await opened.neighbour('a'), await opened.neighbour('b')];
      await live(a, LIFE);
      const before = await live(a, asked());
      await live(b, [...LIFE, ...END]);
      expect(await live(a, asked())).toEqual(before);
    });
  });
}

function asked(): [string, Call][] {
  return ASKED.map((name) => LIFE.find(([one]) => one === name)!);
}

/** The answers, without times and sizes on disk. */
async function live(store: Store, calls: [string, Call][]): Promise<string[]> {
  const answers: string[] = [];
  for (const [name, call] of calls) answers.push(`${name}: ${plain(await call(store))}`);
  return answers;
}

function plain(value: unknown): string {
  return JSON.stringify(value, (key, one: unknown) => {
    if (one instanceof Map || one instanceof Set) return [...(one as Iterable<unknown>)];
    if (['createdAt', 'bytes', 'oldestMs', 'addedAt', 'leaseUntil'].includes(key)) return undefined;
    return typeof one === 'string' && /^\d{4}-\d\d-\d\dT/.test(one) && one !== AT ? 'a moment' : one;
  });
}
