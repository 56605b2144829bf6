import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, openBrowser, openTab } from './_shared/browser.js';
import { cli, fixtures, startServe } from './_shared/testing.js';

/** The dashboard with a key that may not see who the candidates are. */
const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const jd = readFileSync(fixtures('demo', 'jd.txt'), 'utf8');
/** Of the people in fixtures/demo/cvs, and of their schools. */
const HIDDEN =
  /amelia|hartwell|fontaine|diego|navarro|okafor|lindqvist|jonas|feldmann|lucia|ferrer|seidl|brennan|priya|raman|adeyemi|tomasz|wilk|@example|universit|[.](?:pdf|docx|odt|rtf)/i;

describe.runIf(hasBrowser)('the dashboard with a blind key', () => {
  let browser: Browser;
  let token: string;
  beforeAll(async () => {
    expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', store, '--quiet'])).exitCode).toBe(0);
    const scopes = ['read', 'write', 'all', 'blind'].flatMap((scope) => ['--scope', scope]);
    token = (await cli(['keys', 'add', 'panel', ...scopes, '--store', store, '--json'])).json.token as string;
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(store, { recursive: true, force: true });
  });

  async function open(view: string): Promise<Page> {
    const service = await startServe(['--store', store, '--host', '0.0.0.0']);
    onTestFinished(async () => void (await service.stop()));
    const address = `${service.url.replace('0.0.0.0', '127.0.0.1')}/#${view}`;
    const page = await openTab(browser, address, { expected: /401|403/ });
    await page.fill('#key', token);
    await page.click('button:text-is("Use")');
    return page;
  }
  const seen = async (page: Page): Promise<string> => String(await page.evaluate('document.body.innerHTML'));

  it('ranks, shows and decides about candidates by their labels alone', async () => {
    const page = await open('match');
    await page.fill('textarea', jd);
    await page.keyboard.press('Control+Enter');
    await page.locator('button:text-is("Rank"), button.main').first().click();
    await page.locator('text=/candidate [0-9a-f]{10}/').first().waitFor();
    expect(await seen(page)).not.toMatch(HIDDEN);
    await page.evaluate('location.hash = "#cvs"');
    await page.locator('a[href^="#cvs/"]:visible').first().waitFor();
    expect(await seen(page)).not.toMatch(HIDDEN);
    await page.locator('a[href^="#cvs/"]:visible').first().click();
    await page.locator('h1:text-matches("candidate [0-9a-f]{10}")').waitFor();
    expect(await seen(page)).not.toMatch(HIDDEN);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.click('[data-key=original]')]);
    expect(saved.suggestedFilename()).toMatch(/^candidate [0-9a-f]{10}\.html$/);
    const original = readFileSync(await saved.path(), 'utf8');
    expect(original).toContain('[…]');
    expect(original.replace(/<title>.*/u, '')).not.toMatch(HIDDEN);
  }, 60_000);
});
