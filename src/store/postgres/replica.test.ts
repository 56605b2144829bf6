import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadConfig } from '../../config/config.js';
import { withServer } from '../../config/testing-servers.js';
import { openWorkspace } from '../../open.js';
import { idOf, MODEL, pick, put } from '../contract/index.js';
import type { Store } from '../port/index.js';
import { openPostgresStore } from './index.js';
import { Replica } from './replica.js';
import { MIGRATIONS } from './schema/schema.js';
import type { Server } from './server.js';
import { TestDatabase } from './testing.js';

/** Before a server, so that it can go and come back. */
class Line {
  private readonly sockets: Socket[] = [];
  private constructor(private readonly server: NetServer) {}

  static async to(url: string): Promise<Line> {
    const { hostname, port } = new URL(url);
    const server = createServer((client) => {
      const there = connect(Number(port), hostname);
      line.sockets.push(client, there);
      client.pipe(there).pipe(client);
      for (const one of [client, there]) one.on('error', () => undefined);
    });
    const line = new Line(server);
    await line.listen(0);
    return line;
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  private port = 0;

  through(url: string): string {
    this.port = (this.server.address() as AddressInfo).port;
    const own = new URL(url);
    own.port = String(this.port);
    return own.href;
  }

  async cut(): Promise<void> {
    for (const socket of this.sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  join(): Promise<void> {
    return this.listen(this.port);
  }
}

withServer('PostgreSQL', (url) => {
  withServer('replica', (replicaUrl) => {
    let database: TestDatabase;
    /** What the administrator asks of the replica. */
    let there: TestDatabase;
    beforeAll(async () => {
      database = await TestDatabase.make(url);
      there = TestDatabase.at(replicaUrl, database);
      const server = await database.open();
      const store = await openPostgresStore(server, 'default');
      await store.model.adopt(MODEL);
      await caughtUp();
    });
    afterAll(async () => {
      await resume();
      await database.remove();
    });

    const pause = () => there.run('SELECT pg_wal_replay_pause()');
    const resume = () => there.run('SELECT pg_wal_replay_resume()');
    async function caughtUp(): Promise<void> {
      const [{ lsn }] = (await database.run<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn')) as [
        { lsn: string },
      ];
      const isThere = () => there.run<{ yes: boolean }>(`SELECT pg_last_wal_replay_lsn() >= '${lsn}' AS yes`);
      await vi.waitFor(async () => expect((await isThere())[0]!.yes).toBe(true), { timeout: 20_000 });
    }

    /** A process with a replica, or without one. */
    async function opened(replica: string | null, said: string[] = []): Promise<{ store: Store; server: Server }> {
      const server = await database.open();
      if (replica !== null)
        server.replica = await Replica.open(replica, server, (message) => said.push(message), {
          restMs: 100,
          tries: 2,
        });
      return { server, store: await openPostgresStore(server, 'default') };
    }
    const listed = async (store: Store) => (await store.cvs.list({})).map(({ cvId }) => cvId);

    describe('a read replica', () => {
      it('answers what may be a little old, says how old, and never less than its process has seen', async () => {
        const [{ store: reader }, { store: writer }] = [await opened(there.url), await opened(null)];
        await put(writer, '/a', 'a', { title: 'Welder' });
        await caughtUp();
        expect(await listed(reader)).toEqual([idOf('a')]);
        // The server itself writes now and then.
        const lag = async () => (await reader.summary()).replica;
        await expect.poll(lag).toMatchObject({ behindBytes: 0, behindSeconds: 0, problem: null });
        await pause();
        onTestFinished(async () => void (await resume()));
        await put(writer, '/b', 'b', { title: 'Clerk' });
        expect(await listed(reader)).toEqual([idOf('a')]);
        expect(await pick(reader, { limit: 5 })).toEqual([idOf('a')]);
        const { cvs, replica } = await reader.summary();
        expect([cvs, replica?.problem]).toEqual([1, null]);
        expect(replica!.behindBytes).toBeGreaterThan(0);
        // What another process has just said is ready is found.
        expect(await reader.cvs.get(idOf('b'))).toMatchObject({ path: '/b' });
        // What it wrote itself it reads at once.
        await put(reader, '/c', 'c', { title: 'Nurse' });
        expect(await listed(reader)).toEqual([idOf('a'), idOf('b'), idOf('c')]);
        expect((await pick(reader, { limit: 5 })).sort()).toEqual([idOf('a'), idOf('b'), idOf('c')].sort());
        await resume();
        await caughtUp();
        await expect.poll(lag).toMatchObject({ behindBytes: 0 });
        expect(await listed((await opened(there.url)).store)).toHaveLength(3);
      });

      it('that goes is told once, and the primary answers until it is back', async () => {
        await caughtUp();
        const line = await Line.to(replicaUrl);
        const said: string[] = [];
        const { store, server } = await opened(line.through(there.url), said);
        const before = await listed(store);
        await line.cut();
        for (let i = 0; i < 3; i++) expect(await listed(store)).toEqual(before);
        expect((await store.summary()).replica?.problem).toBe('does not answer');
        expect(said).toEqual([expect.stringContaining('is asked of the store itself')]);
        await line.join();
        await expect.poll(async () => (await store.summary()).replica?.problem, { timeout: 20_000 }).toBeNull();
        expect(await server.replica!.usable()).not.toBeNull();
        expect(said).toHaveLength(1);
        await server.close();
        await line.cut();
      });

      it('that is not there at first is told, and does not keep a command from its work', async () => {
        const said: string[] = [];
        const { store } = await opened('postgres://127.0.0.1:1/nowhere', said);
        expect((await store.summary()).replica).toMatchObject({ behindBytes: null, problem: 'does not answer' });
        expect(said).toHaveLength(1);
      });

      it('must be one, of this store, with its tables', async () => {
        const refused = (other: string) => expect(opened(other)).rejects;
        await refused(database.url).toMatchObject({
          code: 'bad_config',
          message: expect.stringContaining('takes writes') as string,
        });
        await refused(replicaUrl).toMatchObject({ message: expect.stringContaining('another store') as string });
        const nowhere = new URL(replicaUrl);
        nowhere.pathname = '/none';
        await refused(nowhere.href).toMatchObject({ code: 'store_missing' });
        const last = MIGRATIONS.length;
        await database.run(`UPDATE migrations SET number = 0 WHERE number = ${last}`);
        await caughtUp();
        await pause();
        onTestFinished(async () => void (await resume()));
        await database.run(`UPDATE migrations SET number = ${last} WHERE number = 0`);
        await refused(there.url).toMatchObject({
          code: 'bad_config',
          message: expect.stringContaining(`schema ${last - 1}, the store has ${last}`) as string,
        });
        await resume();
        await caughtUp();
        const other = await TestDatabase.make(url);
        await (await other.open()).close();
        await caughtUp();
        await refused(TestDatabase.at(replicaUrl, other).url).toMatchObject({
          message: expect.stringContaining('another store') as string,
        });
        await other.remove();
      });

      it('is named by a setting beside a store on a server, not beside a folder', async () => {
        await caughtUp();
        const { values } = loadConfig({ storeReplica: there.url, store: database.url });
        const workspace = await openWorkspace(values);
        expect((await workspace.store.summary()).replica).toMatchObject({ problem: null });
        await workspace.close();
        const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-replica-'));
        onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
        await expect(openWorkspace({ ...values, store: folder })).rejects.toMatchObject({
          code: 'bad_config',
        });
      });
    });
  });
});
