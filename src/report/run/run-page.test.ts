import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runJunit, runMarkdown } from './run-files.js';
import { runPage } from './run-page.js';
import { RUN_SCHEMA, type Percentiles, type RunReport } from '../../domain/index.js';
import { renderRun } from './run-text.js';

const times = (p50: number, count = 10): Percentiles => ({
  count,
  mean: p50,
  p50,
  p75: p50 * 1.2,
  p90: p50 * 1.5,
  p95: p50 * 2,
  p99: p50 * 3,
  'p99.9': p50 * 4,
  max: p50 * 5,
});
const run: RunReport = {
  schema: RUN_SCHEMA,
  id: '20260102-030405-006',
  version: '0.0.0',
  startedAt: '2026-01-02T03:04:05.006Z',
  seconds: 60,
  config: {
    target: 'pipeline',
    rate: 10_000 / 86_400,
    profile: 'day',
    duration: 86_400,
    speedup: 240,
    embedder: 'mock',
    threads: 2,
    seed: '1',
    size: 'lean',
    preset: 'typical',
    matchShare: 0,
    warmup: 16,
  },
  machine: { cpu: 'A <fast> one', cores: 2, memory: 8e9, platform: 'linux x64', node: 'v20.20.0', load: 0.5 },
  totals: { arrived: 100, completed: 99, lost: 1, duplicated: 0, unexpected: 0, abandoned: false },
  states: { ready: 90, needs_ocr: 9 },
  errors: { no_text_layer: 9 },
  sojourn: times(100),
  stages: { extract: times(30), embed: times(5), match: times(0, 0) },
  lateness: times(0.1),
  loopDelay: times(12),
  backlog: { max: 7, end: 0 },
  drainSeconds: 0.4,
  cvsPerSecond: 1.6,
  capacity: 40,
  utilisation: 0.5,
  cpu: { mean: 0.7, max: 1.4 },
  memory: { max: 4e8 },
  store: { bytes: 1e7, cvs: 90 },
  batches: { count: 0, per100: times(0, 0) },
  generatorWasBottleneck: false,
  service: { busy: [], after: [] },
  matches: { done: 0, failed: 0, cacheHits: 0 },
  verdicts: [
    { threshold: 'lost==0', value: 1, ok: false },
    { threshold: 'extract.p95<3s', value: 60, ok: true },
  ],
  quality: { cvs: 80, name: 0.99, email: 1, skills: 0.9, jds: 3, ndcg10: 0.88 },
  series: Array.from({ length: 900 }, (_, i) => ({
    at: i,
    arrivals: i % 7,
    completions: i % 5,
    backlog: i % 3,
    sojournP50: i % 9 === 0 ? null : 100 + i,
    sojournP95: 200,
    extract: 30,
    profile: 10,
    embed: 5,
    write: null,
    loopDelay: 12,
    cpu: 0.7,
    memory: 3e8,
    inService: 1,
    match: null,
    storeBytes: 1e6,
  })),
};

describe('the page', () => {
  const page = runPage(run);

  test('has its charts, the verdicts and no script', () => {
    expect(page.match(/<svg /g)).toHaveLength(8);
    expect(page).toContain('1 of 2 thresholds failed');
    expect(page).toContain('A &lt;fast&gt; one');
    expect(page).not.toMatch(/<script|NaN|undefined|Infinity/);
  });

  test('asks for nothing from anywhere', () => {
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|https?:/);
  });

  test.skipIf(!existsSync('/usr/bin/chromium'))(
    'shows its charts in Chromium, light and dark, without a request',
    async () => {
      const { chromium } = await import('playwright-core');
      const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-page-'));
      onTestFinished(() => {
        rmSync(folder, { recursive: true, force: true });
      });
      writeFileSync(path.join(folder, 'run.html'), page);
      const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
      onTestFinished(() => browser.close());
      const colours = new Set<string>();
      for (const colorScheme of ['light', 'dark'] as const) {
        const tab = await browser.newPage({ colorScheme });
        const requests: string[] = [];
        tab.on('request', (request) => {
          requests.push(request.url());
        });
        await tab.goto(pathToFileURL(path.join(folder, 'run.html')).href);
        expect(requests).toHaveLength(1);
        expect(
          await tab
            .locator('svg path.curve')
            .first()
            .evaluate((curve) => curve.getBoundingClientRect().width),
        ).toBeGreaterThan(200);
        colours.add(await tab.evaluate<string>('getComputedStyle(document.body).backgroundColor'));
      }
      expect(colours.size).toBe(2);
    },
    60_000,
  );

  test('a run of one second has charts, too', () => {
    expect(runPage({ ...run, series: run.series.slice(0, 1), quality: null })).not.toMatch(/NaN|Infinity/);
  });
});

test('text, Markdown and JUnit carry the verdicts', () => {
  expect(renderRun(run)).toMatch(/lost==0 +1 +FAILED/);
  expect(renderRun(run)).not.toContain('service:');
  expect(renderRun({ ...run, server: { loopDelayP99: 12 } })).toContain('service:  its event loop late by 12');
  expect(runMarkdown(run)).toContain('| `extract.p95<3s` | 60 ms | ok |');
  const junit = runJunit(run);
  expect(junit).toContain('tests="2" failures="1"');
  expect(junit).toContain('name="extract.p95&lt;3s"');
});
