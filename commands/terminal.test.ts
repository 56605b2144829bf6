import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, root, type CliResult } from './_shared/testing.js';

/** Red, a link, a cleared screen, a window title, reversed text, a line of its own. */
const HOSTILE = '\u001b[31m\u001b]8;;mailto\u0007\u009b2J\u001b]0;owned\u0007\u007f\u202eevil\u2066\u2028\u200f';
const FORGED = 'FORGED all is well';
/** For a file name, which may contain line feeds too. */
const NAME = `a${HOSTILE}\n${FORGED}`;
// eslint-disable-next-line no-control-regex -- what a terminal obeys; lines end in CSV with a carriage return
const OBEYED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Bidi_Control}\u2028\u2029]|\r(?!\n)/u;
// eslint-disable-next-line no-control-regex -- those of ours
const COLOURS = /\u001b\[(?:\d|2\d|3[1-69])m/g;
const SHOWN = /\\x1b|\\u202e|\\u009b/;

interface Place {
  cwd: string;
  cvs: string;
  jd: string;
  cv: string;
  key: string;
  data: string;
}

/** Inside HTML: a plain text with so many control characters would not be recognised as text. */
const FILLER = 'Welding, steel and TypeScript for many people in many places. '.repeat(30);
const CV = `<h1>Ada Example</h1><p>ada@example.com</p><h2>Experience</h2>
<p>Welder ${HOSTILE} at Example${HOSTILE} Ltd, 2018 to 2021</p><ul><li>${FILLER}</li><li>Steel ${HOSTILE}</li></ul>
<h2>Skills</h2><p>TypeScript, Welding${HOSTILE}, ${HOSTILE}Steel</p>`;
const JD = `Welder ${HOSTILE} wanted\n\nRequirements ${HOSTILE}\n- TypeScript\n- Welding ${HOSTILE} steel\n- 3 years of welding\n`;
const lines = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** A data set in BEIR layout whose ids, titles and folder are hostile. */
function dataSet(folder: string): void {
  mkdirSync(path.join(folder, 'qrels'), { recursive: true });
  const people = ['Welder of steel', 'Baker of bread', 'Nurse on a ward'].map((text, i) => ({
    _id: `cv${i}${HOSTILE}`,
    title: `${text} ${HOSTILE}`,
    text: `${text}. Ten years of work ${HOSTILE} in many places.`,
  }));
  writeFileSync(path.join(folder, 'corpus.jsonl'), lines(...people));
  writeFileSync(path.join(folder, 'queries.jsonl'), lines({ _id: `q${HOSTILE}`, title: JD.split('\n')[0]!, text: JD }));
  const grades = people.map(({ _id }, i) => `q${HOSTILE}\t${_id}\t${i === 0 ? 0 : 1}`);
  writeFileSync(path.join(folder, 'qrels', 'test.tsv'), `query-id\tcorpus-id\tscore\n${grades.join('\n')}\n`);
}

async function hostilePlace(base: string): Promise<Place> {
  const cwd = path.join(base, `w${NAME}`);
  const [cvs, data] = [path.join(cwd, `cvs${NAME}`), path.join(cwd, `data${NAME}`)];
  mkdirSync(cvs, { recursive: true });
  writeFileSync(path.join(cvs, `${NAME}.html`), CV);
  writeFileSync(path.join(cvs, `${NAME}-2.html`), CV.replaceAll('steel', 'wood').replaceAll('many', 'few'));
  writeFileSync(path.join(cvs, `${NAME}.pdf`), '%PDF-1.4 broken');
  const jd = path.join(cwd, `jd${NAME}.txt`);
  writeFileSync(jd, JD);
  writeFileSync(path.join(cwd, 'labels.jsonl'), lines({ file: `${NAME}.html`, work: [] }));
  writeFileSync(path.join(cwd, 'pairs.tsv'), `${NAME.replace('\n', ' ')}.html\t${NAME.replace('\n', ' ')}.pdf\n`);
  dataSet(data);
  const place = { cwd, cvs, jd, data, cv: path.join(cvs, `${NAME}.html`), key: '' };
  const run = (...args: string[]): Promise<CliResult> => cli(args, { cwd, env: ENV });
  expect((await run('ingest', cvs, '--json')).json.counts).toMatchObject({ ready: 2 });
  await run('jds', 'add', jd);
  place.key = (await run('keys', 'add', `ci${NAME}`, '--json')).json.id as string;
  return place;
}

const ENV = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };

/** Arguments of each command. `quiet`: nothing of a stranger is in its output; `text`: it has no --json. */
type Case = string[] | { quiet: string[] } | { text: string[] };
const GENERATE = ['--cvs', '1', '--jds', '0'];
const CASES: Record<string, (place: Place) => Case[]> = {
  'audit:list': () => [
    ['audit', 'list', '--cv', NAME],
    ['audit', 'list', '--since', NAME],
    { quiet: ['audit', 'list'] },
  ],
  'audit:export': () => [{ text: ['audit', 'export', '--cv', NAME] }],
  'audit:verify': () => [['audit', 'verify', '--from', NAME]],
  'erasures:list': () => [{ quiet: ['erasures', 'list'] }, { quiet: ['erasures', 'list', '--after', NAME] }],
  'erasures:show': () => [['erasures', 'show', NAME]],
  backup: () => [
    ['backup', `backups${NAME}`],
    ['backup', NAME, '--keep', NAME],
  ],
  'backup:list': () => [['backup', 'list', NAME]],
  'backup:verify': () => [['backup', 'verify', NAME]],
  'candidates:list': () => [['candidates', 'list']],
  'candidates:merge': () => [{ quiet: ['candidates', 'merge', NAME] }, ['candidates', 'merge', '1', '--by', NAME]],
  'candidates:split': () => [{ quiet: ['candidates', 'split', NAME] }, ['candidates', 'split', '1']],
  'candidates:undo': () => [
    ['candidates', 'undo', NAME],
    ['candidates', 'undo', '1'],
  ],
  config: () => [['config', '--store', NAME]],
  'config:get': () => [['config', 'get', NAME]],
  'config:set': () => [
    ['config', 'set', 'model', NAME],
    { quiet: ['config', 'set', 'model', '--unset'] },
    ['config', 'set', NAME, NAME],
  ],
  doctor: () => [['doctor', '--store', NAME]],
  'encryption:new-key': () => [['encryption', 'new-key', `${NAME}/none`]],
  'encryption:off': () => [{ quiet: ['encryption', 'off'] }],
  'encryption:on': () => [{ quiet: ['encryption', 'on'] }],
  'encryption:rotate': () => [['encryption', 'rotate', '--to', `${NAME}/none`]],
  'encryption:show': () => [{ quiet: ['encryption', 'show'] }],
  'evaluate:ab': ({ data }) => [['evaluate', 'ab', NAME, NAME, '--data', data]],
  'evaluate:fairness': ({ jd }) => [
    ['evaluate', 'fairness', jd, '--names', '1'],
    ['evaluate', 'fairness', NAME],
    ['evaluate', 'fairness', jd, '--ll144', '--demographics', NAME],
  ],
  'evaluate:parsing': ({ cvs }) => [
    { quiet: ['evaluate', 'parsing', cvs] },
    ['evaluate', 'parsing', 'labels.jsonl', '--files', NAME],
    ['evaluate', 'parsing', '--pairs', 'pairs.tsv'],
  ],
  'evaluate:pick': ({ data }) => [{ quiet: ['evaluate', 'pick', data] }, ['evaluate', 'pick', NAME]],
  'evaluate:ranking': ({ data }) => [
    { quiet: ['evaluate', 'ranking', data] },
    ['evaluate', 'ranking', data, data],
    ['evaluate', 'ranking', data, '--gate', NAME],
  ],
  export: () => [
    { text: ['export'] },
    { text: ['export', '--format', 'csv'] },
    { text: ['export', '--output', `${NAME}/none`] },
  ],
  generate: () => [['generate', ...GENERATE, '--out', `out${NAME}`]],
  ingest: ({ cvs }) => [
    ['ingest', cvs, '--dry-run', '--as-of', '2026-01-01'],
    // Not at once with `--json`: whichever comes second has nothing to do, and nothing to show.
    { text: ['ingest', cvs, '--as-of', '2026-01-01'] },
    { quiet: ['ingest', cvs, '--as-of', '2026-01-02'] },
    ['ingest', NAME],
  ],
  'jds:add': ({ jd }) => [
    ['jds', 'add', jd],
    ['jds', 'add', NAME],
  ],
  'jds:explain': ({ jd }) => [
    ['jds', 'explain', jd],
    ['jds', 'explain', NAME],
  ],
  'jds:list': () => [['jds', 'list']],
  'jds:remove': ({ jd }) => [
    ['jds', 'remove', NAME],
    ['jds', 'remove', jd],
    ['jds', 'add', jd],
  ],
  'jds:show': ({ jd }) => [
    ['jds', 'show', jd],
    ['jds', 'show', jd, '--json-ld'],
    ['jds', 'show', NAME],
  ],
  'keys:add': () => [{ quiet: ['keys', 'add', NAME] }, ['keys', 'add', 'b', '--scope', NAME]],
  'keys:list': () => [['keys', 'list']],
  'keys:revoke': ({ key }) => [['keys', 'revoke', NAME], { quiet: ['keys', 'revoke', key] }],
  list: () => [['list'], ['list', '--where', NAME], ['list', `--${NAME}`], [NAME], ['list', NAME]],
  match: ({ jd }) => [
    ['match', jd],
    ['match', jd, '--explain'],
    ['match', jd, '--csv'],
    ['match', jd, '--markdown'],
    ['match', '--all'],
    ['match', NAME],
    ['match', jd, '--must', NAME],
    ['match', jd, '--html', `${NAME}/none`],
  ],
  mcp: () => [{ text: ['mcp', '--store', NAME, '--embedder', NAME] }],
  'migrate:status': () => [['migrate', 'status', '--store', NAME]],
  migrate: () => [
    ['migrate', '--store', NAME],
    ['migrate', '--dry-run', '--store', `https://${NAME}`],
  ],
  move: () => [
    { text: ['move', '--to', `moved${NAME}`, '--files', 'none'] },
    ['move', '--to', `moved${NAME}`, '--dry-run'],
    { quiet: ['move', '--to', `https://${NAME}`] },
  ],
  'models:list': () => [['models', 'list', '--store', `https://${NAME}`]],
  'models:pull': () => [['models', 'pull', NAME]],
  'decisions:add': ({ jd, cv }) => [
    { quiet: ['decisions', 'add', jd, cv, 'shortlisted', '--reason', NAME, '--by', NAME] },
    ['decisions', 'add', NAME, NAME, 'shortlisted'],
  ],
  'decisions:list': () => [
    ['decisions', 'list'],
    ['decisions', 'list', NAME],
  ],
  'decisions:undo': () => [['decisions', 'undo', NAME]],
  open: ({ cv }) => [
    ['open', cv, '--path'],
    ['open', NAME],
  ],
  plan: () => [['plan', '--rate', NAME]],
  reindex: () => [{ quiet: ['reindex'] }, ['reindex', '--model', NAME]],
  remove: ({ cv }) => [
    ['remove', NAME],
    { quiet: ['remove', cv, '--despite-hold'] },
    { quiet: ['ingest', cv, '--again', '--quiet'] },
  ],
  report: () => [['report', NAME]],
  'report:compare': () => [['report', 'compare', NAME, NAME]],
  restore: () => [['restore', NAME]],
  resume: () => [{ quiet: ['resume'] }, ['resume', '--store', NAME]],
  'retention:due': () => [
    { quiet: ['retention', 'due'] },
    ['retention', 'due', '--rule', NAME],
    ['retention', 'due', '--after', NAME],
  ],
  'retention:list': () => [{ quiet: ['retention', 'list'] }],
  'retention:remove': () => [['retention', 'remove', NAME]],
  'retention:run': () => [{ quiet: ['retention', 'run', '--dry-run'] }],
  'retention:set': () => [
    ['retention', 'set', '--of', NAME, '--after', '9d'],
    ['retention', 'set', '--of', 'all', '--after', NAME],
    ['retention', 'set', '--of', 'all', '--after', '9d', '--name', NAME],
    ['retention', 'set', '--of', 'all', '--after', '9d', '--where', NAME],
  ],
  'retention:hold:add': ({ cv }) => [
    ['retention', 'hold', 'add', NAME, '--reason', NAME],
    ['retention', 'hold', 'add', cv, '--reason', NAME, '--by', NAME],
  ],
  'retention:hold:list': () => [['retention', 'hold', 'list']],
  'retention:hold:release': () => [['retention', 'hold', 'release', NAME]],
  'schedule:list': () => [['schedule', 'list', '--store', NAME]],
  'schedule:run': () => [['schedule', 'run', NAME]],
  serve: () => [['serve', '--store', NAME, '--host', NAME]],
  diff: ({ cv }) => [
    ['diff', cv],
    ['diff', NAME],
  ],
  show: ({ cv }) => [
    ['show', cv],
    ['show', cv, '--format', 'html'],
    { quiet: ['show', cv, '--format', 'markdown'] },
    ['show', NAME],
  ],
  simulate: () => [
    ['simulate', '--rate', NAME],
    ['simulate', '--threshold', NAME],
  ],
  status: () => [['status']],
  'subject:explain': ({ cv, jd }) => [['subject', 'explain', cv, '--jd', jd]],
  'subject:export': ({ cv, cwd }) => [['subject', 'export', cv, '--output', path.join(cwd, `${NAME}.zip`)]],
  'subject:rectify': ({ cv }) => [
    { quiet: ['subject', 'rectify', cv, 'title', 'Welder', '--reason', NAME, '--by', NAME] },
    { quiet: ['subject', 'rectify', cv, NAME, NAME, '--reason', NAME] },
    { quiet: ['subject', 'rectify', cv, 'name', NAME, '--reason', NAME] },
    ['subject', 'rectify', NAME, 'name', '--undo'],
    ['show', cv],
  ],
  'subject:restrict': ({ cv }) => [
    ['subject', 'restrict', cv, '--reason', NAME, '--by', NAME],
    { quiet: ['subject', 'restrict', NAME] },
    { quiet: ['subject', 'restrict', cv, '--lift'] },
  ],
  'tasks:drop': () => [['tasks', 'drop', NAME], { quiet: ['tasks', 'drop', '--code', NAME] }],
  'tasks:list': () => [
    ['tasks', 'list'],
    ['tasks', 'list', NAME],
  ],
  'tasks:pause': () => [{ quiet: ['tasks', 'pause'] }],
  'tasks:resume': () => [{ quiet: ['tasks', 'resume'] }],
  'tasks:retry': () => [['tasks', 'retry', NAME], { quiet: ['tasks', 'retry', '--code', NAME] }],
  'tenants:add': () => [['tenants', 'add', NAME]],
  'tenants:list': () => [{ quiet: ['tenants', 'list'] }, ['tenants', 'list', '--store', `mysql://${NAME}`]],
  'tenants:remove': () => [
    ['tenants', 'remove', NAME],
    ['tenants', 'remove', NAME, '--yes'],
  ],
  workers: () => [{ quiet: ['workers'] }],
  'workers:drain': () => [['workers', 'drain', NAME]],
  'workers:stop': () => [['workers', 'stop', NAME]],
  worker: () => [
    { quiet: ['worker', '--store', NAME, '--drain'] },
    ['worker', '--drain', '--metrics-port', '0', '--metrics-host', NAME],
  ],
};

const commands = Object.keys(
  (JSON.parse(readFileSync(path.join(root, 'oclif.manifest.json'), 'utf8')) as { commands: object }).commands,
);

describe('what a stranger wrote is shown by the terminal and not obeyed', () => {
  const base = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
  let place: Place;
  beforeAll(async () => {
    place = await hostilePlace(base);
  }, 120_000);
  afterAll(() => {
    rmSync(base, { recursive: true, force: true });
  });

  it.each(commands.sort())(
    'by %s',
    async (command) => {
      expect(Object.keys(CASES), 'a command without a case here').toContain(command);
      for (const one of CASES[command]!(place)) {
        const args = 'quiet' in one ? one.quiet : 'text' in one ? one.text : one;
        const run = (...more: string[]): Promise<CliResult> =>
          cli([...args, ...more], { cwd: place.cwd, env: ENV, input: '' });
        const [text, json] = await Promise.all([run(), 'text' in one ? null : run('--json')]);
        for (const { stdout, stderr } of [text, ...(json === null ? [] : [json])])
          expect(OBEYED.exec(`${stdout}\n${stderr}`), `${args.join(' ')}\n${stdout}\n${stderr}`).toBeNull();
        for (const line of `${text.stdout}\n${text.stderr}`.split('\n')) expect(line).not.toMatch(/^\s*FORGED/);
        if (!('quiet' in one)) expect(`${text.stdout}\n${text.stderr}`, args.join(' ')).toMatch(SHOWN);
        if (json !== null) expect(json.json, `${json.stdout}\n${json.stderr}`).toBeDefined();
      }
    },
    120_000,
  );

  it('but the bytes of a file are given as they are, where no terminal shows them', async () => {
    const file = path.join(place.cwd, 'scan.png');
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) % 256));
    writeFileSync(file, bytes);
    await cli(['ingest', file], { cwd: place.cwd, env: ENV });
    const { stdout } = await execa(process.execPath, [path.join(root, 'bin/run.js'), 'open', file, '-o', '-'], {
      cwd: place.cwd,
      env: { ...ENV, NODE_ENV: 'production' },
      encoding: 'buffer',
    });
    expect(bytes.equals(stdout)).toBe(true);
  }, 120_000);

  it.skipIf(!existsSync('/usr/bin/script'))(
    'nor by a terminal that shows colours: those of ours alone',
    async () => {
      const [node, run] = [process.execPath, path.join(root, 'bin/run.js')];
      const shown = async (...args: string[]): Promise<string> => {
        const command = [node, run, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
        // Nothing but what a person's terminal has: a CI variable, say, would take the colours away.
        const { PATH, HOME } = process.env;
        const env = { PATH, HOME, ...ENV, TERM: 'xterm', NODE_ENV: 'production' };
        const options = { cwd: place.cwd, env, extendEnv: false, input: '', reject: false } as const;
        return (await execa('script', ['-qec', command, '/dev/null'], options)).stdout;
      };
      const [ranking, refusal, help] = await Promise.all([
        shown('match', place.jd, '--explain'),
        shown('show', NAME),
        shown('help', 'match'),
      ]);
      for (const text of [ranking, refusal, help])
        expect(OBEYED.exec(text.replace(COLOURS, '').replace(/\r+\n/g, '\n'))).toBeNull();
      expect(ranking).toContain('\u001b[1m2 candidates for "Welder \\x1b[31m');
      expect(ranking).not.toContain('\u001b[31m\u001b]');
      expect(refusal).toMatch(SHOWN);
      expect(help).toContain('\u001b[1mUSAGE');
    },
    60_000,
  );
});
