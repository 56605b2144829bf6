import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { withServer } from '../../../config/testing-servers.js';
import { postgresRegistry } from '../registry.js';
import { Server } from '../server.js';
import { TestDatabase } from '../testing.js';
import { migrate, openServer } from './migrate.js';
import { MIGRATIONS, type Migration } from './schema.js';

const NAMES = MIGRATIONS.map(({ name }) => name);
const LATER = { name: 'later', needs: 1, sql: 'CREATE TABLE later (id int)' };
const ASKING: Migration = { name: 'asking', needs: MIGRATIONS.length + 1, sql: 'DROP TABLE later', contracts: 'later' };

withServer('PostgreSQL', (url) => {
  describe('migrations', () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await TestDatabase.make(url);
    });
    afterEach(() => database.remove());

    const applied = async (): Promise<string[]> =>
      (await database.run<{ name: string }>('SELECT name FROM migrations ORDER BY number')).map(({ name }) => name);
    /** A database as a version left it that knew so many. */
    const leftBy = async (known: number): Promise<Server> => {
      const server = await Server.connect({ url: database.url });
      await migrate(server, false, MIGRATIONS.slice(0, known));
      return server;
    };

    it('make the tables once, however many processes begin at the same moment', async () => {
      const one = await Server.connect({ url: database.url });
      expect(await migrate(one, true)).toMatchObject({ before: 0, names: NAMES });
      await expect(openServer({ url: database.url }, { create: false })).rejects.toMatchObject({
        code: 'store_missing',
      });
      await one.close();
      await Promise.all([database.open(), database.open(), database.open()]);
      expect(await applied()).toEqual(NAMES);
      expect((await migrate(await database.open())).names).toEqual([]);
    });

    it('of a later version are accepted as long as they do not ask for it', async () => {
      const old = await database.open();
      const all = [...MIGRATIONS, LATER];
      expect(await migrate(old, false, all)).toMatchObject({ before: NAMES.length, names: ['later'] });
      await database.open();
      expect(await migrate(old, true)).toMatchObject({ before: NAMES.length + 1, names: [] });
      await migrate(old, false, [...all, ASKING]);
      await expect(database.open()).rejects.toMatchObject({
        code: 'store_newer',
        message: expect.stringContaining(`schema ${NAMES.length + 1}, this one knows ${NAMES.length}`) as string,
        hint: expect.stringContaining('Update cvmatch') as string,
      });
    });

    it('take nothing away while processes are at work that could not go on, and name them', async () => {
      const server = await database.open();
      const { processes } = postgresRegistry(server);
      const about = { host: 'a', pid: 1, version: '0.1.0', role: 'worker', state: 'running' as const };
      await processes.beat({ ...about, id: 'feed0001', held: 0, done: 0, schedules: false }, 60_000);
      const all = [...MIGRATIONS, LATER, ASKING];
      await expect(migrate(server, false, all)).rejects.toMatchObject({
        code: 'store_locked',
        message: expect.stringContaining('change "asking" while processes of an older cvmatch work on it: feed0001 (cvmatch 0.1.0 on a)') as string, // prettier-ignore
        hint: expect.stringContaining('cvmatch workers drain') as string,
      });
      expect(await applied()).toEqual(NAMES);
      await processes.leave(['feed0001']);
      expect((await migrate(server, false, all)).names).toEqual(['later', 'asking']);
    });

    it('wait for whoever uses a table without making others wait for long, and change nothing when they fail', async () => {
      const server = await leftBy(1);
      const failing = [...MIGRATIONS, { ...LATER, sql: 'CREATE TABLE later (id nothing)' }];
      await expect(migrate(server, false, failing)).rejects.toMatchObject({ code: 'store_corrupt' });
      expect(await applied()).toEqual(NAMES.slice(0, 1));
      let waited = 0;
      let changing: Promise<unknown> = Promise.resolve();
      await server.transaction('LOCK TABLE stores IN ROW EXCLUSIVE MODE', async () => {
        changing = migrate(server);
        const waiting = "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'";
        await expect.poll(async () => (await database.run<{ n: number }>(waiting))[0]!.n, { timeout: 10_000 }).toBe(1);
        const asked = performance.now();
        await server.transaction('', (client) => client.query('SELECT count(*) FROM stores'));
        waited = performance.now() - asked;
      });
      await changing;
      expect(waited).toBeLessThan(8000);
      expect(await applied()).toEqual(NAMES);
      await server.close();
    });
  });
});
