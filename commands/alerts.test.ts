import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeBucket } from '../src/files/s3/testing-s3.js';
import { withServer } from '../src/config/testing-servers.js';
import { onEachStore } from './_shared/testing-stores.js';
import { passageTo, webhook, type HeardNotice } from './_shared/testing-outage.js';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

/** An alert for a silent place fires after half a minute. */
const SLOW = { timeout: 90_000, interval: 200 };
vi.setConfig({ testTimeout: 300_000 });

const EVERY = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_ALERT_INTERVAL: '1s' };

const told = (heard: HeardNotice[]): string[] => heard.map(({ alert, status }) => `${alert} ${status}`);

async function started(args: string[], env: Record<string, string>, cwd: string): Promise<StartedService> {
  const service = await startServe(args, { cwd, env });
  onTestFinished(async () => void (await service.stop('SIGKILL')));
  return service;
}

/** Names of the alerts that fire, as a process shows them. */
async function firingAt({ url }: StartedService): Promise<string[]> {
  const { alerts } = (await (await fetch(`${url}/v1/admin/alerts`)).json()) as {
    alerts: { name: string; status: string }[];
  };
  return alerts.filter(({ status }) => status === 'firing').map(({ name }) => name);
}

onEachStore((newStore) => {
  it('are posted once by several processes, when they begin and when they are over', async () => {
    const cwd = temporaryFolder();
    const [receiver, files] = [await webhook(), path.join(cwd, 'bytes')];
    const env = {
      ...EVERY,
      CVMATCH_STORE: await newStore(),
      CVMATCH_FILES: files,
      CVMATCH_ALERT_WEBHOOK: receiver.url,
    };
    const [whole, api] = await Promise.all([
      started([], env, cwd),
      started(['--role', 'api'], env, cwd),
      started(['--role', 'worker', '--workers', '1'], env, cwd),
    ]);
    const services = [whole, api];
    // A disk that is not mounted any more: the folder is there, and nothing of what was in it.
    renameSync(files, `${files}-away`);
    mkdirSync(files);
    await vi.waitFor(async () => {
      expect(told(receiver.heard)).toContain('CvmatchFilesUnreachable firing');
      for (const service of services) expect(await firingAt(service)).toEqual(['CvmatchFilesUnreachable']);
    }, SLOW);
    expect(receiver.heard[0]!.value).toBeGreaterThan(30);
    renameSync(files, `${files}-empty`);
    renameSync(`${files}-away`, files);
    await vi.waitFor(async () => {
      expect(told(receiver.heard)).toContain('CvmatchFilesUnreachable resolved');
      for (const service of services) expect(await firingAt(service)).toEqual([]);
    }, SLOW);
    for (const service of services) expect((await service.stop()).exitCode).toBe(0);
    expect(told(receiver.heard)).toEqual(['CvmatchFilesUnreachable firing', 'CvmatchFilesUnreachable resolved']);
  });
});

withServer('PostgreSQL', (postgres) => {
  withServer('Redis', (redis) => {
    withServer('S3', (s3) => {
      describe('alerts of places that do not answer', () => {
        it('fire for a database that hangs, a queue and files that are gone, and are over when they are back', async () => {
          const [cwd, receiver, name] = [temporaryFolder(), await webhook(), `alerts_${randomUUID().slice(0, 8)}`];
          await administered(postgres, async (query) => {
            await query(`CREATE DATABASE ${name}`);
          });
          onTestFinished(() =>
            administered(postgres, async (query) => {
              await query(`DROP DATABASE ${name} WITH (FORCE)`);
            }),
          );
          const store = new URL(postgres);
          store.pathname = `/${name}`;
          await administered(store.href, async (query) => {
            await query('CREATE EXTENSION pg_stat_statements');
          });
          const { bucket } = await makeBucket(s3);
          const ways = {
            store: await passageTo(store.href),
            queue: await passageTo(redis),
            files: await passageTo(s3),
          };
          const env = {
            ...EVERY,
            CVMATCH_STORE: ways.store.url,
            CVMATCH_QUEUE: ways.queue.url,
            CVMATCH_FILES: `s3://${bucket}/cvs?endpoint=${encodeURIComponent(ways.files.url)}`,
            CVMATCH_ALERT_WEBHOOK: receiver.url,
            AWS_ACCESS_KEY_ID: 'test',
            AWS_SECRET_ACCESS_KEY: 'test',
            AWS_REGION: 'us-east-1',
          };
          const [service] = await Promise.all([
            started(['--workers', '1'], env, cwd),
            started(['--role', 'worker', '--workers', '1'], env, cwd),
          ]);

          // A busy machine may need more than one try.
          await vi.waitFor(async () => {
            const { places } = (await cli(['status', '--deep', '--json'], { cwd, env })).json;
            expect(places.store).toMatchObject({ code: null, levels: { connections: { most: 200 } } });
            expect(places.queue).toMatchObject({
              code: null,
              levels: { memory: { most: null, policy: 'noeviction' } },
            });
            expect(places.queue.levels.memory.used).toBeGreaterThan(100_000);
            expect(places.files).toMatchObject({ code: null, levels: { disk: null } });
            expect(places.sizes.statements.length).toBeGreaterThan(0);
          }, SLOW);
          const { stdout } = await cli(['status', '--deep'], { cwd, env });
          for (const part of [
            'connections',
            'no limit, noeviction',
            'Largest tables',
            'Statements that took most time',
          ])
            expect(stdout).toContain(part);
          expect((await fetch(`${service.url}/v1/admin/places`)).status).toBe(200);

          ways.store.stall();
          await ways.queue.cut();
          await ways.files.cut();
          const names = ['CvmatchStoreUnreachable', 'CvmatchQueueUnreachable', 'CvmatchFilesUnreachable'];
          await vi.waitFor(() => {
            const heard = new Set(told(receiver.heard));
            expect(names.filter((one) => !heard.has(`${one} firing`))).toEqual([]);
          }, SLOW);
          for (const way of Object.values(ways)) await way.restore();
          await vi.waitFor(async () => {
            expect(await firingAt(service)).toEqual([]);
            for (const one of names) {
              const [begun, over] = ['firing', 'resolved'].map(
                (status) => receiver.heard.filter((notice) => notice.alert === one && notice.status === status).length,
              );
              // Each of the two processes tells alone what it cannot agree about, on a busy machine more than once; what still
              // fires when they agree again is over for both at once.
              expect(begun).toBeGreaterThan(0);
              expect(over).toBeGreaterThan(0);
            }
          }, SLOW);
          expect((await service.stop()).exitCode).toBe(0);
        });
      });
    });
  });
});

async function administered(
  url: string,
  body: (query: (statement: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await body((statement) => client.query(statement));
  } finally {
    await client.end();
  }
}
