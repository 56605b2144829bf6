import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const text = read('CONTRIBUTING.md');

it('names files that exist', () => {
  const named = [...text.matchAll(/`((?:src|scripts|bench|commands|docs)\/[^`\s]*)`/g)].map((match) => match[1]!);
  const missing = named.filter((file) => !/REGION|XX/.test(file) && !existsSync(path.join(root, file)));
  expect(named.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

it('names what those files hold', () => {
  const held = [...text.matchAll(/`([A-Z][A-Z_]+)` (?:of|in)\s+`(src\/[^`]+)`/g)];
  expect(held.length).toBeGreaterThan(2);
  for (const [, name, file] of held) expect(read(file!), `${name} in ${file}`).toMatch(new RegExp(`\\b${name}\\b`));
});

it('names scripts of the package', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...text.matchAll(/`npm run ([\w:]+)/g)].map((match) => match[1]!);
  expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
});

it('has no folder called cvs: npm packs none, taking it for one of a version control', () => {
  const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true, recursive: true });
  expect(folders.filter((one) => one.isDirectory() && /^cvs$/i.test(one.name)).map((one) => one.parentPath)).toEqual(
    [],
  );
});
