import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf, leaksIn, planted } from '../src/blind/testing/cvs.js';
import { cli, root, temporaryFolder } from './_shared/testing.js';

/** Their plants are more than the 2,000 that the issue asks for. */
const CVS = 420;
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-blind-'));
const cvs = Array.from({ length: CVS }, (_, n) => planted(n));
const jd = path.join(folder, 'jd.txt');
const run = (...args: string[]) => cli([...args, '--store', path.join(folder, 'store')], { cwd: folder });

beforeAll(async () => {
  mkdirSync(path.join(folder, 'cvs'));
  for (const { file, bytes } of cvs) writeFileSync(path.join(folder, 'cvs', file), bytes);
  writeFileSync(
    jd,
    'Software engineer\n\nRequirements\n- TypeScript\n- PostgreSQL\n- Kafka\n- Bachelor of computer science',
  );
  const { exitCode, stderr } = await run('ingest', 'cvs', '--quiet');
  expect([exitCode, stderr]).toEqual([0, '']);
}, 300_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing of what was planted, and no file name, is in an output. */
function expectBlind(outputs: string[]): void {
  const output = outputs.join('\n');
  const plants = cvs.flatMap((cv) => [...cv.plants, cv.file]);
  expect(plants.length).toBeGreaterThan(2000);
  expect(leaksIn(output, plants).map((plant) => [plant, contextOf(output, plant)])).toEqual([]);
}

const said = ({ stdout, stderr }: { stdout: string; stderr: string }): string => `${stdout}\n${stderr}`;

describe('--blind', () => {
  it('hides 2,000 planted names, contacts, ages and schools in every format of match', async () => {
    const page = path.join(folder, 'ranking.html');
    const match = ['match', jd, '--blind', '--top', '1000'];
    const outputs = [
      await run(...match, '--html', page),
      await run(...match, '--explain'),
      await run(...match, '--csv'),
      await run(...match, '--markdown'),
      await run(...match, '--json'),
    ];
    expect(outputs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
    expect(outputs[4]!.json.results.length).toBe(CVS);
    expectBlind([...outputs.map(said), readFileSync(page, 'utf8')]);
    // The control: without the flag they are there.
    const open = (await run('match', jd, '--top', '1000', '--json')).stdout;
    expect(
      leaksIn(
        open,
        cvs.map(({ file }) => file),
      ).length,
    ).toBeGreaterThan(CVS - 20);
  }, 300_000);

  it('hides them in lists, exports and rankings of all stored JDs', async () => {
    await run('jds', 'add', jd);
    const outputs = [
      await run('list', '--blind'),
      await run('list', '--blind', '--json'),
      await run('export', '--blind'),
      await run('export', '--blind', '--format', 'csv'),
      await run('match', '--all', '--blind'),
      await run('match', '--all', '--blind', '--json'),
    ];
    expect(outputs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
    expectBlind(outputs.map(said));
    const rows = outputs[2]!.stdout.trim().split('\n');
    expect(rows).toHaveLength(CVS);
    expect(
      leaksIn(
        (await run('export')).stdout,
        cvs.flatMap(({ person }) => person.email),
      ).length,
    ).toBeGreaterThan(150);
  }, 300_000);

  it('hides them in what is shown and opened of one CV, and finds it by its label', async () => {
    const listed = (await run('list', '--blind', '--json')).json as { cvId: string; name: string }[];
    const outputs: string[] = [];
    for (const [i, { cvId, name }] of listed.filter((_, n) => n % 35 === 0).entries()) {
      const format = ['text', 'json', 'jsonresume', 'markdown', 'html'][i % 5]!;
      const shown = await run('show', i % 2 === 0 ? name : cvId, '--blind', '--format', format);
      const opened = await run('open', name, '--blind', '-o', '-');
      expect([shown.exitCode, opened.exitCode]).toEqual([0, 0]);
      expect(opened.stdout).toContain('Uferwerk Software GmbH');
      outputs.push(said(shown), said(opened));
    }
    // Read anew from the file: nothing is known of it but the file itself.
    outputs.push(said(await run('show', path.join('cvs', cvs[0]!.file), '--blind', '--as-of', '2026-01-01')));
    expectBlind(outputs);
  }, 300_000);

  it('hides them in decisions', async () => {
    const listed = (await run('list', '--json')).json as { cvId: string; path: string }[];
    const { cvId } = listed.find((one) => path.basename(one.path) === cvs[0]!.file)!;
    const blind = (await run('list', '--blind', '--json')).json as { cvId: string; name: string }[];
    const { name } = blind.find((one) => one.cvId === cvId)!;
    const { first, last } = cvs[0]!.person;
    const reason = `${first} ${last.toUpperCase()} knows Kafka`;
    const outputs = [
      await run('decisions', 'add', jd, name, 'shortlisted', '--reason', reason, '--blind'),
      await run('decisions', 'list', '--blind'),
      await run('decisions', 'list', '--blind', '--json'),
      await run('match', jd, '--blind', '--json'),
      await run('match', jd, '--blind', '--explain'),
    ];
    expect(outputs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
    expect(outputs[2]!.json).toMatchObject([{ name, reason: '[…] knows Kafka' }]);
    expectBlind(outputs.map(said));
  });

  it('hides them from an assistant', async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [path.join(root, 'bin/run.js'), 'mcp', '--blind', '--store', path.join(folder, 'store')],
        env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '', HOME: temporaryFolder() },
      }),
    );
    const ranked = await client.callTool({ name: 'match', arguments: { jd: readFileSync(jd, 'utf8'), top: 50 } });
    const { results } = ranked.structuredContent as { results: { cvId: string }[] };
    expect(results).toHaveLength(50);
    const outputs = [JSON.stringify(ranked), JSON.stringify(await client.callTool({ name: 'status', arguments: {} }))];
    for (const { cvId } of results)
      outputs.push(JSON.stringify(await client.callTool({ name: 'show', arguments: { id: cvId } })));
    await client.close();
    expectBlind(outputs);
  }, 120_000);

  it('refuses to search by name', async () => {
    for (const args of [['list'], ['export'], ['match', jd]]) {
      const { exitCode, stderr } = await run(...args, '--blind', '--where', 'name~a');
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('blind')]);
    }
  });
});
