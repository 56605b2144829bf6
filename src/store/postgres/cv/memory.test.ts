import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ok, quantize } from '../../../domain/index.js';
import { withServer } from '../../../config/testing-servers.js';
import { fileResult, idOf, MODEL, person, pick, put } from '../../contract/index.js';
import type { Store } from '../../port/index.js';
import { openPostgresStore } from '../index.js';
import type { Server } from '../server.js';
import { TestDatabase } from '../testing.js';
import { floatsOfHalves } from './halves.js';
import { buildVectorIndex, dueVectorIndexes } from './vector-index.js';

it('reads numbers of half precision as they are', () => {
  const bytes = Buffer.from([0xff, 0xff, 0x3c, 0x00, 0xc0, 0x00, 0x35, 0x55, 0x00, 0x01, 0x00, 0x00, 0x7b, 0xff]);
  expect([...floatsOfHalves(bytes, 2, 6)]).toEqual([1, -2, 0.333251953125, 2 ** -24, 0, 65504]);
});

withServer('PostgreSQL', (url) => {
  let database: TestDatabase;
  let server: Server;
  const said: string[] = [];
  beforeAll(async () => {
    database = await TestDatabase.make(url);
    await database.run(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET log_min_messages = 'warning'`);
    server = await database.open({ onNotice: (message) => said.push(message) });
  });
  afterAll(() => database.remove());

  const opened = async (tenant: string): Promise<Store> => {
    const store = await openPostgresStore(server, tenant);
    await store.model.adopt(MODEL);
    return store;
  };
  const near = (store: Store) => pick(store, { vector: [1, 0, 0, 0], limit: 1 });
  /** Searches of vectors that the database was asked for. */
  async function askedOf(body: () => Promise<unknown>): Promise<number> {
    const of = server as unknown as { pool: { connect: () => Promise<{ query: (...args: unknown[]) => unknown }> } };
    const { pool } = of;
    const connect = pool.connect.bind(pool);
    let asked = 0;
    pool.connect = async () => {
      const client = await connect();
      const query = client.query.bind(client);
      client.query = (...args: unknown[]) => {
        if (/<->/.test(String(args[0]))) asked += 1;
        return query(...args);
      };
      return client;
    };
    await body();
    pool.connect = connect;
    return asked;
  }

  describe('vectors in memory', () => {
    it('are read at the second search and follow every change; the first asks the database', async () => {
      const store = await opened('memory');
      await put(store, '/a', 'a', { vector: [0.6, 0.8, 0, 0] });
      expect(await askedOf(() => near(store))).toBe(1);
      await near(store);
      await expect.poll(() => askedOf(() => near(store))).toBe(0);
      await put(store, '/b', 'b', { vector: [1, 0, 0, 0] });
      await put(store, '/c', 'c', { vector: [0.9, 0.1, 0, 0] });
      expect(await askedOf(async () => expect(await near(store)).toEqual([idOf('b')]))).toBe(0);
      await store.cvs.remove([idOf('b')]);
      expect(await askedOf(async () => expect(await near(store)).toEqual([idOf('c')]))).toBe(0);
    });

    it('are read again after more changes than are noted', async () => {
      const store = await opened('many');
      await put(store, '/a', 'a', { vector: [0.6, 0.8, 0, 0] });
      await near(store);
      await near(store);
      await expect.poll(() => askedOf(() => near(store))).toBe(0);
      await put(store, '/b', 'b', { vector: [1, 0, 0, 0] });
      const { tenant } = (await database.run<{ tenant: number }>("SELECT tenant FROM stores WHERE id = 'many'"))[0]!;
      await database.run(`SELECT note_changes(${tenant}, array_agg(77)) FROM generate_series(1, 9000)`);
      const kept = `SELECT count(*) AS n FROM changes WHERE tenant = ${tenant}`;
      expect(Number((await database.run<{ n: string }>(kept))[0]!.n)).toBeLessThan(6000);
      expect(await askedOf(async () => expect(await near(store)).toEqual([idOf('b')]))).toBe(1);
      await expect.poll(() => askedOf(() => near(store))).toBe(0);
      expect(await near(store)).toEqual([idOf('b')]);
    });

    it('end with the store that is closed while they are read', async () => {
      const own = await database.open();
      const store = await openPostgresStore(own, 'memory', { onClose: () => own.close() });
      await near(store);
      await near(store);
      await store.close();
      await expect(near(store)).rejects.toThrow('closed');
    });
  });

  describe('the index over vectors', () => {
    const CVS = 24;
    const at = (i: number): number[] => [Math.cos(i / 10), Math.sin(i / 10), 0, 0];
    /** A store that says it is large; it has few CVs, so that the test is short. */
    async function large(id: string): Promise<Store> {
      const store = await opened(id);
      await store.intake.commit(
        Array.from({ length: CVS }, (_, i) =>
          fileResult(
            `/${i}`,
            `${id}${i}`,
            ok(person({ text: `${id} number ${i}`, country: i % 2 ? 'DE' : 'FR', vector: at(i) })),
          ),
        ),
      );
      await database.run(`UPDATE stores SET cvs = 50000 WHERE id = '${id}'`);
      onTestFinished(async () => {
        await database.run(`UPDATE stores SET cvs = ${CVS} WHERE id = '${id}'`);
      });
      return store;
    }
    const stateOf = async (store: Store) => (await store.summary()).vectorIndex;

    it('is made when a store has grown, again if that was cut off, and finds what comparing all finds', async () => {
      const store = await large('grown');
      const exact = await pick(await opened('grown'), { vector: at(20), limit: 10 });
      expect(await stateOf(store)).toBe('due');
      const [due] = await dueVectorIndexes(server);
      expect(due).toMatchObject({ id: 'grown', cvs: 50_000, state: 'missing' });
      await buildVectorIndex(server, due!);
      expect([await stateOf(store), await dueVectorIndexes(server)]).toEqual(['ready', []]);
      // What is left of a server that was killed meanwhile.
      const name = `vectors_${due!.tenant}_1_vector_idx`;
      await database.run(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${name}'::regclass`);
      expect(await stateOf(store)).toBe('due');
      const [cut] = await dueVectorIndexes(server);
      expect(cut).toMatchObject({ state: 'invalid' });
      // Two at the same moment: one makes it.
      expect((await Promise.all([buildVectorIndex(server, cut!), buildVectorIndex(server, cut!)])).sort()).toEqual([
        false,
        true,
      ]);
      expect(await stateOf(store)).toBe('ready');
      const first = { vector: at(20), limit: 10 };
      expect(await pick(await opened('grown'), first)).toEqual(exact);
      const filtered = await pick(await opened('grown'), {
        ...first,
        where: [{ field: 'country', op: '=', value: 'DE' }],
      });
      expect(filtered).toHaveLength(10);
      expect([idOf('grown19'), idOf('grown21')]).toContain(filtered[0]);
      // Also beside a writer.
      await put(store, '/new', 'new', { text: 'somebody new', vector: at(20) });
      expect(await pick(await opened('grown'), { ...first, limit: 2 })).toContain(idOf('new'));
    }, 120_000);

    it('is made for the vectors of a reindex before they take the place of the old ones', async () => {
      const store = await large('again');
      const model = { id: 'other', dimensions: 2, fingerprint: 'other' };
      await store.model.beginGeneration(model, 'f2');
      const processed = {
        ...person(),
        vector: Float32Array.of(0, 1),
        passageVectors: quantize(Float32Array.of(0, 1), 2),
      };
      const cvs = await store.model.nextOfGeneration(CVS);
      await store.model.writeGeneration(cvs.map(({ cvId }) => ({ cvId, processed })));
      expect(await store.model.finishGeneration()).toBe(true);
      expect(await stateOf(store)).toBe('ready');
      expect(await pick(store, { vector: [0, 1], limit: 3 })).toHaveLength(3);
    }, 120_000);
  });
});
