import { expect, it, onTestFinished } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { postgresRegistry } from './registry.js';
import { TestDatabase } from './testing.js';

withServer('PostgreSQL', (url) => {
  const opened = async (plain: boolean) => {
    const database = await TestDatabase.make(url, { plain });
    onTestFinished(() => database.remove());
    return { database, figures: postgresRegistry(await database.open()).figures };
  };

  it('tell of a replica that is away, for which the server keeps its log', async () => {
    const { database, figures } = await opened(true);
    const name = `away_${process.pid}`;
    await database.run(`SELECT pg_create_physical_replication_slot('${name}', true)`);
    onTestFinished(async () => void (await database.run(`SELECT pg_drop_replication_slot('${name}')`)));
    const replica = async () => (await figures.levels()).replicas.find((one) => one.name === name);
    const before = await replica();
    expect(before).toMatchObject({ state: 'disconnected' });
    expect(before!.lagSeconds).toBeGreaterThanOrEqual(0);
    await database.run('CREATE TABLE filler AS SELECT generate_series(1, 20000) AS n');
    await expect.poll(async () => (await replica())!.lagBytes! - before!.lagBytes!).toBeGreaterThan(500_000);
    expect((await replica())!.lagSeconds).toBeGreaterThan(before!.lagSeconds!);
  });

  it('tell which statements took long where the server counts them, without what is in quotes, and else why not', async () => {
    const { database, figures } = await opened(true);
    expect(await figures.sizes()).toMatchObject({
      statements: null,
      statementsMissing: expect.stringContaining('CREATE EXTENSION pg_stat_statements') as string,
    });
    await database.run('CREATE EXTENSION pg_stat_statements');
    await figures.levels();
    const { statements } = await figures.sizes();
    expect(statements!.length).toBeGreaterThan(0);
    expect(statements!.length).toBeLessThanOrEqual(10);
    for (const { query, calls, totalMs, meanMs, maxMs } of statements!) {
      expect(query).not.toMatch(/'[^.]|\n/);
      expect(calls).toBeGreaterThan(0);
      expect(maxMs).toBeGreaterThanOrEqual(meanMs);
      expect(totalMs).toBeGreaterThanOrEqual(maxMs);
    }
  });

  it('name indexes that nobody used, but none that keeps rows unique', async () => {
    const { figures } = await opened(false);
    const { indexes } = await figures.sizes();
    expect(indexes.filter(({ unused }) => unused).map(({ name }) => name)).toContain('cvs_candidate');
    expect(indexes.find(({ name }) => name === 'cvs_pkey')).toMatchObject({ unused: false });
  });
});
