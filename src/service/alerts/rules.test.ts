import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openMetrics } from '../telemetry/metrics.js';
import { NO_LEVELS } from '../telemetry/testing.js';
import { ALERTS, runbookOf } from './rules.js';
import { operatorRules, promql, rulesFile } from './rules-file.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');
/** From the Debian package `prometheus`, which CI installs. */
const promtool = (...args: string[]) =>
  spawnSync('promtool', args, { cwd: path.join(root, 'deploy/prometheus'), encoding: 'utf8' });
const without = promtool('--version').status !== 0;

describe('alert rules', () => {
  it('are the rules file of Prometheus', () => {
    expect(read('deploy/prometheus/alerts.yaml')).toBe(rulesFile());
    expect(read('deploy/kubernetes/overlays/prod/rules.yaml')).toBe(operatorRules());
  });

  it('name only metrics that exist', () => {
    const metrics = openMetrics(NO_LEVELS);
    const names = metrics.names();
    metrics.close();
    for (const rule of ALERTS) {
      const named = promql(rule)
        .match(/cvmatch_[a-z_]+/g)!
        .map((name) => name.replace(/_bucket$/, ''));
      expect(names).toEqual(expect.arrayContaining(named));
    }
  });

  it('each have a section of the runbook where their address points', () => {
    const anchors = [...read('docs/runbook.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!.toLowerCase());
    for (const rule of ALERTS) {
      const [file, anchor] = runbookOf(rule).split('#');
      expect(file).toBe('docs/runbook.md');
      expect(anchors).toContain(anchor);
    }
  });

  it.skipIf(without)('are rules to promtool', () => {
    const { status, stdout, stderr } = promtool('check', 'rules', 'alerts.yaml');
    expect(`${stdout}${stderr}`).toContain(`${ALERTS.length} rules found`);
    expect(status).toBe(0);
  });

  it.skipIf(without)('fire and rest in Prometheus as they are meant to', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', 'alerts.test.yaml');
    expect(status, `${stdout}${stderr}`).toBe(0);
    for (const { name } of ALERTS) expect(read('deploy/prometheus/alerts.test.yaml')).toContain(`alertname: ${name}`);
  });
});
