import { globSync } from 'tinyglobby';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const files = globSync(['{src,commands,scripts,bench,bin}/**/*.{ts,js}'], { cwd: root });
const pages = globSync(['*.md', 'docs/**/*.md', '!CHANGELOG.md'], { cwd: root });

/** Files that a page names, in full or by the end of their path; not those of other packages. */
const namedIn = (page: string): string[] =>
  [...readFileSync(path.join(root, page), 'utf8').matchAll(/`((?:[\w-]+\/)*[\w.-]+\.(?:ts|js))`/g)]
    .map((match) => match[1]!)
    .filter((name) => !/^dist\/|REGION|XX/.test(name));

it('names source files that exist', () => {
  const missing = pages.flatMap((page) =>
    namedIn(page)
      .filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))
      .map((name) => `${page}: ${name}`),
  );
  expect(pages.flatMap(namedIn).length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});
