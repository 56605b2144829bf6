import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './_shared/testing.js';

const document = readFileSync(path.join(root, 'docs/compliance.md'), 'utf8');

interface Line {
  article: string;
  done: string;
  shown: string;
  missing: string;
}

/** The rows of all tables, heads aside. */
const lines: Line[] = document
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| article'))
  .map((line) => {
    const [, article = '', , done = '', shown = '', missing = ''] = line.split('|').map((cell) => cell.trim());
    return { article, done, shown, missing };
  });

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

/** The file of `cvmatch subject export` is commands/subject/export.ts, that of `cvmatch config` commands/config/index.ts. */
function isCommand(name: string): boolean {
  const [program, ...words] = name.split(' ');
  const file = path.join(root, 'commands', ...words);
  return program === 'cvmatch' && (existsSync(`${file}.ts`) || existsSync(path.join(file, 'index.ts')));
}

describe('docs/compliance.md', () => {
  it('has a line for what GDPR and AI Act ask of software that ranks CVs', () => {
    expect(lines.length).toBeGreaterThan(30);
    const articles = lines.flatMap(({ article }) => article.split(/,\s*/)).map((one) => one.replace(/\(.*/, ''));
    for (const one of ['15', '16', '17', '18', '20', '22', '12', '13', '14', '86']) expect(articles).toContain(one);
  });

  it.each(lines.map((line) => [line.article, line] as const))('names commands and tests that exist: %s', (_, line) => {
    expect(named(line.done), line.done).not.toEqual([]);
    for (const command of named(line.done)) expect(isCommand(command), command).toBe(true);
    expect(named(line.shown), line.shown).not.toEqual([]);
    for (const file of named(line.shown)) {
      expect(existsSync(path.join(root, file)), file).toBe(true);
      expect(file).toMatch(/\.test\.ts$|\/contract\//);
    }
    expect(line.missing).not.toBe('');
  });

  it('claims to be no legal advice', () => {
    expect(document).toContain('This is no legal advice');
  });
});
