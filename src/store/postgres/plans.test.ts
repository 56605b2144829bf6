import { afterAll, beforeAll, expect, it } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { CVS, fillForPlans, GROWING, PLANNED, unexpected, WHOLE, type Whole } from '../contract/plans.js';
import { repositoriesOf } from '../observed.js';
import type { Store } from '../port/index.js';
import { openPostgresStore } from './index.js';
import type { Server } from './server.js';
import { TestDatabase } from './testing.js';

/** As auto_explain tells it: the plan by which a statement was run, triggers included, with its real values and rows. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

const EXPLAINED = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
};

/** Rows of a table that one statement may look at: no answer here has more than a hundred. */
const MOST = CVS / 5;
/** The same without an index: a table of a page or two is read at once. */
const MOST_WITHOUT = 200;

const PARTS = ['documents', 'profiles', 'scoring', 'occupations', 'bands'];
const HERE: Whole = [
  ...WHOLE,
  ['summary', ['cvs', 'files'], 'it counts all there is, for people and for a page that is asked for now and then'],
  ['summary', ['tasks'], 'it counts open tasks, of files on the disk too'],
  ['uploads.counts', ['tasks'], 'it counts all uploads of a key, here a tenth of all'],
  ['matches.missing', ['matches'], 'as for its CVs: all of the JD are compared with all CVs'],
  ['cvs.profileSizes', ['profiles'], 'of the last 1,000 CVs, which are many of those here'],
  ['search.pick', ['vectors'], 'up to 20,000 CVs all vectors are compared: exact, and quicker than an index'],
  ['subjects.find', ['cvs', 'profiles'], 'people are found by name and address, for which there is no index'],
  ['search.pick', ['scoring'], 'the words of CVs that are not packed, fewer than 2,048'],
  ['intake.prune', ['scoring'], 'as above, to know which words only the removed have'],
  ['cvs.remove', ['scoring'], 'as above'],
  ['search.pick', ['cvs'], 'conditions such as a country are asked of every CV'],
  [
    'erasures.advance',
    [...PARTS, ...['cvs', 'files', 'tasks', 'batches', 'matches', 'explanations', 'matches_shown', 'decisions', 'jds']],
    'proof that a removed CV is gone: every row is looked at',
  ],
  ['erasures.advance', ['candidate_pairs'], 'as above'],
];

withServer('PostgreSQL', (url) => {
  let database: TestDatabase;
  let server: Server;
  let store: Store;
  const said: string[] = [];

  beforeAll(async () => {
    // Not a superuser's: for those there is no wall between tenants, whose conditions change plans.
    database = await TestDatabase.make(url, { plain: true });
    // Long ago, so that little ended in the last minute, and leases have.
    const filling = await database.open({ now: () => Date.parse('2026-01-01') });
    await fillForPlans(await openPostgresStore(filling, 'big'));
    const role = new URL(database.url).username;
    const settings = Object.entries(EXPLAINED).map(([name, value]) => `ALTER ROLE ${role} SET ${name} = '${value}'`);
    await database.run(settings.join(';'));
    // As autovacuum would after so many writes.
    await database.run('VACUUM ANALYZE');
    server = await database.open({ onNotice: (message) => said.push(message) });
    store = await openPostgresStore(server, 'big');
  }, 300_000);
  afterAll(() => database.remove());

  /** The tables that the statements of a call read too much of. */
  async function readBy(name: string, call: () => Promise<unknown>): Promise<string[]> {
    said.length = 0;
    await call();
    // A plan is told when its transaction has ended, for which a reader does not wait.
    const { pool } = server as unknown as { pool: { totalCount: number; idleCount: number } };
    await expect.poll(() => pool.totalCount - pool.idleCount, { interval: 1, timeout: 10_000 }).toBe(0);
    const plans = said.map((message) => JSON.parse(message.slice(message.indexOf('{'))) as { Plan: PlanNode });
    expect(plans.length, name).toBeGreaterThan(0);
    return plans.flatMap(({ Plan }) => tablesRead(Plan)).map((table) => `${name} reads all of ${table}`);
  }

  it('reads no whole table where an index could answer, whatever is asked of the store', async () => {
    const found: string[] = [];
    for (const [name, call] of PLANNED) found.push(...(await readBy(name, () => call(store))));
    expect(unexpected(found, HERE)).toEqual([]);
  }, 120_000);

  it('would tell of a statement without an index, and of one whose index leads to everything of a tenant', async () => {
    const asked = (sql: string): Promise<string[]> =>
      readBy('it', () =>
        server.transaction("SELECT set_config('cvmatch.tenant', '1', true)", async (client) => client.query(sql)),
      );
    expect(await asked("SELECT 1 FROM files WHERE tenant = 1 AND message = 'x'")).toEqual(['it reads all of files']);
    expect(await asked('SET LOCAL enable_seqscan = off; SELECT count(*) FROM tasks WHERE tenant = 1')).toEqual([
      'it reads all of tasks',
    ]);
    expect(await asked("SELECT 1 FROM files WHERE tenant = 1 AND path = '/cvs/1.txt'")).toEqual([]);
  });

  it('asks everything there is to ask', () => {
    const methods = repositoriesOf(store).flatMap(([name, methods]) =>
      Object.keys(methods).map((one) => `${name}.${one}`),
    );
    const asked = new Set(PLANNED.map(([name]) => name));
    expect(methods.filter((name) => !asked.has(name))).toEqual([]);
  });
});

function tablesRead(node: PlanNode): string[] {
  const below = (node.Plans ?? []).flatMap(tablesRead);
  const table = (node['Relation Name'] ?? '').replace(/^(vectors|audit_records)_.*/, '$1');
  if (![...GROWING, 'vectors'].includes(table) || !node['Node Type'].endsWith('Scan')) return below;
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const rows = (node['Actual Loops'] ?? 0) * ((node['Actual Rows'] ?? 0) + removed);
  return rows > (node['Node Type'] === 'Seq Scan' ? MOST_WITHOUT : MOST) ? [table, ...below] : below;
}
