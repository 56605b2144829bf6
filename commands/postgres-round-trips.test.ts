import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { CV, folderWith, run } from './_shared/testing-ingest.js';

/** Many CVs, so that what opening a store takes is little beside them. */
const CVS = 150;
const MOST_PER_CV = 6;

/** No CV is a copy of another: near copies are decided one after the other, which takes more. */
const wordsOf = (cv: number): string =>
  Array.from({ length: 200 }, (_, i) => `w${((cv * 200 + i) * 2_654_435_761) % 4_294_967_296}`).join(' ');

/**
 * Counts what clients send and wait for: each simple query ('Q') and each end of an extended one, Sync ('S'), is answered by
 * the server once (https://www.postgresql.org/docs/17/protocol-flow.html).
 */
class RoundTrips {
  count = 0;
  private pending = Buffer.alloc(0);
  private begun = false;

  take(bytes: Buffer): void {
    this.pending = Buffer.concat([this.pending, bytes]);
    for (;;) {
      // The first message has no letter.
      const head = this.begun ? 1 : 0;
      if (this.pending.length < head + 4) return;
      const length = head + this.pending.readUInt32BE(head);
      if (this.pending.length < length) return;
      if (this.begun && 'QS'.includes(String.fromCharCode(this.pending[0]!))) this.count += 1;
      this.begun = true;
      this.pending = this.pending.subarray(length);
    }
  }
}

withServer('PostgreSQL', (url) => {
  it('costs a CV at most six round trips to the server, in groups', async () => {
    const name = `trips_${process.pid}_${randomBytes(4).toString('hex')}`;
    const { default: pg } = await import('pg');
    const administrator = new pg.Client({ connectionString: url });
    await administrator.connect();
    await administrator.query(`CREATE DATABASE ${name}`);
    const connections: RoundTrips[] = [];
    const sockets: Socket[] = [];
    const { hostname, port } = new URL(url);
    const proxy = createServer((client) => {
      const trips = new RoundTrips();
      connections.push(trips);
      const there = connect(Number(port), hostname);
      sockets.push(client, there);
      client.on('data', (bytes: Buffer) => trips.take(bytes));
      client.pipe(there).pipe(client);
      for (const one of [client, there]) one.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    try {
      const own = new URL(url);
      own.hostname = '127.0.0.1';
      own.port = String((proxy.address() as AddressInfo).port);
      own.pathname = `/${name}`;
      const files = Object.fromEntries(
        Array.from({ length: CVS }, (_, i) => [`${i}.txt`, `${CV(`Person${i} Example`, 'Welder')}\n${wordsOf(i)}`]),
      );
      const { cvs, cwd } = folderWith(files);
      const done = await run(['ingest', cvs, '--store', own.href, '--json'], { cwd });
      expect(done.json).toMatchObject({ counts: { received: CVS, ready: CVS } });
      const trips = connections.reduce((sum, { count }) => sum + count, 0);
      expect(trips).toBeGreaterThan(CVS / 64);
      expect(trips / CVS).toBeLessThanOrEqual(MOST_PER_CV);
    } finally {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await administrator.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await administrator.end();
    }
  }, 180_000);
});
