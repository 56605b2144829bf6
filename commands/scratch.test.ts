import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  CONFIG_KEYS,
  loadConfig,
  scratchConfig,
  scratchVariables,
  SETTINGS,
  variableOf,
} from '../src/config/config.js';
import { matchParts } from '../src/app/match.js';
import { withWorkspace } from '../src/open.js';
import { selftest } from '../src/app/selftest.js';
import type { Config } from '../src/config/shape.js';
import { cli, temporaryFolder } from './_shared/testing.js';

/** Settings for places that are only read. */
const READ_ONLY = ['model', 'rerankModel', 'modelsFolder', 'postgresTools'];
const PLACES = CONFIG_KEYS.filter((key) => SETTINGS[key].place === true);

/** A server that must not be contacted, and a folder that must not be written to. */
async function trap() {
  const folder = path.join(temporaryFolder(), 'trap');
  let touched = 0;
  const server = createServer((socket) => {
    touched += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  /** Each place is set to the folder if it accepts one, else to the server. */
  const settings = Object.fromEntries(
    PLACES.flatMap((key) =>
      [path.join(folder, key), url]
        .filter((text) => SETTINGS[key].parse(text) !== undefined)
        .slice(0, 1)
        .map((text) => [key, text]),
    ),
  );
  return {
    settings,
    url,
    untouched: () => {
      expect(touched).toBe(0);
      expect(existsSync(folder)).toBe(false);
    },
  };
}

/** In the project file, and in the user file what a project file must not hold. */
function writeSettings(cwd: string, settings: Record<string, string | undefined>): void {
  const isSecret = ([key]: [string, unknown]): boolean => SETTINGS[key as keyof Config].secret === true;
  const entries = Object.entries(settings);
  mkdirSync(path.join(cwd, 'home', 'cvmatch'), { recursive: true });
  const write = (file: string, some: [string, unknown][]): void => {
    writeFileSync(path.join(cwd, file), JSON.stringify(Object.fromEntries(some)));
  };
  write(
    'cvmatch.json',
    entries.filter((entry) => !isSecret(entry)),
  );
  write('home/cvmatch/config.json', entries.filter(isSecret));
}

describe('what is thrown away afterwards', () => {
  it('knows every setting that names a place', () => {
    const named = CONFIG_KEYS.filter(
      (key) =>
        /\b(?:folder|address|URL|built)\b/.test(SETTINGS[key].expects) &&
        !/^an address such as/.test(SETTINGS[key].expects),
    );
    // A tenant is a place by name, not by address; a key is none, but a trial must not need it.
    const byAddress = PLACES.filter((key) => key !== 'tenant' && key !== 'encryptionKey');
    expect(named.filter((key) => !READ_ONLY.includes(key)).sort()).toEqual(byAddress.sort());
  });

  it('has none of them, neither in its settings nor in those of a process of its own', () => {
    const elsewhere = Object.fromEntries(PLACES.map((key) => [key, 'http://user:secret@production.example/']));
    const config = { ...loadConfig({}, temporaryFolder()).values, ...elsewhere } as Config;
    expect(JSON.stringify(scratchConfig(config, '/scratch'))).not.toContain('production');
    expect(scratchConfig(config, '/scratch')).toMatchObject({ store: '/scratch', threads: config.threads });
    for (const key of PLACES.filter((place) => place !== 'store')) {
      const text = scratchVariables()[variableOf(key)];
      expect(SETTINGS[key].parse(text!), key).toBe(SETTINGS[key].fallback);
    }
  });

  it('stays away from them in a self-test', async () => {
    const { settings, untouched } = await trap();
    const folder = temporaryFolder();
    const config: Config = { ...loadConfig({ embedder: 'mock', threads: 1, store: folder }).values };
    const report = await withWorkspace(config, { create: true }, async (workspace) => {
      const pointed = Object.create(workspace, { config: { value: { ...config, ...settings } } }) as typeof workspace;
      return selftest(pointed, await matchParts(workspace));
    });
    expect(report.ok, JSON.stringify(report)).toBe(true);
    untouched();
  });

  it.each([
    ['doctor', ['doctor']],
    ['evaluate ranking', ['evaluate', 'ranking', 'set', '--embedder', 'mock', '--threads', '1']],
    ['simulate', simulated()],
    ['simulate --target http', [...simulated(), '--target', 'http']],
  ])(
    'stays away from them in %s, named by variables or by files',
    async (_name, args) => {
      for (const by of ['variables', 'project file'] as const) {
        const { settings, untouched } = await trap();
        const cwd = temporaryFolder();
        rankingSet(path.join(cwd, 'set'));
        // Reports of runs are stored in the workspace on purpose, and doctor examines it and its key, so the workspace
        // is this test's own.
        const { store, encryptionKey, ...others } = settings;
        const key = args[0] === 'doctor' ? {} : { encryptionKey };
        const places = { ...others, ...key, ...(args[0] === 'evaluate' ? { store } : {}) };
        mkdirSync(path.join(cwd, '.cvmatch'));
        if (by === 'project file') writeSettings(cwd, places);
        const env = {
          ...(by === 'variables'
            ? Object.fromEntries(Object.entries(places).map(([key, text]) => [variableOf(key as keyof Config), text]))
            : {}),
          XDG_CONFIG_HOME: path.join(cwd, 'home'),
        };
        const { exitCode, stderr, stdout } = await cli(args, { cwd, env });
        expect([0, 4], stderr + stdout).toContain(exitCode);
        untouched();
        // If the workspace had a store, the synthetic CVs would have gone into it.
        if (args[0] !== 'doctor')
          expect(readdirSync(path.join(cwd, '.cvmatch')).filter((name) => name !== 'runs')).toEqual([]);
      }
    },
    120_000,
  );
});

function simulated(): string[] {
  return [
    'simulate',
    '--rate',
    '2/s',
    '--duration',
    '2s',
    '--warmup',
    '1',
    '--embedder',
    'mock',
    '--threads',
    '1',
    '--threshold',
    'lost==0',
    '--quiet',
  ];
}

function rankingSet(folder: string): void {
  mkdirSync(path.join(folder, 'qrels'), { recursive: true });
  const text = 'Backend developer. Java, PostgreSQL and Docker; designs and operates payment services.';
  writeFileSync(path.join(folder, 'corpus.jsonl'), `${JSON.stringify({ _id: 'cv1', title: 'Developer', text })}\n`);
  writeFileSync(
    path.join(folder, 'queries.jsonl'),
    `${JSON.stringify({ _id: 'jd1', title: 'Java Developer', text: 'We look for a Java developer.' })}\n`,
  );
  writeFileSync(path.join(folder, 'qrels', 'test.tsv'), 'query-id\tcorpus-id\tscore\njd1\tcv1\t1\n');
}
