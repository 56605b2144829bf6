import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, openBrowser } from './_shared/browser.js';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.runIf(hasBrowser)('every page that a command writes', () => {
  it('can be read on a phone, in the dark and on paper, and axe finds nothing wrong', async () => {
    const cwd = temporaryFolder();
    const run = async (...args: string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await cli(args, { cwd });
      expect(exitCode, `${args.join(' ')}\n${stderr}`).toBe(0);
      return stdout;
    };
    await run('ingest', fixtures('demo', 'cvs'), '--quiet');
    await run('match', fixtures('demo', 'jd.txt'), '--html', 'match.html');
    const [{ cvId }] = JSON.parse(await run('list', '--json')) as [{ cvId: string }];
    writeFileSync(path.join(cwd, 'show.html'), await run('show', cvId, '--format', 'html'));
    await run('generate', '--cvs', '12', '--jds', '2', '--out', 'data');
    await run('evaluate', 'ranking', 'data', '--html', 'ranking.html');
    await run('evaluate', 'parsing', 'data/cvs', '--html', 'parsing.html');
    await run(
      'simulate',
      '--rate',
      '3/s',
      '--profile',
      'constant',
      '--duration',
      '3s',
      '--warmup',
      '1',
      '--threshold',
      'lost==0',
      '--html',
      'run.html',
    );

    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    for (const name of ['match', 'show', 'ranking', 'parsing', 'run']) {
      for (const [width, colorScheme, media] of [
        [1100, 'light', 'screen'],
        [360, 'dark', 'screen'],
        [700, 'dark', 'print'],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        await page.emulateMedia({ media });
        await page.goto(pathToFileURL(path.join(cwd, `${name}.html`)).href);
        expect(
          await page.evaluate('document.documentElement.scrollWidth'),
          `${name} at ${width} pixels`,
        ).toBeLessThanOrEqual(width);
        if (media === 'print') {
          // Print must use a light background, whatever the screen theme.
          expect(await page.evaluate<string>('getComputedStyle(document.body).color'), name).toMatch(
            /rgb\((?:[0-5]?\d(?:, )?){3}\)/,
          );
        }
        await page.evaluate(axe);
        const { violations } = await page.evaluate<AxeResults>('axe.run()');
        expect(
          violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 100)} ${failureSummary}`),
          ),
          `${name} at ${width} pixels, ${media}`,
        ).toEqual([]);
        await page.close();
      }
    }
  }, 120_000);
});
