import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../domain/index.js';
import { withServer } from '../../config/testing-servers.js';
import { fileResult, MODEL, person, storeContract } from '../contract/index.js';
import { openPostgresStore } from './index.js';
import { TestDatabase } from './testing.js';

/** Connections that PgBouncer has to PostgreSQL for each user and database: see scripts/servers/programs.js. */
const FEW = 4;

/**
 * PgBouncer in transaction mode gives each transaction another connection, so nothing may be expected of a session: no prepared
 * statement, setting, lock or notification. The user has no special rights, so that the wall between tenants stands.
 */
withServer('PostgreSQL', (administrator) => {
  withServer('PgBouncer', (through) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await TestDatabase.make(administrator, { plain: true, through });
      await Promise.all(Array.from({ length: 5 }, () => database.open()));
    });
    afterAll(() => database.remove());

    storeContract('postgres store through PgBouncer', () => database.underTest());

    describe('sessions that change between transactions', () => {
      /** What processes do: claims and results of two tenants by turns, each process with connections of its own. */
      async function ingest(process: number): Promise<void> {
        const tenant = process % 2 === 0 ? 'even' : 'odd';
        const server = await database.open();
        const store = await openPostgresStore(server, tenant, { onClose: () => server.close() });
        const paths = Array.from({ length: 10 }, (_, i) => `/${process}/${i}`);
        await store.intake.open(
          { id: `b${process}`, source: 'ingest' },
          paths.map((path) => ({ path, size: 1, mtimeMs: 1 })),
        );
        await Promise.all(
          paths.map(async (path) => {
            const [claim] = await store.intake.claim(`p${process}`, [path], 60_000);
            if (claim?.kind !== 'mine') throw new Error(`${path} is ${claim?.kind}`);
            const cv = ok(person({ text: `${tenant} ${path}`, name: path }));
            await store.intake.commit([fileResult(path, `${tenant}${path}`, cv, { claim: claim.claim })]);
          }),
        );
      }

      it('lose nothing of 24 processes, keep tenants apart, and leave no tenant behind', async () => {
        for (const tenant of ['even', 'odd'])
          await (await openPostgresStore(await database.open(), tenant)).model.adopt(MODEL);
        await Promise.all(Array.from({ length: 24 }, (_, i) => ingest(i)));
        for (const [tenant, rest] of [
          ['even', 0],
          ['odd', 1],
        ] as const) {
          const store = await openPostgresStore(await database.open(), tenant);
          const cvs = await store.cvs.list({});
          expect(cvs).toHaveLength(120);
          expect(cvs.filter(({ path }) => Number(path.split('/')[1]) % 2 !== rest)).toEqual([]);
          expect(await store.tasks.list({ status: ['pending', 'running'] })).toEqual([]);
        }
        const own = new URL(database.url).pathname.slice(1);
        const backends = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = '${own}' AND usename = '${own}'`;
        const [{ n } = { n: 0 }] = await database.run<{ n: number }>(backends);
        expect(n).toBeGreaterThan(0);
        expect(n).toBeLessThanOrEqual(FEW);
        // Every one of those connections at once: none still knows whose rows it showed, or has a statement or a lock.
        await atOnce(FEW, async (client) => {
          const seen = await client.query(
            `SELECT (SELECT count(*)::int FROM cvs) AS cvs, (SELECT count(*)::int FROM pg_prepared_statements) AS prepared,
               current_setting('lock_timeout') AS waits, pg_backend_pid() AS pid`,
          );
          expect(seen.rows[0]).toMatchObject({ cvs: 0, prepared: 0, waits: '0' });
          return (seen.rows[0] as { pid: number }).pid;
        }).then((pids) => expect(new Set(pids).size).toBe(FEW));
      }, 120_000);

      /** Transactions of as many clients, all begun before any ends. */
      async function atOnce<T>(count: number, body: (client: Client) => Promise<T>): Promise<T[]> {
        const { default: pg } = await import('pg');
        const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: database.url }));
        try {
          await Promise.all(clients.map(async (client) => client.connect()));
          await Promise.all(clients.map((client) => client.query('BEGIN')));
          return await Promise.all(clients.map(body));
        } finally {
          await Promise.all(clients.map((client) => client.end()));
        }
      }
    });
  });
});
