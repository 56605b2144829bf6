import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { NODE_FLAGS } from '../src/domain/node-flags.js';
import { CV, env, folderWith, people, run } from './_shared/testing-ingest.js';
import { onEachStore } from './_shared/testing-stores.js';
import { root } from './_shared/testing.js';

vi.setConfig({ testTimeout: 180_000 });

const EVE = CV('Eve Zebramarker', 'Rigger');
const MARKUP = '<script>alert(1)</script>';

interface Place {
  cvs: string;
  cwd: string;
  at: (...args: string[]) => ReturnType<typeof run>;
}

async function placeOf(store: string, files: Record<string, string> = {}): Promise<Place> {
  const { cvs, cwd } = folderWith({ ...people, 'eve.txt': EVE, ...files });
  const at = (...args: string[]) => run([...args, '--store', store], { cwd });
  const { json } = await at('ingest', cvs, '--keep', '--json');
  expect(json.counts.ready, JSON.stringify(json)).toBe(4 + Object.keys(files).length);
  return { cvs, cwd, at };
}

interface Opened {
  names: string[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read the shapes that they assert
  data: any;
  page: string;
  files: Record<string, string>;
}

function opened(zip: string): Opened {
  const inside = unzipSync(readFileSync(zip));
  const files = Object.fromEntries(Object.entries(inside).map(([name, bytes]) => [name, strFromU8(bytes)]));
  return { names: Object.keys(files), data: JSON.parse(files['data.json']!), page: files['index.html']!, files };
}

onEachStore((newStore) => {
  describe('subject export', () => {
    it('writes data, page and originals of one person alone, found by file, id, address or name, and is audited', async () => {
      const { cvs, cwd, at } = await placeOf(await newStore());
      const jd = path.join(cwd, 'jd.txt');
      writeFileSync(jd, 'Rigger wanted\n\nRequirements\n- Rigging\n- Planning for many people');
      await at('match', jd);
      await at('decisions', 'add', jd, path.join(cvs, 'eve.txt'), 'rejected', '--reason', 'said of Zebramarker');
      const zip = path.join(cwd, 'eve.zip');
      const done = await at('subject', 'export', path.join(cvs, 'eve.txt'), '--output', zip, '--json');
      expect(done).toMatchObject({ exitCode: 0, json: { file: zip, cvs: 1, originals: 1 } });
      expect(statSync(zip).mode & 0o777).toBe(0o600);
      expect(statSync(zip).size).toBe(done.json.bytes);
      const { names, data, page, files } = opened(zip);
      expect(names).toEqual(['index.html', 'data.json', 'originals/01-eve.txt']);
      expect(files['originals/01-eve.txt']).toBe(EVE);
      expect(data).toMatchObject({
        format: 'cvmatch-subject-1',
        candidateId: done.json.candidateId,
        tenant: 'default',
      });
      expect(data.cvs[0]).toMatchObject({ text: expect.stringContaining('Zebramarker'), name: 'Eve Zebramarker' });
      expect(data.cvs[0].profile.resume.basics.email).toBe('eve.zebramarker@example.com');
      expect(data.cvs[0].passages[0].text).toContain('Rigger');
      expect(data.cvs[0].scoredBy).not.toBeNull();
      expect(data.places.decisions).toMatchObject([{ reason: 'said of Zebramarker' }]);
      expect(JSON.stringify(data.places.audit_records)).toContain('subject export');
      expect(page).toContain('said of Zebramarker');
      for (const other of ['Ada', 'Bea Example', 'cid.txt', 'example.com/ada'])
        for (const [name, text] of Object.entries(files)) expect(text, `${name} ${other}`).not.toContain(other);
      for (const who of ['eve.zebramarker@example.com', 'eve ZEBRAMARKER', done.json.candidateId as string]) {
        const again = await at('subject', 'export', who, '--json');
        expect(again.json, who).toMatchObject({ candidateId: done.json.candidateId, cvs: 1 });
        expect(path.dirname(again.json.file as string)).toBe(cwd);
      }
      const log = await at('audit', 'list', '--action', 'export', '--json');
      expect(log.json.records.length).toBe(4);
    });

    it('refuses several people, nobody, and another tenant', async () => {
      const { cvs, cwd, at } = await placeOf(await newStore(), {
        'eve2.txt': CV('Eve Zebramarker', 'Baker').replace('eve.zebramarker', 'other.eve'),
      });
      const several = await at('subject', 'export', 'Eve Zebramarker', '--json');
      expect(several).toMatchObject({ exitCode: 2, json: { error: { code: 'bad_flag' } } });
      expect(several.json.error.message).toContain('2 people');
      const [candidate] = /[0-9a-f]{6,}/.exec(several.json.error.hint as string)!;
      expect((await at('subject', 'export', candidate, '--json')).json).toMatchObject({
        candidateId: candidate,
        cvs: 1,
      });
      for (const who of ['nobody@example.com', 'Nobody', '..', path.join(cvs, 'nothing.txt'), '%'])
        expect((await at('subject', 'export', who, '--json')).json.error.code, who).toBe('not_found');
      await at('tenants', 'add', 'acme');
      expect(
        (await at('subject', 'export', path.join(cvs, 'eve.txt'), '--tenant', 'acme', '--json')).json.error.code,
      ).toBe('not_found');
      expect(
        (await at('subject', 'export', 'Ada Example', '--output', path.join(cwd, 'no', 'x.zip'))).exitCode,
      ).not.toBe(0);
      expect(readdirSync(cwd).filter((name) => /part$/.test(name))).toEqual([]);
    });

    it('takes seven CVs of one person, and a file that became none', async () => {
      const { cvs, at, cwd } = await placeOf(await newStore());
      for (let i = 0; i < 6; i++) {
        writeFileSync(path.join(cvs, 'eve.txt'), `${EVE}\nEdition number ${i}: ${'more steel '.repeat(i)}`);
        await at('ingest', path.join(cvs, 'eve.txt'), '--keep');
      }
      const zip = path.join(cwd, 'eve.zip');
      expect((await at('subject', 'export', 'Eve Zebramarker', '--output', zip, '--json')).json).toMatchObject({
        cvs: 7,
        originals: 7,
      });
      expect(opened(zip).data.cvs.map(({ revision }: { revision: number }) => revision)).toEqual(
        Array.from({ length: 7 }, (_, i) => i + 1),
      );
      writeFileSync(path.join(cvs, 'broken.pdf'), '%PDF-1.4 broken zebra');
      await at('ingest', cvs, '--keep');
      const failed = await at('subject', 'export', path.join(cvs, 'broken.pdf'), '--output', zip, '--json');
      expect(failed.json).toMatchObject({ candidateId: null, cvs: 0, originals: 1 });
      expect(Object.values(opened(zip).files)).toContain('%PDF-1.4 broken zebra');
    });

    it('escapes markup in the page, and keeps names of files inside of the archive', async () => {
      const { cvs, at, cwd } = await placeOf(await newStore());
      const folder = path.join(cvs, 'hostile');
      mkdirSync(folder);
      const hostile = path.join(folder, 'evil..\\..\\ <img src=x onerror=alert(1)> & "x".html');
      writeFileSync(
        hostile,
        `<h1>Mal &lt;script&gt;alert(1)&lt;/script&gt; Lory</h1><p>mal@example.com</p><h2>Experience</h2><p>Welder at &lt;b&gt;Example&lt;/b&gt;, 2018 to 2021</p><p>${'many people in many places '.repeat(20)}</p>`,
      );
      expect((await at('ingest', hostile, '--json')).json).toMatchObject({ counts: { ready: 1 } });
      const zip = path.join(cwd, 'mal.zip');
      expect((await at('subject', 'export', 'mal@example.com', '--output', zip)).exitCode).toBe(0);
      const { names, page } = opened(zip);
      for (const tag of [MARKUP, '<img', '<b>', '<script']) expect(page, tag).not.toContain(tag);
      expect(page).toContain("default-src 'none'");
      for (const name of names) expect(name).toMatch(/^(?:index\.html|data\.json|originals\/\d\d-[^/\\:<>"|?*]+)$/);
      expect(names.join(' ')).not.toContain('..\\');
    });
  });
});

onEachStore((newStore) => {
  describe('subject restrict', () => {
    it('keeps a person out of match, match --all and recommendations, says so in show and list, until it is lifted', async () => {
      const { cvs, cwd, at } = await placeOf(await newStore());
      const jd = path.join(cwd, 'jd.txt');
      writeFileSync(jd, 'Rigger wanted\n\nRequirements\n- Rigging\n- Planning for many people');
      await at('jds', 'add', jd);
      const eve = path.join(cvs, 'eve.txt');
      const ranked = async (...args: string[]): Promise<string> => (await at('match', ...args, '--json')).stdout;
      expect(await ranked(jd)).toContain('Zebramarker');
      const done = await at(
        'subject',
        'restrict',
        'eve.zebramarker@example.com',
        '--reason',
        'contested',
        '--by',
        'Jo',
        '--json',
      );
      expect(done).toMatchObject({ exitCode: 0, json: { restricted: true, cvs: 1, reason: 'contested', by: 'Jo' } });
      for (const args of [[jd], ['--all'], [jd, '--all-revisions'], [jd, '--where', 'years>=0'], [jd, '--no-cache']])
        expect(await ranked(...args), args.join(' ')).not.toContain('Zebramarker');
      writeFileSync(eve, `${EVE}\nA new revision`);
      expect((await at('ingest', cvs, '--json')).json.counts.ready).toBe(1);
      expect(await ranked(jd)).not.toContain('Zebramarker');
      expect((await at('list')).stdout).toMatch(/Eve Zebramarker.* 2 restricted /);
      expect((await at('show', eve)).stdout).toMatch(/Restricted, in no ranking, since .* by Jo: contested/);
      expect((await at('show', eve, '--json')).json.restricted).toMatchObject({ reason: 'contested', by: 'Jo' });
      expect((await at('subject', 'export', eve, '--output', path.join(cwd, 'eve.zip'), '--json')).json.cvs).toBe(2);
      expect(opened(path.join(cwd, 'eve.zip')).page).toContain('contested');
      const lifted = await at('subject', 'restrict', eve, '--lift', '--json');
      expect(lifted.json).toMatchObject({ restricted: false, reason: null });
      expect(await ranked(jd)).toContain('Zebramarker');
      const log = await at('audit', 'list', '--action', 'decide', '--json');
      expect(log.json.records.map(({ detail }: { detail: string }) => detail)).toEqual([
        'restrictions.lift',
        'restrictions.restrict',
      ]);
      expect((await at('subject', 'restrict', 'nobody@example.com', '--json')).json.error.code).toBe('not_found');
    });

    it('is in a backup, after a restore, and after a move', async () => {
      const store = await newStore();
      const { cvs, cwd, at } = await placeOf(store);
      await at('subject', 'restrict', path.join(cvs, 'eve.txt'), '--reason', 'contested');
      const target = path.join(cwd, 'moved');
      const moved = await at('move', '--to', target, '--json');
      expect(moved.exitCode, moved.stderr + moved.stdout).toBe(0);
      const there = (...args: string[]) => run([...args, '--store', target], { cwd });
      const restricted = async (): Promise<string[]> =>
        ((await there('list', '--json')).json as { name: string; restricted: boolean }[])
          .filter((cv) => cv.restricted)
          .map(({ name }) => name);
      expect(await restricted()).toEqual(['Eve Zebramarker']);
      expect((await there('backup', path.join(cwd, 'backups'))).exitCode).toBe(0);
      rmSync(target, { recursive: true });
      const back = await there('restore', path.join(cwd, 'backups'));
      expect(back.exitCode, back.stderr).toBe(0);
      expect(await restricted()).toEqual(['Eve Zebramarker']);
      expect((await there('show', path.join(cvs, 'eve.txt'))).stdout).toContain('contested');
    });
  });
});

onEachStore((newStore) => {
  describe('subject rectify', () => {
    it('corrects a profile, by which the CV ranks, over a new reading and a reindex, until it is taken back', async () => {
      const { cvs, cwd, at } = await placeOf(await newStore());
      const jd = path.join(cwd, 'jd.txt');
      writeFileSync(jd, 'Engineer\n\nRequirements\n- Rust\n- 10 years of experience');
      const eve = path.join(cvs, 'eve.txt');
      const scored = async (): Promise<Record<string, number>> => {
        const { results } = (await at('match', jd, '--json')).json as {
          results: { path: string; parts: { requirement: string; score: number }[] }[];
        };
        const { parts } = results.find((one) => one.path === eve)!;
        return Object.fromEntries(parts.map(({ requirement, score }) => [requirement, score]));
      };
      const rectify = (...args: string[]) => at('subject', 'rectify', eve, ...args, '--json');
      const before = await scored();
      expect(before.Rust).toBe(0);
      const done = await rectify('add-skill', 'rust', '--reason', 'left out', '--by', 'Jo');
      expect(done).toMatchObject({
        exitCode: 0,
        json: { overrides: [{ field: 'add-skill', value: 'Rust', by: 'Jo' }] },
      });
      await rectify('years', '12', '--reason', 'said so');
      await rectify('name', MARKUP, '--reason', 'a hostile name');
      const after = await scored();
      expect(after.Rust).toBeGreaterThan(0);
      const shown = async (): Promise<void> => {
        const { stdout } = await at('show', eve);
        expect(stdout).toMatch(/Corrected add-skill: Rust \(.* by Jo: left out\)/);
        expect(stdout).toMatch(/Corrected name: .*read as: Eve Zebramarker/);
        expect(stdout).toContain(MARKUP);
        expect((await at('show', eve, '--format', 'html')).stdout).not.toContain('<script');
        expect((await at('list', '--json')).json.find((cv: { path: string }) => cv.path === eve)).toMatchObject({
          name: MARKUP,
          years: 12,
        });
      };
      await shown();
      // Other settings read every file again.
      const again = await at('ingest', cvs, '--as-of', '2026-01-01', '--json');
      expect(again.json.counts.ready, again.stdout).toBe(4);
      await shown();
      expect(await scored()).toEqual(after);
      expect((await at('reindex', '--json')).exitCode).toBe(0);
      await shown();
      expect(await scored()).toEqual(after);
      const zip = path.join(cwd, 'eve.zip');
      expect((await at('subject', 'export', eve, '--output', zip)).exitCode).toBe(0);
      expect(opened(zip).data.cvs[0].profile.overrides).toHaveLength(3);
      expect(opened(zip).page).not.toContain('<script');
      for (const args of [['years'], ['name'], ['add-skill', 'Rust']])
        expect((await rectify(...args, '--undo')).exitCode).toBe(0);
      expect((await at('show', eve)).stdout).not.toContain('Corrected');
      expect((await scored()).Rust).toBe(0);
      expect((await rectify('years', '--undo')).json.error.code).toBe('nothing_to_do');
      const log = await at('audit', 'list', '--action', 'decide', '--json');
      expect(log.json.records).toHaveLength(6);
    });

    it('refuses fields and values that make no sense, nobody, and another tenant', async () => {
      const { cvs, at } = await placeOf(await newStore());
      const eve = path.join(cvs, 'eve.txt');
      const refused = async (...args: string[]) => (await at('subject', 'rectify', ...args, '--json')).json.error;
      expect(await refused(eve, 'shoes', '43', '--reason', 'asked')).toMatchObject({
        code: 'bad_flag',
        hint: expect.stringContaining('remove-language'),
      });
      expect((await refused(eve, 'years', 'many', '--reason', 'asked')).code).toBe('bad_flag');
      expect((await refused(eve, 'years', '3')).code).toBe('bad_flag');
      expect((await refused(eve, 'years', '--reason', 'asked')).code).toBe('bad_flag');
      expect((await refused('nothing.txt', 'years', '3', '--reason', 'asked')).code).toBe('not_found');
      await at('tenants', 'add', 'acme');
      expect((await refused(eve, 'years', '3', '--reason', 'asked', '--tenant', 'acme')).code).toBe('not_found');
      expect((await at('show', eve)).stdout).not.toContain('Corrected');
    });
  });
});

onEachStore((newStore) => {
  describe('subject explain', () => {
    it('tells who decided what and why, by what was compared and by which version, and nothing of others', async () => {
      const { cvs, cwd, at } = await placeOf(await newStore());
      const jd = path.join(cwd, 'jd.txt');
      writeFileSync(jd, 'Rigger wanted\n\nRequirements\n- Must have: Rust\n- Rigging\n- Planning for many people');
      const eve = path.join(cvs, 'eve.txt');
      const explain = (...args: string[]) => at('subject', 'explain', eve, '--jd', jd, ...args);
      const first = await explain('--json');
      expect(first).toMatchObject({ exitCode: 0, json: { decisions: [], restricted: null, rankings: [] } });
      await at('decisions', 'add', jd, eve, 'maybe', '--by', 'Mo');
      await at(
        'decisions',
        'add',
        jd,
        eve,
        'rejected',
        '--reason',
        'no permit',
        '--stage',
        'phone screen',
        '--by',
        'Jo',
      );
      await at(
        'decisions',
        'add',
        jd,
        path.join(cvs, 'ada.txt'),
        'shortlisted',
        '--reason',
        'said of Ada',
        '--by',
        'Bo',
      );
      const { json } = await explain('--json');
      const ranking = (await at('match', jd, '--json')).json;
      const match = ranking.results.find((one: { path: string }) => one.path === eve);
      expect(json.decisions).toMatchObject([
        { decision: 'maybe', by: 'Mo' },
        { decision: 'rejected', by: 'Jo', reason: 'no permit', stage: 'phone screen' },
      ]);
      expect(json.comparison).toMatchObject({
        score: match.score,
        fingerprint: ranking.fingerprint,
        matchId: match.id,
      });
      expect(json.comparison.parts).toEqual(match.parts);
      await at('subject', 'rectify', eve, 'add-skill', 'Rust', '--reason', 'left out');
      await at('subject', 'restrict', eve, '--reason', 'contested');
      const { stdout, exitCode } = await explain();
      expect(exitCode).toBe(0);
      for (const said of [
        'Eve Zebramarker',
        'rejected (phone screen): no permit; Jo',
        ranking.fingerprint,
        'Kept out of every ranking since',
        'contested',
        'add-skill: Rust',
        'decides nothing and rejects nobody',
        'not found in the CV',
      ])
        expect(stdout).toContain(said);
      expect(stdout).not.toMatch(/Ada|Bea|Bo\b/);
      const log = await at('audit', 'list', '--action', 'read', '--json');
      expect(log.json.records[0].detail).toBe('subject explain');
      expect((await at('subject', 'explain', 'Nobody', '--jd', jd, '--json')).json.error.code).toBe('not_found');
      expect((await at('subject', 'explain', eve, '--jd', 'nothing', '--json')).json.error.code).toBe('path_not_found');
      await at('tenants', 'add', 'acme');
      expect((await explain('--tenant', 'acme', '--json')).exitCode).not.toBe(0);
    });
  });
});

describe('an export that is killed', () => {
  it('leaves no half archive under the final name', async () => {
    const { cvs, cwd, store } = folderWith({
      'eve.txt': `${EVE}\n${'steel and rope for many people\n'.repeat(40_000)}`,
    });
    await run(['ingest', cvs, '--keep', '--store', store], { cwd });
    const zip = path.join(cwd, 'eve.zip');
    for (const ms of [400, 600, 800, 1000, 1200]) {
      const args = ['subject', 'export', 'eve.zebramarker@example.com', '--output', zip, '--store', store];
      const child = execa(process.execPath, [...NODE_FLAGS, path.join(root, 'bin/run.js'), ...args], {
        cwd,
        env,
        reject: false,
        timeout: ms,
        killSignal: 'SIGKILL',
      });
      await child;
      if (existsSync(zip)) expect(opened(zip).data.cvs).toHaveLength(1);
    }
    expect(
      (await run(['subject', 'export', 'Eve Zebramarker', '--output', zip, '--store', store], { cwd })).exitCode,
    ).toBe(0);
    expect(opened(zip).data.cvs).toHaveLength(1);
  });
});
