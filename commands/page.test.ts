import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser, openTab, type TabOptions } from './_shared/browser.js';
import { cli, fixtures, startServe, type StartedService } from './_shared/testing.js';

/** The dashboard of a real service in a real browser. */
const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const HOSTILE = '<img src=x onerror="window.hacked=1">';
const jd = await readFile(fixtures('demo', 'jd.txt'), 'utf8');

let service: StartedService;
let browser: Browser;

describe.runIf(hasBrowser)('the dashboard', () => {
  beforeAll(async () => {
    expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', store, '--quiet'])).exitCode).toBe(0);
    service = await startServe(['--store', store]);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await service.stop();
    rmSync(store, { recursive: true, force: true });
  });

  const open = (view: string, options: TabOptions = {}): Promise<Page> =>
    openTab(browser, `${service.url}/#${view}`, options);

  const named = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
  const person = (name: string): string =>
    `${name}\nBackend Engineer\n${name.toLowerCase().replace(/\W+/g, '.')}@example.com\n\nExperience\nBackend Engineer at Contoso, 2018 to 2022\nBuilt services in TypeScript on PostgreSQL.\n\nSkills\nTypeScript, PostgreSQL, Docker\n`;

  it('takes files, says what became of each, and shows the CV that it made', async () => {
    const page = await open('cvs');
    await page.setInputFiles('#files', [
      named('zora.txt', person('Zora Quill')),
      named('again.txt', person('Zora Quill')),
      named('broken.pdf', '%PDF-1.7 nothing more'),
    ]);
    const outcome = (name: string) => page.locator('.uploads li', { hasText: name }).locator('.mark');
    // Which of the two copies counts as the first depends on the workers' timing.
    await expect
      .poll(async () => [await outcome('zora.txt').textContent(), await outcome('again.txt').textContent()].sort(), {
        timeout: 20_000,
      })
      .toEqual(['duplicate', 'ready']);
    await expect.poll(() => outcome('broken.pdf').getAttribute('class'), { timeout: 20_000 }).toContain('bad');
    await page.fill('#f-name', 'Zora');
    await page.click('button:text-is("Find")');
    await page.click('a:text("Zora Quill")');
    await page.waitForSelector('h1:has-text("Zora Quill")');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.locator('.profile').textContent()).toContain('zora.quill@example.com');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.click('text=Save the file')]);
    expect(saved.suggestedFilename()).toMatch(/^(?:zora|again)\.txt$/);
    expect(await readFile(await saved.path(), 'utf8')).toBe(person('Zora Quill'));
    await page.click('text=Remove this CV');
    await page.click('.removal >> text=/^Remove$/');
    await page.waitForSelector('h1:text("CVs")');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(0);
  }, 120_000);

  it('takes files that are dropped', async () => {
    const page = await open('cvs');
    await page.waitForSelector('.drop');
    await page.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(person('Dora Dropped'))}], 'dora.txt'));
      for (const type of ['dragover', 'drop']) document.querySelector('.drop').dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    })()`);
    await expect.poll(() => page.locator('.uploads .mark').textContent(), { timeout: 20_000 }).toBe('ready');
  }, 120_000);

  it('ranks for a pasted JD with marked evidence, and keeps what a person says to a match', async () => {
    const page = await open('match');
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/feedback')) sent.push(request.postDataJSON());
    });
    await page.fill('#jd', jd);
    await page.click('text=Rank candidates');
    await page.waitForSelector('.ranking > li');
    expect(await page.locator('.ranking > li').count()).toBe(10);
    expect(await page.locator('.ranking > li').first().locator('mark').count()).toBeGreaterThan(0);
    const first = page.locator('.ranking > li').first();
    await first.locator('text=Shortlist').click();
    await expect.poll(() => first.locator('.said').textContent()).toBe('Shortlisted');
    expect(await first.locator('text=Shortlist').first().getAttribute('aria-pressed')).toBe('true');
    const second = page.locator('.ranking > li').nth(1);
    await second.locator('text=Reject…').click();
    await second.locator('.reason input').fill('no work permit');
    await second.locator('text=Record rejection').click();
    await expect.poll(() => second.locator('.said').textContent()).toBe('Rejected: no work permit');
    await first.locator('h3 a').click();
    await page.waitForSelector('.profile');
    await page.goBack();
    await expect.poll(() => page.locator('.ranking > li').count()).toBe(10);
    // The decision is shown again with the next ranking of the JD.
    await page.click('text=Rank candidates');
    await expect.poll(() => page.locator('.said').nth(1).textContent()).toBe('Rejected: no work permit');
    expect(await page.locator('.ranking > li').first().locator('[aria-pressed=true]').textContent()).toBe('Shortlist');
    expect(sent).toEqual([
      { action: 'shortlisted' },
      { action: 'rejected', reason: 'no work permit' },
      { action: 'viewed' },
    ]);
  }, 120_000);

  it('shows what failed and why, tries it again, and drops it when asked twice', async () => {
    const page = await open('cvs');
    await page.setInputFiles('#files', [named('torn.pdf', '%PDF-1.4 torn')]);
    await expect.poll(() => page.locator('.uploads .mark').getAttribute('class'), { timeout: 20_000 }).toContain('bad');
    await page.click('nav >> text=Work');
    const row = page.locator('tr', { hasText: 'torn.pdf' });
    await row.waitFor();
    await row.locator('text=Retry').click();
    await expect.poll(() => page.locator('#announcer').textContent()).toContain('1 task will be tried again');
    await row.locator('button:text-is("Drop")').waitFor({ timeout: 20_000 });
    await row.locator('button:text-is("Drop")').click();
    await row.locator('button:text-is("Really drop?")').click();
    await expect.poll(() => row.count(), { timeout: 20_000 }).toBe(0);
  }, 120_000);

  it('pauses uploads and resumes them, and says which it is', async () => {
    const page = await open('work');
    const state = page.locator('.pause .mark');
    await expect.poll(() => state.textContent(), { timeout: 20_000 }).toBe('running');
    await page.click('text=Pause uploads');
    await expect.poll(() => state.textContent(), { timeout: 20_000 }).toBe('paused');
    const counts = async (): Promise<{ pausedAt: string | null; pending: number }> =>
      (
        (await (await fetch(`${service.url}/v1/stats`)).json()) as {
          queue: { pausedAt: string | null; pending: number };
        }
      ).queue;
    await expect.poll(async () => (await counts()).pausedAt, { timeout: 10_000 }).not.toBe(null);
    const form = new FormData();
    form.append('file', new Blob([person('Paul Paused')]), 'paused.txt');
    expect((await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form })).status).toBe(202);
    // Another who looks sees it too, and what waits.
    const other = await open('work');
    await expect
      .poll(() => other.locator('.pause').textContent(), { timeout: 20_000 })
      .toMatch(/paused.*no upload is handed out/);
    await expect.poll(() => other.locator('tr', { hasText: 'paused.txt' }).count(), { timeout: 20_000 }).toBe(1);
    await expect.poll(async () => (await counts()).pending, { timeout: 10_000 }).toBe(1);
    await other.focus('text=Resume uploads');
    await other.keyboard.press('Enter');
    await expect.poll(() => other.locator('.pause .mark').textContent(), { timeout: 20_000 }).toBe('running');
    expect(await other.evaluate('document.activeElement.textContent')).toBe('Pause uploads');
    await expect.poll(async () => (await counts()).pending, { timeout: 20_000 }).toBe(0);
    await expect.poll(() => state.textContent(), { timeout: 20_000 }).toBe('running');
  }, 90_000);

  it('shows an operator whether store, queue and files answer, and what is large in them', async () => {
    const page = await open('work');
    const places = page.locator('[aria-labelledby=places-title]');
    await expect
      .poll(() => places.locator('.mark').allTextContents(), { timeout: 20_000 })
      .toEqual([expect.stringContaining('answers in'), expect.stringContaining('answers in')]);
    await places.locator('summary', { hasText: 'Largest tables' }).click();
    await expect.poll(() => places.locator('details[open] tbody tr').count()).toBe(10);
    expect(await places.textContent()).toContain('SQLite counts no statements');
  }, 120_000);

  it('shows the store and the queue live', async () => {
    const page = await open('overview');
    await page.waitForSelector('text=live');
    const cvs = Number(await page.locator('.figure .value').first().textContent());
    expect(cvs).toBeGreaterThan(5);
    expect(await page.locator('.chart svg').count()).toBe(2);
    expect(await page.locator('.alerts, .calm').count()).toBe(1);
    expect(await page.locator('#stages-title + div tbody tr').count()).toBeGreaterThan(0);
  });

  it('runs a task of the schedule and says how it ended', async () => {
    const page = await open('work');
    const row = page.locator('#schedule-title + div tbody tr').first();
    await row.locator('text=Run').click();
    await expect.poll(() => row.locator('.mark').textContent(), { timeout: 20_000 }).toBe('ok');
  }, 120_000);

  it('writes what a CV says and never runs it', async () => {
    const page = await open('cvs');
    await page.setInputFiles('#files', [
      named(`${HOSTILE.replaceAll('/', '')}.txt`, person(HOSTILE).replaceAll('Contoso', HOSTILE)),
    ]);
    await expect.poll(() => page.locator('.uploads .mark').textContent(), { timeout: 20_000 }).toBe('ready');
    expect(await page.locator('.uploads .file').textContent()).toContain('<img');
    // Whatever the parser makes of such a name, the page must show it harmlessly as a name.
    const hostile = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (key, inner: unknown) => (key === 'name' || key === 'label' ? HOSTILE : inner));
    await page.route(/\/v1\/(?:cvs|match)/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: hostile(await response.json()) });
    });
    await page.click('nav >> text=Match');
    await page.fill('#jd', jd);
    await page.click('text=Rank candidates');
    await page.waitForSelector('.ranking > li');
    expect(await page.locator('.ranking h3').first().textContent()).toContain(HOSTILE);
    await page.locator('.ranking h3 a').first().click();
    await page.waitForSelector('.profile');
    expect(await page.locator('.person h1').textContent()).toContain(HOSTILE);
    await page.goto(`${service.url}/#cvs`);
    await page.waitForSelector('tbody a');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    // A request from the page's polling may still be in progress when it closes.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }, 120_000);

  it('lets scripts of its own run alone', async () => {
    const response = await fetch(`${service.url}/`);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|style=/);
    const again = await fetch(`${service.url}/page/main.js`, {
      headers: { 'if-none-match': (await fetch(`${service.url}/page/main.js`)).headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${service.url}/page/..%2f..%2fpackage.json`)).status).toBe(404);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open('overview');
    await page.waitForSelector('text=live');
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const focused = () => page.evaluate<string>('document.activeElement.textContent || document.activeElement.id');
    await press('Tab');
    expect(await focused()).toBe('Skip to content');
    await press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.focus('nav a[href="#match"]');
    await press('Enter');
    // The heading of the view, not the link of the same name that led there.
    await expect
      .poll(() => page.evaluate('document.activeElement.tagName + document.activeElement.textContent'))
      .toMatch(/^H\dMatch$/);
    await press('Tab');
    await page.keyboard.insertText(jd);
    await press('Tab', 'Tab', 'Tab', 'Enter');
    await expect.poll(focused, { timeout: 10_000 }).toMatch(/^10 candidates/);
    await page.locator('text=Reject…').first().focus();
    await press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await press('Escape');
    expect(await focused()).toBe('Reject…');
    // The focused element is visibly marked.
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  }, 120_000);

  it.each(['light', 'dark'] as const)(
    'is legible in the %s scheme: contrast of all text at least 4.5',
    async (colorScheme) => {
      const page = await open('overview', { colorScheme });
      for (const view of ['overview', 'match', 'cvs', 'work']) {
        await page.goto(`${service.url}/#${view}`);
        await page.waitForTimeout(600);
        if (view === 'match') {
          await page.fill('#jd', jd);
          await page.click('text=Rank candidates');
          await page.waitForSelector('.ranking > li');
        }
        expect(await page.evaluate(faint), view).toEqual([]);
      }
      const dark = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      expect(Number(/\d+/.exec(dark)![0]) < 128).toBe(colorScheme === 'dark');
    },
    60_000,
  );

  it('fits a screen of 375 pixels and has names for all that can be used', async () => {
    const page = await open('overview', { viewport: { width: 375, height: 800 } });
    for (const view of ['overview', 'match', 'cvs', 'work']) {
      await page.goto(`${service.url}/#${view}`);
      await page.waitForTimeout(600);
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBeLessThanOrEqual(375);
      expect(await page.evaluate(nameless), view).toEqual([]);
      expect(await page.locator('main h1:visible').count(), view).toBe(1);
    }
  }, 120_000);
});

/** Texts whose contrast with their background is below 4.5, by WCAG 2.2 (AA). */
const faint = `(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => { for (let at = node; at; at = at.parentElement) { const c = rgb(getComputedStyle(at).backgroundColor); if (c[3] === undefined || c[3] > 0.99) return c; } return [255, 255, 255]; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (node.textContent.trim() === '' || !holder.checkVisibility() || holder.closest('.unseen, :disabled, script')) continue;
    const style = getComputedStyle(holder);
    const contrast = ratio(rgb(holder.namespaceURI.endsWith('svg') ? style.fill : style.color), behind(holder));
    if (contrast < 4.5) found.push(node.textContent.trim().slice(0, 40) + ' ' + contrast.toFixed(2));
  }
  return found;
})()`;

/** Visible controls without an accessible name. */
const nameless = `[...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((one) => one.checkVisibility())
  .filter((one) => !(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length)).map((one) => one.outerHTML.slice(0, 80))`;
