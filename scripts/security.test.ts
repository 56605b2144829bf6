import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const text = read('SECURITY.md');

it('names files that exist', () => {
  const named = [...text.matchAll(/`((?:src|bin|bench|commands|deploy)\/[^`\s]*)`/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

it('leads to sections that exist', () => {
  const links = [...text.matchAll(/\]\((docs\/[^)#]+)#?([^)]*)\)/g)];
  expect(links.length).toBeGreaterThan(6);
  for (const [, file, section] of links) {
    const anchors = [...read(file!).matchAll(/^#+ (.*)$/gm)].map((heading) =>
      heading[1]!.toLowerCase().replaceAll(' ', '-'),
    );
    if (section !== '') expect(anchors, file).toContain(section);
  }
});

it('names a test for every threat', () => {
  const rows = text
    .split('## Threats and defences')[1]!
    .split('\n## ')[0]!
    .match(/^\| .*$/gm)!
    .slice(1);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !/`[^`]+\.test\.ts`[^|]*\|$/.test(row))).toEqual([]);
});

it('gives a command whose bill of materials names the packages that are installed, each with its hash', () => {
  const [, args] = /^ {4}npm (sbom .*)$/m.exec(text)!;
  const bill = JSON.parse(execFileSync('npm', args!.split(' '), { cwd: root, encoding: 'utf8', stdio: 'pipe' })) as {
    bomFormat: string;
    components: { name: string; version: string; hashes?: unknown[] }[];
  };
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.components).toContainEqual(
    expect.objectContaining({
      name: 'better-sqlite3',
      version: lock.packages['node_modules/better-sqlite3']!.version,
      hashes: [expect.objectContaining({ alg: 'SHA-512' })],
    }),
  );
  expect(bill.components.map(({ name }) => name)).not.toContain('vitest');
});
