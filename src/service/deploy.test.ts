import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CONFIG_KEYS, variableOf } from '../config/config.js';
import { settingsIn } from '../config/settings.js';
import { parseDuration } from '../config/units.js';
import { NODE_FLAGS } from '../domain/node-flags.js';
import { FAILURE_CODES, FILE_STATES } from '../domain/index.js';
import { openMetrics } from './telemetry/metrics.js';
import { NO_LEVELS } from './telemetry/testing.js';
import { testService } from './testing.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');
const tool = (name: string, ...args: string[]) => spawnSync(name, args, { cwd: root, encoding: 'utf8' });
const has = (name: string, ...args: string[]): boolean => tool(name, ...args).status === 0;

interface Deployed {
  image: string;
  command: string[];
  entrypoint: string[];
  environment: Record<string, string>;
  stop_grace_period: string;
  restart?: string;
  ports?: string[];
  healthcheck?: { test: string[] };
}

describe('deployment files', () => {
  it.skipIf(!has('docker-compose', 'version'))(
    'are a service to docker-compose: no root, nothing writable but the store and /tmp',
    () => {
      const { status, stdout, stderr } = tool('docker-compose', '-f', 'deploy/compose.yaml', 'config');
      expect(status, stderr).toBe(0);
      for (const line of [
        'read_only: true',
        'user: node',
        'healthcheck:',
        'no-new-privileges:true',
        'cvmatch-data:/data',
      ])
        expect(stdout).toContain(line);
    },
  );

  it.skipIf(!has('docker-compose', 'version'))('are a cluster to docker-compose', () => {
    const file = 'deploy/cluster/compose.yaml';
    const names = read('deploy/cluster/secrets.example').match(/^\w+(?==$)/gm)!;
    const secrets = Object.fromEntries(names.map((name) => [name, 'unguessable']));
    const asked = (env: Record<string, string>) =>
      spawnSync('docker-compose', ['-f', file, 'config', '-q'], { cwd: root, encoding: 'utf8', env });
    const { PATH = '' } = process.env;
    expect(asked({ PATH, ...secrets })).toMatchObject({ status: 0 });
    expect(asked({ PATH }).status).not.toBe(0);
  });

  it.skipIf(!has('systemd-analyze', '--version'))('are units to systemd', () => {
    for (const unit of ['cvmatch.service', 'cvmatch@.service']) {
      const { status, stderr } = tool('systemd-analyze', 'verify', path.join(root, 'deploy', unit));
      expect(stderr).not.toContain('cvmatch');
      expect(status).toBe(0);
    }
  });

  it.skipIf(!has('nginx', '-v'))('are a configuration to nginx, apart from names that only Docker knows', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'cvmatch-nginx-')), 'nginx.conf');
    writeFileSync(file, read('deploy/cluster/nginx.conf').replace('api:8080 resolve', '127.0.0.1:1'));
    const { status, stderr } = tool('nginx', '-t', '-c', file);
    rmSync(path.dirname(file), { recursive: true });
    expect(status, stderr).toBe(0);
  });

  it('are a cluster of known roles and settings, each process with a health check and the time to end', () => {
    const { services } = parse(read('deploy/cluster/compose.yaml'), { merge: true }) as {
      services: Record<string, Deployed>;
    };
    const own = Object.entries(services).filter(([, { image }]) => image === 'cvmatch');
    expect(own.map(([name]) => name)).toEqual(['migrate', 'api', 'worker', 'scheduler']);
    const settings = settingsIn('');
    const { stopLimit, role, maxUpload } = settings;
    for (const [name, one] of own) {
      const { command, entrypoint, environment, stop_grace_period: grace } = one;
      expect(entrypoint).toEqual(['node', ...NODE_FLAGS, '/app/bin/run.js']);
      if (command[0] === 'serve') expect(role.parse(command[command.indexOf('--role') + 1]!)).toBe(name);
      expect(parseDuration(grace)).toBeGreaterThanOrEqual(stopLimit.fallback + 10_000 + 10_000);
      expect(one).toMatchObject({ user: 'node', read_only: true, cap_drop: ['ALL'] });
      for (const [variable, value] of Object.entries(environment)) {
        if (!variable.startsWith('CVMATCH_')) continue;
        const key = CONFIG_KEYS.find((one) => variableOf(one) === variable);
        expect(key, variable).toBeDefined();
        const parsed = settings[key!].parse(value.replaceAll(/\$\{\w+:\?[^}]*\}/g, 'secret'));
        expect(parsed, variable).not.toBeUndefined();
      }
    }
    for (const [name, { image, command, ports, healthcheck, stop_grace_period: grace, restart }] of Object.entries(
      services,
    )) {
      expect(String(command), name).not.toMatch(/(?<!\$)\$\{/);
      expect(ports ?? [], name).toEqual(name === 'nginx' ? ['127.0.0.1:8080:8080'] : []);
      if (image !== 'cvmatch') expect(image, name).toMatch(/:.*\d/);
      if (restart === 'no') continue;
      expect([healthcheck?.test, grace], name).toEqual([expect.any(Array), expect.any(String)]);
    }
    const most = /client_max_body_size (\d+)m/.exec(read('deploy/cluster/nginx.conf'))![1]!;
    expect(Number(most) * 2 ** 20).toBeGreaterThan(maxUpload.fallback);
  });

  it('copy what there is, and start what there is', () => {
    const dockerfile = read('deploy/Dockerfile');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(' '));
    expect(copied).toContain('package-lock.json');
    for (const name of copied) expect(existsSync(path.join(root, name)), name).toBe(true);
    const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(dockerfile)![1]!) as string[];
    const command = JSON.parse(/^CMD (.+)$/m.exec(dockerfile)![1]!) as string[];
    const [node, ...start] = [...entry, ...command, '--help'].map((part) => part.replace('/app', root));
    const { status, stderr } = tool(node!, ...start);
    expect(status, stderr).toBe(0);
    expect(entry).toEqual(['node', ...NODE_FLAGS, '/app/bin/run.js']);
    expect(read('bin', 'run.js').split('\n')[0]).toBe(`#!/usr/bin/env -S node ${NODE_FLAGS.join(' ')}`);
    expect(dockerfile).toMatch(/^USER node$/m);
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    // The image must contain the package as npm would install it.
    const running = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    for (const name of files)
      expect(running).toMatch(
        new RegExp(`^COPY (?:--from=build )?(?:.* )?(?:/app/)?${name.replaceAll('.', '\\.')} `, 'm'),
      );
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(allowed.sort()).toEqual([...copied].sort());
  });

  it('name only settings that there are', () => {
    const known = new Set(CONFIG_KEYS.map(variableOf));
    for (const file of [
      'deploy/Dockerfile',
      'deploy/compose.yaml',
      'deploy/cvmatch.service',
      'deploy/cvmatch@.service',
      'deploy/cluster/compose.yaml',
      'docs/deploy.md',
      'docs/runbook.md',
    ]) {
      for (const name of read(file).match(/\bCVMATCH_[A-Z_]*[A-Z]\b/g) ?? [])
        expect(known, `${name} in ${file}`).toContain(name);
    }
  });

  it('have a runbook that names only metrics, codes, routes and settings that there are', async () => {
    const runbook = read('docs/runbook.md');
    const service = await testService({ workers: 0 });
    const { paths } = (await service.get('/v1/openapi.json')).body as {
      paths: Record<string, Record<string, unknown>>;
    };
    const metrics = openMetrics(NO_LEVELS);
    const known = new Set(metrics.names());
    metrics.close();
    const every = (pattern: RegExp): string[] => [...runbook.matchAll(pattern)].map((found) => found[1]!);
    const checked: [string[], (name: string) => boolean][] = [
      [every(/\b(cvmatch_[a-z_]+)/g).map((name) => name.replace(/_bucket$/, '')), (name) => known.has(name)],
      [
        every(/--code (\w+)/g),
        (code) => Object.hasOwn(FAILURE_CODES, code) || (FILE_STATES as readonly string[]).includes(code),
      ],
      [every(/config set (\w+)/g), (key) => (CONFIG_KEYS as readonly string[]).includes(key)],
      [
        every(/`((?:GET|POST) \/[\w/]+)`/g),
        (route) => paths[route.split(' ')[1]!]?.[route.split(' ')[0]!.toLowerCase()] !== undefined,
      ],
    ];
    for (const [names, exists] of checked) {
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !exists(name))).toEqual([]);
    }
  });

  it('draw only metrics that there are', () => {
    const metrics = openMetrics(NO_LEVELS);
    const known = new Set(metrics.names());
    metrics.close();
    const { panels } = JSON.parse(read('deploy/grafana/cvmatch.json')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    const drawn = panels
      .flatMap((panel) => panel.targets.flatMap(({ expr }) => expr.match(/cvmatch_[a-z_]+/g) ?? []))
      .map((name) => name.replace(/_bucket$/, ''));
    expect(drawn.length).toBeGreaterThan(15);
    for (const name of drawn) expect(known).toContain(name);
    // Every metric must appear in a dashboard.
    expect([...known].filter((name) => !drawn.includes(name))).toEqual([]);
  });

  it.skipIf(!has('promtool', '--version'))('configure Prometheus', () => {
    expect(tool('promtool', 'check', 'config', 'deploy/prometheus/prometheus.yaml').status).toBe(0);
  });
});
