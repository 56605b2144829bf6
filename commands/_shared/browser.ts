import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** Tests of pages in a real browser are skipped where Chromium is not installed. */
const CHROMIUM = '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

export interface TabOptions extends BrowserContextOptions {
  /** Console errors that the test causes on purpose. */
  expected?: RegExp;
}

/** A tab in which every console error and every request to another host fails the test; closed when the test ends. */
export async function openTab(
  browser: Browser,
  address: string,
  { expected, ...options }: TabOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && expected?.test(message.text()) !== true) wrong.push(message.text());
  });
  page.on('pageerror', (error) => {
    wrong.push(error.message);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) wrong.push(`request to ${request.url()}`);
  });
  onTestFinished(async () => {
    await page.close();
    expect(wrong).toEqual([]);
  });
  await page.goto(address);
  return page;
}
