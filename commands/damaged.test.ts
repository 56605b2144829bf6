import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { cli, fixtures, root, type CliResult } from './_shared/testing.js';

const base = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const sound = path.join(base, 'sound');
const env = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };
const jd = fixtures('demo', 'jd.txt');

/** Does it to a copy of the store. */
function damaged(name: string, damage: (file: string) => void): string {
  const store = path.join(base, name);
  cpSync(sound, store, { recursive: true });
  damage(path.join(store, 'store.db'));
  return store;
}

/** All pages but those that tell what there is: it opens, and fails at whatever is read. */
function overwritePages(file: string): void {
  const raw = new Sqlite(file);
  const pages = raw.prepare<[], number>('SELECT rootpage FROM sqlite_master WHERE rootpage > 1').pluck().all();
  raw.close();
  const bytes = readFileSync(file);
  for (const page of pages) bytes.fill(0xff, (page - 1) * 4096, page * 4096);
  writeFileSync(file, bytes);
}

/** A database that is not ours. */
function otherProgram(file: string): void {
  rmSync(file);
  new Sqlite(file).exec('CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES (1)').close();
}

/** An MCP client that starts the command as an assistant does. */
async function connectMcp(where: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const args = [path.join(root, 'bin/run.js'), 'mcp', '--store', where];
  const variables = { ...env, NODE_ENV: 'production', PATH: process.env.PATH ?? '', HOME: base };
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: variables }));
  onTestFinished(() => client.close());
  return client;
}

/** What each command is called with; null: it opens no store. */
const CASES: Record<string, string[] | null> = {
  'audit:export': [],
  'audit:list': [],
  'audit:verify': [],
  backup: [path.join(base, 'backups')],
  'backup:list': null,
  'backup:verify': null,
  'candidates:list': [],
  'candidates:merge': ['1'],
  'candidates:split': ['1'],
  'candidates:undo': ['1'],
  config: null,
  'config:get': null,
  'config:set': null,
  'decisions:add': [jd, 'abcdef', 'shortlisted'],
  'decisions:list': [],
  'decisions:undo': ['1'],
  diff: ['abcdef'],
  doctor: [],
  'encryption:new-key': null,
  'encryption:off': [],
  // It asks for a key first.
  'encryption:on': null,
  'encryption:rotate': [],
  'encryption:show': [],
  'erasures:list': [],
  'erasures:show': ['abcdef'],
  'evaluate:ab': null,
  'evaluate:fairness': [jd, '--cvs', '1', '--names', '1'],
  'evaluate:parsing': null,
  'evaluate:pick': null,
  'evaluate:ranking': null,
  export: [],
  generate: null,
  ingest: [fixtures('demo', 'cvs')],
  'jds:add': [jd],
  'jds:explain': ['baker'],
  'jds:list': [],
  'jds:remove': ['baker'],
  'jds:show': ['baker'],
  'keys:add': ['ci'],
  'keys:list': [],
  'keys:revoke': ['ci'],
  list: [],
  match: [jd],
  // It opens the store with its first call: see below.
  mcp: null,
  migrate: [],
  // It reads the version alone.
  'migrate:status': null,
  move: ['--to', path.join(base, 'moved')],
  'models:list': null,
  'models:pull': null,
  open: ['abcdef', '--path'],
  plan: null,
  reindex: [],
  remove: ['abcdef'],
  report: null,
  'report:compare': null,
  // It opens a new one.
  restore: null,
  resume: [],
  'retention:due': [],
  'retention:hold:add': ['abcdef', '--reason', 'claim'],
  'retention:hold:list': [],
  'retention:hold:release': ['abcdef'],
  'retention:list': [],
  'retention:remove': ['all'],
  'retention:run': [],
  'retention:set': ['--of', 'all', '--after', '90d'],
  'schedule:list': [],
  'schedule:run': [],
  serve: ['--port', '0'],
  show: ['abcdef'],
  simulate: null,
  status: [],
  'subject:explain': ['abcdef', '--jd', jd],
  'subject:export': ['abcdef', '--output', path.join(base, 'subject.zip')],
  'subject:rectify': ['abcdef', 'name', 'Ada', '--reason', 'asked'],
  'subject:restrict': ['abcdef'],
  'tasks:drop': [],
  'tasks:list': [],
  'tasks:pause': [],
  'tasks:resume': [],
  'tasks:retry': [],
  'tenants:add': ['berlin'],
  'tenants:list': [],
  'tenants:remove': ['berlin', '--yes'],
  worker: ['--drain'],
  workers: [],
  'workers:drain': ['abcdef01'],
  'workers:stop': ['abcdef01'],
};

const commands = Object.keys(
  (JSON.parse(readFileSync(path.join(root, 'oclif.manifest.json'), 'utf8')) as { commands: object }).commands,
);

describe('a damaged store', () => {
  let store: string;
  let cvIds: string[];
  beforeAll(async () => {
    expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', sound], { env })).exitCode).toBe(0);
    cvIds = ((await cli(['list', '--json', '--store', sound], { env })).json as { cvId: string }[]).map(
      ({ cvId }) => cvId,
    );
    store = damaged('pages', overwritePages);
  }, 120_000);
  afterAll(() => {
    rmSync(base, { recursive: true, force: true });
  });

  const run = (command: string, given: string[], where: string): Promise<CliResult> =>
    cli([...command.split(':'), ...given, '--store', where], { env, input: '' });

  it.each(commands.filter((command) => CASES[command] !== null))(
    'is told by %s in words of ours, with what to do',
    async (command) => {
      expect(Object.keys(CASES), 'a command without a case here').toContain(command);
      const { stdout, stderr, exitCode } = await run(command, CASES[command]!, store);
      const said = `${stdout}\n${stderr}`;
      expect(exitCode, said).toBe(1);
      expect(said).not.toMatch(/SqliteError|^\s+at /m);
      expect(said).toMatch(/store\.db (?:is damaged|holds something)|the file (?:is damaged|cannot be read)/);
      expect(said).toMatch(/Restore it from a copy|cvmatch doctor/);
    },
    60_000,
  );

  it.each<[string, (file: string) => void]>([
    ['whose pages are damaged', overwritePages],
    ['that is cut off', (file) => writeFileSync(file, readFileSync(file).subarray(0, 6000))],
    ['that is empty', (file) => writeFileSync(file, '')],
    ['that is no database', (file) => writeFileSync(file, 'not a database, '.repeat(1000))],
    ["that is another program's", otherProgram],
    ['whose profiles are gone', (file) => void new Sqlite(file).exec('DELETE FROM profiles').close()],
  ])(
    'is told by mcp to its assistant, call after call: one %s',
    async (name, damage) => {
      const where = damaged(`mcp ${name}`, damage);
      const client = await connectMcp(where);
      for (const round of [1, 2])
        for (const [tool, given] of [
          ['status', {}],
          ['match', { jd: readFileSync(jd, 'utf8') }],
          ['show', { id: cvIds[0]! }],
        ] as const) {
          const { isError, content } = await client.callTool({ name: tool, arguments: given });
          const [{ text }] = content as [{ text: string }];
          // Neither needs a profile; and an empty file is a store that holds nothing yet.
          if (name === 'whose profiles are gone' && tool !== 'show') continue;
          if (name === 'that is empty' && tool === 'status') continue;
          expect(isError, `${tool} ${round}: ${text}`).toBe(true);
          expect(text).not.toMatch(/SqliteError|^\s+at |undefined|\[object/m);
          expect(text).toMatch(/cvmatch|[Rr]estore|another/);
        }
    },
    60_000,
  );

  it('is told of by doctor for every tenant', async () => {
    const two = path.join(base, 'two');
    cpSync(sound, two, { recursive: true });
    await run('tenants:add', ['berlin'], two);
    await run('ingest', [fixtures('demo', 'cvs'), '--tenant', 'berlin'], two);
    expect((await run('doctor', [], two)).exitCode).toBe(0);
    writeFileSync(path.join(two, 'tenants', 'berlin', 'store.db'), '');
    const { stdout, exitCode } = await run('doctor', [], two);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/FAIL +store +\S+berlin\/store\.db is empty/);
  }, 120_000);

  it('that another process holds is told, and nothing is lost', async () => {
    const held = path.join(base, 'held');
    cpSync(sound, held, { recursive: true });
    const other = new Sqlite(path.join(held, 'store.db'));
    other.exec('BEGIN EXCLUSIVE');
    const { stderr, exitCode } = await run('keys:add', ['ci'], held);
    other.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('is locked by another process');
    expect((await run('keys:add', ['ci'], held)).exitCode).toBe(0);
  }, 120_000);
});
