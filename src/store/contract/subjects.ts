import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../domain/index.js';
import { actingAs } from '../audit/acting.js';
import type { Store } from '../port/index.js';
import { ruleOf } from '../subject-places.js';
import { fileResult, idOf, MODEL, person, put, type Opened } from './testing.js';

const AT = '2026-03-01T00:00:00.000Z';
const JD = idOf('jd');
const JO = { by: 'Jo', keyId: null };
const SOMEBODY = { actor: 'key:somebody', origin: 'api 10.0.0.1' };
const EVE = { name: 'Eve Zebramarker', email: 'Eve.Zebra@example.com', phone: '+49301234567', title: 'rigger' };
const TEXT = 'Eve Zebramarker was a rigger of bridges and worked with many people in many places';

/** Something of Eve, and of Bea beside her, in every place of a store. */
export async function plantPeople(store: Store): Promise<void> {
  const { intake, cvs, matches, explanations, impressions, decisions, candidates, cache, search, audit } = store;
  for (const [seed, given] of [
    ['eve', { ...EVE, text: TEXT }],
    ['bea', { name: 'Bea Example', email: 'bea@example.com' }],
  ] as const) {
    const upload = `upload:${seed}0000001`;
    const batch = { id: `batch-${seed}`, source: 'upload', keyId: 'k1' } as const;
    await intake.open(batch, [{ path: upload, size: 1, mtimeMs: 1, name: `${seed}.txt` }]);
    const occupations = [{ term: 'rigger', recent: 1, share: 1 }];
    await put(store, upload, seed, { ...given, skills: 'steel', occupations });
    await put(store, `/cvs/${seed}.txt`, `${seed} again`, { ...given, text: `A later text of ${given.name}` });
    await matches.write('f', [{ jdHash: JD, cvId: idOf(seed), matchId: `match-${seed}`, score: 0.5 }]);
    await explanations.write(JD, 'f', [{ cvId: idOf(seed), text: `because of ${seed}` }]);
    await impressions.shown([{ id: `match-${seed}`, cvId: idOf(seed), jdHash: JD, rank: 1 }], AT);
    const about = { jdHash: JD, cvId: idOf(seed), stage: null };
    await decisions.add({ ...about, decision: 'rejected', reason: `what was said of ${seed}` }, JO);
    await actingAs(SOMEBODY, () => audit.note([{ action: 'read', detail: 'show', cvs: [idOf('eve'), idOf('bea')] }]));
  }
  while ((await audit.seal()) > 0);
  await audit.note([{ action: 'read', detail: 'show', cvs: [idOf('eve')] }]);
  await candidates.merge({ cvs: [idOf('eve'), idOf('eve again')] }, JO);
  for (const seed of ['eve', 'bea']) await store.restrictions.restrict(idOf(seed), `why ${seed} asked`, JO);
  await eraseSome(store);
  for (const seed of ['eve', 'bea'])
    await store.retention.hold({ id: `hold-${seed}`, reason: `a claim of ${seed}`, cvIds: [idOf(seed)] }, JO);
  const ranking = { results: ['eve', 'bea'].map((seed) => ({ cvId: idOf(seed), name: seed })) };
  await cache.set('ranking', JSON.stringify(ranking), { ttlMs: 60_000, version: await search.version() });
  expect((await cvs.list({ allRevisions: true })).length).toBe(4);
}

/** A CV that was removed, of which there is a certificate, and that came in again. */
async function eraseSome(store: Store): Promise<void> {
  const { cvs, intake, erasures, originals } = store;
  await put(store, '/cvs/old.txt', 'eve old', {
    ...EVE,
    text: 'An old text of Eve Zebramarker that had been forgotten',
  });
  await cvs.remove([idOf('eve old')], 'removal-1');
  await originals.looked((await originals.loose(1000)).map(({ id }) => id));
  await erasures.filesGone(['removal-1']);
  await erasures.advance({ waitMs: 5000, scanBytes: Infinity, rewriteBytes: Infinity });
  await intake.commit([fileResult('/cvs/broken.txt', 'eve old', failure('corrupt', 'broken'))]);
  await intake.commit([fileResult('/cvs/moved.txt', 'eve', ok(person({ ...EVE, text: TEXT })))]);
  await intake.prune(['/cvs/moved.txt']);
}

const OF_EVE = { cvIds: [idOf('eve'), idOf('eve again')], paths: ['/cvs/broken.txt'] };

/** What is held of a person, wherever it lies. */
/** On PostgreSQL, of CVs that releases before the word index wrote. */
const EARLIER = ['words', 'postings'];

export function subjectCases(opened: Opened): void {
  describe('a person', () => {
    it('is found by the candidate, the e-mail address or the name', async () => {
      const { subjects, cvs } = opened.store;
      await put(opened.store, '/a', 'a', { ...EVE, text: 'one text' });
      await put(opened.store, '/b', 'b', {
        name: 'Bea "The" Example',
        email: '"b"@example.com',
        text: 'eve.zebra@example.com',
      });
      const { candidateId } = (await cvs.get(idOf('a')))!;
      for (const who of [candidateId, 'eve.zebra@EXAMPLE.com', ' eve   zebramarker '])
        expect(await subjects.find(who), who).toEqual([idOf('a')]);
      expect(await subjects.find('"b"@example.com')).toEqual([idOf('b')]);
      for (const who of ['', ' ', 'Eve', '@example.com', '%', "' OR 1=1"])
        expect(await subjects.find(who), who).toEqual([]);
    });

    it('is told from every place that the scan of a removal knows, and nobody else is', async () => {
      await plantPeople(opened.store);
      const { subjects } = opened.store;
      const places = await subjects.places();
      const told: Record<string, string> = {};
      for (const place of places) {
        const rows = await subjects.held(place, OF_EVE);
        if (ruleOf(place) !== null && !EARLIER.includes(place)) expect(rows.length, place).toBeGreaterThan(0);
        else expect(rows, place).toEqual([]);
        told[place] = JSON.stringify(rows);
      }
      for (const [place, said] of [
        ['cvs', 'Zebramarker'],
        ['documents', TEXT],
        ['profiles', 'Eve.Zebra@example.com'],
        ['explanations', 'because of eve'],
        ['decisions', 'what was said of eve'],
        ['restrictions', 'why eve asked'],
        ['files', 'eve.txt'],
        ['retention_holds', 'a claim of eve'],
        ['audit_records', 'key:somebody'],
        ['cache', idOf('eve')],
      ] as const)
        expect(told[place], place).toContain(said);
      for (const [place, text] of Object.entries(told)) {
        expect(text, place).not.toMatch(/(?<![0-9a-f])bea(?![0-9a-f]|utif|r)/i);
        if (place !== 'cvs') expect(text, place).not.toContain(idOf('bea'));
      }
      const key = await opened.store.audit.key();
      for (const place of ['audit_records', 'audit_open', 'erasure_certificates'])
        expect(told[place], place).not.toContain(key.pseudonym('cv', idOf('bea')));
    });

    it('of whom nothing is held is told nothing of, and a place that is not known is refused', async () => {
      await plantPeople(opened.store);
      const { subjects } = opened.store;
      for (const place of await subjects.places())
        expect(await subjects.held(place, { cvIds: [idOf('nobody')], paths: ['/nowhere'] }), place).toEqual([]);
      await expect(subjects.held('horoscopes', OF_EVE)).rejects.toMatchObject({ code: 'store_newer' });
      await expect(subjects.held('constructor', OF_EVE)).rejects.toMatchObject({ code: 'store_newer' });
    });

    it('is told while vectors of two models are kept', async () => {
      await put(opened.store, '/a', 'a', EVE);
      const { model, subjects } = opened.store;
      await model.beginGeneration({ ...MODEL, fingerprint: 'test-4-2' }, 'f2');
      await model.writeGeneration([{ cvId: idOf('a'), processed: person(EVE) }]);
      expect(await subjects.held('vectors', { cvIds: [idOf('a')], paths: [] })).toHaveLength(2);
      expect(await subjects.held('scoring', { cvIds: [idOf('a')], paths: [] })).toHaveLength(2);
    });
  });
}
