import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, openBrowser, openTab } from './_shared/browser.js';
import { cli, fixtures, startServe, type StartedService } from './_shared/testing.js';

/** The dashboard with and without a key, with a screen reader, and while the service stops and restarts. */
const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const jd = readFileSync(fixtures('demo', 'jd.txt'), 'utf8');

const token = async (...scopes: string[]): Promise<string> =>
  (await cli(['keys', 'add', 'page', ...scopes.flatMap((scope) => ['--scope', scope]), '--store', store, '--json']))
    .json.token as string;

describe.runIf(hasBrowser)('the dashboard', () => {
  let browser: Browser;
  beforeAll(async () => {
    expect(
      (await cli(['ingest', fixtures('demo', 'cvs'), fixtures('files', 'truncated.pdf'), '--store', store, '--quiet']))
        .exitCode,
    ).toBeLessThan(4);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(store, { recursive: true, force: true });
  });

  async function serve(...args: string[]): Promise<StartedService> {
    const service = await startServe(['--store', store, ...args]);
    onTestFinished(async () => void (await service.stop()));
    return service;
  }

  it('asks for a key where the service wants one, says which it refused, and forgets it when told', async () => {
    const { url } = await serve('--host', '0.0.0.0');
    const page = await openTab(browser, `${url.replace('0.0.0.0', '127.0.0.1')}/#overview`, { expected: /401/ });
    const asked = page.locator('h1:text("API key")');
    await asked.waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('key');
    expect(await page.locator('nav:visible, .figure:visible, .error').count()).toBe(0);
    await page.keyboard.type('cvm_nobody-gave-this-one');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.error').textContent()).toContain('refused');
    expect(await page.evaluate('document.activeElement.id')).toBe('key');
    await page.fill('#key', await token('read', 'all', 'admin'));
    await page.click('button:text-is("Use")');
    await page.waitForSelector('text=live');
    expect(Number(await page.locator('.figure .value').first().textContent())).toBeGreaterThan(5);
    // The key is neither in the address nor stored where another tab or a later visit could find it.
    expect(page.url()).not.toContain('cvm_');
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
    await page.click('text=Forget key');
    await asked.waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  }, 120_000);

  it('says what a key may not see, and shows the rest', async () => {
    const { url } = await serve('--host', '0.0.0.0');
    const page = await openTab(browser, `${url.replace('0.0.0.0', '127.0.0.1')}/#cvs`, { expected: /40[13]/ });
    await page.fill('#key', await token('read', 'all'));
    await page.click('button:text-is("Use")');
    await page.waitForSelector('tbody a');
    await page.click('nav >> text=Overview');
    await expect.poll(() => page.locator('#live').textContent()).toMatch(/scope/);
    await page.click('nav >> text=Work');
    await expect.poll(() => page.locator('#live').textContent()).toMatch(/scope/);
  }, 120_000);

  it('says when the service is gone, and goes on by itself when it is back', async () => {
    const first = await serve();
    const page = await openTab(browser, `${first.url}/#overview`, { expected: /ERR_|Failed to load/ });
    await page.waitForSelector('text=live');
    const list = await openTab(browser, `${first.url}/#match`, { expected: /ERR_|Failed to load/ });
    const work = await openTab(browser, `${first.url}/#work`, { expected: /ERR_|Failed to load/ });
    await work.waitForSelector('#schedule-title + div tbody tr');
    await first.stop();
    await expect.poll(() => page.locator('#live').textContent(), { timeout: 10_000 }).toContain('no connection');
    await work.locator('button:text-is("Run")').first().click();
    await expect.poll(() => work.locator('.error:visible').textContent()).toContain('does not answer');
    // What was loaded before remains readable.
    expect(await page.locator('.figure .value').count()).toBe(5);
    await list.click('nav >> text=CVs');
    await expect.poll(() => list.locator('.error:visible').textContent()).toContain('does not answer');
    await serve('--port', new URL(first.url).port);
    await expect.poll(() => page.locator('#live').textContent(), { timeout: 45_000 }).toBe('live');
    await list.waitForSelector('tbody a');
    expect(await list.locator('.error:visible').count()).toBe(0);
  }, 90_000);

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'has nothing that axe finds wrong: %s, %d pixels',
    async (colorScheme, width) => {
      const { url } = await serve();
      const page = await openTab(browser, `${url}/#overview`, {
        colorScheme,
        viewport: { width, height: 800 },
        bypassCSP: true,
      });
      const found = async (): Promise<string[]> => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate<AxeResults>('axe.run()');
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
        );
      };
      await page.waitForSelector('text=live');
      expect(await found()).toEqual([]);
      await page.click('nav >> text=Match');
      await page.fill('#jd', jd);
      await page.click('text=Rank candidates');
      await page.waitForSelector('.ranking > li');
      await page.locator('text=Reject…').first().click();
      expect(await found()).toEqual([]);
      await page.click('nav >> text=Work');
      await page.waitForSelector('#schedule-title + div tbody tr');
      expect(await found()).toEqual([]);
      await page.click('nav >> text=CVs');
      await page.waitForSelector('tbody a');
      expect(await found()).toEqual([]);
      await page.locator('tbody a').first().click();
      await page.waitForSelector('.profile');
      await page.waitForSelector('#fits :not(:text("…"))');
      expect(await found()).toEqual([]);
    },
    90_000,
  );
});
