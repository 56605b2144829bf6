// `npm run graph`: draws the folders of src/ and their imports into docs/architecture.md. `--check` writes nothing and
// fails if an import breaks a rule (.dependency-cruiser.mjs) or the picture is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';
import { root } from './setup.js';

const DOCUMENT = path.join(root, 'docs/architecture.md');
const [BEGIN, END] = ['<!-- graph: npm run graph -->', '<!-- /graph -->'];

/**
 * `src/rank/jd/jd.ts` -> `rank`, `commands/match.ts` -> `commands`; null for tests and for files that everything may
 * import.
 */
function roomOf(file) {
  if (/[.]test[.]ts$|[.]contract[.]ts$|\/contract\/|\/testing/.test(file)) return null;
  const [top, room] = file.split('/');
  if (top !== 'src') return ['commands', 'bin'].includes(top) ? top : null;
  return ['domain', 'errors.ts'].includes(room) ? null : room.replace(/\.ts$/, '');
}

function edgesOf(modules) {
  const edges = new Map();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    for (const { resolved } of from === null ? [] : dependencies) {
      const to = roomOf(resolved);
      if (to === null || to === from) continue;
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  return edges;
}

/** Whether there is an indirect path, which makes the direct arrow redundant. */
function isByWayOf(edges, from, to) {
  const seen = new Set();
  const open = [...edges.get(from)].filter((next) => next !== to);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges.get(at) ?? []));
  }
  return false;
}

function draw(edges) {
  const arrows = [...edges].flatMap(([from, others]) =>
    [...others].filter((to) => !isByWayOf(edges, from, to)).map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'flowchart TD', ...arrows.sort(), '```'].join('\n');
}

/** Fails if an import breaks a rule. */
function checkRules({ violations }) {
  for (const { rule, from, to, cycle } of violations) {
    const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ');
    console.error(`${rule.name}: ${from} -> ${way}`);
  }
  if (violations.length > 0) process.exit(1);
}

const check = process.argv.includes('--check');
const { options, ...ruleSet } = config;
const { output } = await cruise(['src', 'commands', 'bin'], { ...options, baseDir: root, validate: true, ruleSet });
if (check) checkRules(output.summary);
const before = readFileSync(DOCUMENT, 'utf8');
const [head, rest] = before.split(BEGIN);
const after = `${head}${BEGIN}\n${draw(edgesOf(output.modules))}\n${END}${rest.split(END)[1]}`;
if (!check) writeFileSync(DOCUMENT, after);
else if (before !== after) {
  console.error('The picture in docs/architecture.md is not that of the imports: run `npm run graph`.');
  process.exit(1);
}
