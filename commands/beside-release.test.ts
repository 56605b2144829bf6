import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { MIGRATIONS } from '../src/store/postgres/schema/schema.js';
import { hasLastRelease, LAST_RELEASE, lastRelease } from './_shared/testing-release.js';
import { onPostgres } from './_shared/testing-stores.js';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });

/** In CI the history must be there: nothing else shows that two versions work side by side. */
const skip = !(await hasLastRelease()) && process.env.CVMATCH_TEST_SERVERS !== 'required';
if (skip) process.stderr.write(`skipped: beside the last release: this clone has no commit ${LAST_RELEASE}\n`);

/** Milliseconds between uploads, so that workers keep up. */
const PACE_MS = 100;
const WORK = ['Welder', 'Nurse', 'Clerk', 'Cook', 'Driver'];
const PATIENT = { timeout: 60_000, interval: 100 };

/** Sends a CV after the other to each of the services in turn, until stopped; returns the ids of those that were accepted. */
class Sender {
  readonly to: StartedService[];
  readonly accepted: string[] = [];
  private over = false;
  private readonly sending: Promise<void>;

  constructor(...to: StartedService[]) {
    this.to = to;
    this.sending = this.sendAll();
  }

  async sendMore(count: number): Promise<void> {
    const aim = this.accepted.length + count;
    await expect.poll(() => this.accepted.length, PATIENT).toBeGreaterThanOrEqual(aim);
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.sending;
  }

  private async sendAll(): Promise<void> {
    for (let i = 0; !this.over; i++) {
      const form = new FormData();
      form.append('file', new Blob([`Person Number${i}\n\n${WORK[i % WORK.length]} at Example${i} Ltd`]), `${i}.txt`);
      const answer = await fetch(`${this.to[i % this.to.length]!.url}/v1/cvs`, { method: 'POST', body: form });
      const received = (await answer.json()) as { cvs: { id: string }[] };
      expect(answer.status, JSON.stringify(received)).toBe(202);
      this.accepted.push(received.cvs[0]!.id);
      await setTimeout(PACE_MS);
    }
  }
}

const rankedBy = async ({ url }: StartedService): Promise<string[]> => {
  const answer = await fetch(`${url}/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'We look for a welder.', top: 100 }),
  });
  if (answer.status !== 200) throw new Error(`${url} ${await answer.text()}`);
  return ((await answer.json()) as { results: { cvId: string }[] }).results.map(({ cvId }) => cvId).sort();
};

onPostgres((newStore) => {
  let old = '';
  beforeAll(async () => {
    if (!skip) old = await lastRelease();
  });

  it.skipIf(skip)(
    'processes of the last release go on while the tables are changed, and beside those of today',
    async () => {
      const [store, cwd] = [await newStore(), temporaryFolder()];
      const env = { CVMATCH_STORE: store, CVMATCH_FILES: path.join(cwd, 'files'), CVMATCH_EMBEDDER: 'hashing' };
      const serve = async (from?: string): Promise<StartedService> => {
        const service = await startServe(['--workers', '1'], { cwd, env, from });
        onTestFinished(async () => void (await service.stop('SIGKILL')));
        return service;
      };
      const today = (...args: string[]) => cli(args, { cwd, env });

      const first = await serve(old);
      const sender = new Sender(first);
      await sender.sendMore(10);
      const both = await Promise.all([today('migrate', '--json'), today('migrate', '--json')]);
      expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      const changes = both.map(({ json }) => json.changes as string[]).sort((a, b) => a.length - b.length);
      expect(changes[0]).toEqual([]);
      expect(changes[1]).toEqual(MIGRATIONS.slice(-changes[1]!.length).map(({ name }) => name));
      await sender.sendMore(10);

      const second = await serve();
      sender.to.push(second);
      const drained = cli(['worker', '--drain', '-c', '1', '-q'], { cwd, env, from: old });
      await sender.sendMore(20);
      for (const service of [first, second]) expect(await rankedBy(service)).not.toEqual([]);
      await sender.stop();
      expect((await drained).exitCode).toBe(0);

      const queueOf = async ({ url }: StartedService) =>
        ((await (await fetch(`${url}/v1/stats`)).json()) as { queue: Record<string, number> }).queue;
      for (const service of [first, second])
        await expect
          .poll(() => queueOf(service), PATIENT)
          .toMatchObject({ pending: 0, running: 0, failed: 0, dead: 0 });
      const [listed, done] = await Promise.all([
        today('list', '--json'),
        today('tasks', 'list', '--status', 'done', '--json'),
      ]);
      expect((listed.json as { path: string }[]).map(({ path }) => path).sort()).toEqual(
        sender.accepted.map((id) => `upload:${id}`).sort(),
      );
      expect((done.json as { attempts: number }[]).map(({ attempts }) => attempts)).toEqual(
        sender.accepted.map(() => 1),
      );
      const ranked = await Promise.all([first, second].map(rankedBy));
      expect(ranked[0]).toHaveLength(Math.min(100, sender.accepted.length));
      expect(ranked[1]).toEqual(ranked[0]);

      const gone = await fetch(`${first.url}/v1/cvs/${sender.accepted[0]}`, { method: 'DELETE' });
      expect(gone.ok).toBe(true);
      expect((await fetch(`${second.url}/v1/cvs/${sender.accepted[0]}`)).status).toBe(404);
      for (const service of [first, second]) expect((await service.stop()).exitCode).toBe(0);
    },
  );

  it.skipIf(skip)('a change whose process is killed half-way is as if it had not begun', async () => {
    const [store, cwd] = [await newStore(), temporaryFolder()];
    const env = { CVMATCH_STORE: store };
    expect((await cli(['migrate'], { cwd, env, from: old })).exitCode).toBe(0);
    const { default: pg } = await import('pg');
    const session = new pg.Client({ connectionString: store });
    await session.connect();
    onTestFinished(() => session.end());
    const left = async () => (await session.query<{ name: string }>('SELECT name FROM migrations')).rows.length;
    const before = await left();

    await session.query('BEGIN; LOCK TABLE stores IN ACCESS SHARE MODE');
    const kill = new AbortController();
    const killed = cli(['migrate'], { cwd, env, cancelSignal: kill.signal, killSignal: 'SIGKILL' });
    const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'stores'::regclass";
    await expect.poll(async () => (await session.query(waiting)).rowCount, PATIENT).toBe(1);
    kill.abort();
    expect((await killed).exitCode).not.toBe(0);
    await session.query('COMMIT');
    expect(await left()).toBe(before);
    const { changes } = (await cli(['migrate', '--json'], { cwd, env })).json;
    expect(changes).toEqual(MIGRATIONS.slice(before).map(({ name }) => name));

    const next = MIGRATIONS.length + 1;
    await session.query(
      `INSERT INTO migrations (number, name, needs, applied_at) VALUES (${next}, 'x', ${next}, now())`,
    );
    for (const from of [undefined, old]) {
      const refused = await cli(['status'], { cwd, env, from });
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Update cvmatch') as string });
    }
  });
});
