/**
 * Parse quality and speed, beside a parser that npm offers. Writes bench/results/parsing.json and the tables in docs/parsing.md.
 *   node bench/parsing.js [--data FOLDER] [--only SET]... [--without-other]
 * Quality: F1 per field on the generated fixtures and, where FOLDER has them, on labelled texts, PDFs and layouts; the same
 * files, labels and rules for both parsers. Speed: CPU of parsing a profile (extraction left out) and of the vocabulary alone.
 * --only (fixtures, 'labelled texts', 'real PDFs', layouts; may be repeated) prints alone: a part is no result.
 * --without-other takes what the other parser had in the last result: it is slow, some ten minutes, and does not change.
 * The other parser is installed into a temporary folder; it reads PDFs with pdftotext, where that is installed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluateParsing, loadConfig } from '../dist/src/index.js';
import { emptyProfile } from '../dist/src/domain/index.js';
import { splitSkills } from '../dist/src/evaluate/parsing/labels.js';
import { evaluateCvs } from '../dist/src/evaluate/parsing/parsing.js';
import { readTarget } from '../dist/src/app/evaluate-parsing.js';
import { loadVocabulary } from '../dist/src/pool/vocabulary.js';
import { parseProfile } from '../dist/src/profile/index.js';
import { openVocabulary } from '../dist/src/profile/vocabulary/vocabulary.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', multiple: true },
    'without-other': { type: 'boolean', default: false },
  },
});
const OTHER = 'simple-resume-parser';
const OTHER_VERSION = '1.1.8';
/** Without hanging, it takes a tenth of a second. */
const OTHER_LIMIT_MS = 5000;

const sets = [
  ['fixtures', path.join(root, 'fixtures/truth')],
  ...(flags.data === undefined
    ? []
    : [
        ['labelled texts', path.join(flags.data, 'parsing-labels/entities.jsonl')],
        ['real PDFs', path.join(flags.data, 'work-truth.jsonl')],
        ['layouts', path.join(flags.data, 'cvs-templates/truth.json')],
      ]),
].filter(([name, target]) => existsSync(target) && (flags.only?.includes(name) ?? true));
if (sets.length === 0) throw new TypeError(`there is no set ${flags.only}, or --data does not hold it`);

/** The other parser in a child process, which is replaced when it hangs on a file. */
function openOther(folder) {
  let child;
  let lines;
  const start = () => {
    child = spawn(process.execPath, [path.join(here, 'parsing-other.js'), folder], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  start();
  return {
    async parse(file) {
      child.stdin.write(`${file}\n`);
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, OTHER_LIMIT_MS, { done: true });
      });
      const { value, done } = await Promise.race([lines.next(), late]);
      clearTimeout(timer);
      if (!done) return JSON.parse(value);
      child.kill('SIGKILL');
      start();
      return { parts: null };
    },
    close: () => child.stdin.end(),
  };
}

/** Its free-form result as the fields that labels can be compared with; it returns sections as text, not entries. */
function profileOf(parts) {
  const urls = [
    ...(parts.profiles ? String(parts.profiles).split(/\s+/) : []),
    parts.url,
    parts.linkedin,
    parts.github,
  ].filter((text) => typeof text === 'string' && text.includes('.'));
  const profile = emptyProfile('1970-01-01');
  const { name, email, phone } = parts;
  profile.resume.basics = { name, email, phone, profiles: urls.map((url) => ({ network: '', url })) };
  profile.resume.skills = splitSkills(parts.skills ?? '').map((skill) => ({ name: skill }));
  return profile;
}

async function measureOther(target, other, scratch) {
  const parse = async (cv) => {
    const file = cv.file ?? path.join(scratch, `${cv.id}.txt`);
    if (cv.text !== undefined) writeFileSync(file, cv.text);
    const { parts } = await other.parse(file);
    return parts === null
      ? { ok: false, state: 'failed', code: 'internal', message: '' }
      : { ok: true, value: { document: { text: '' }, profile: profileOf(parts) } };
  };
  return (await evaluateCvs(readTarget(target), parse, { width: 1 })).report;
}

function installOther(folder) {
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${OTHER}@${OTHER_VERSION}`], {
    cwd: folder,
    stdio: 'ignore',
  });
}

function cpuMs(work) {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

const seconds = (from, to) => ((to - from) / 1000).toFixed(1);

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(q * (sorted.length - 1))] ?? 0).toFixed(2));
}

/** Every document once to warm up, then once timed. */
function measureSpeed(documents) {
  const vocabulary = loadVocabulary();
  const parse = (document) => parseProfile(document, { asOf: '2020-01-01', vocabulary });
  for (const document of documents) parse(document);
  const profile = documents.map((document) => cpuMs(() => parse(document)));
  const find = documents.map((document) => cpuMs(() => vocabulary.find(document.text)));
  const bytes = readFileSync(path.join(root, 'models/vocabulary/vocabulary.bin.gz'));
  const load = Array.from({ length: 5 }, () => cpuMs(() => openVocabulary(bytes)));
  const characters = documents.reduce((sum, document) => sum + document.text.length, 0);
  return {
    documents: documents.length,
    meanCharacters: Math.round(characters / documents.length),
    profileMs: { median: quantile(profile, 0.5), p95: quantile(profile, 0.95) },
    vocabularyMs: { median: quantile(find, 0.5), p95: quantile(find, 0.95) },
    vocabularyLoadMs: quantile(load, 0.5),
    vocabularyBytes: bytes.length,
  };
}

// Read before the work, since it is what is measured even if something is committed meanwhile.
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: root }).trim();
const config = loadConfig({}).values;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'cvmatch-parsing-'));
const quality = {};
const documents = [];
try {
  if (!flags['without-other']) installOther(scratch);
  const other = flags['without-other'] ? null : openOther(scratch);
  for (const [name, target] of sets) {
    const started = performance.now();
    const { report, cvs } = await evaluateParsing(target, config, { asOf: undefined });
    documents.push(...cvs.map((cv) => cv.document));
    quality[name] = { documents: report.documents, cvmatch: report.fields };
    const ours = performance.now();
    if (other !== null) quality[name][OTHER] = (await measureOther(target, other, scratch)).fields;
    process.stderr.write(`${name}: ${seconds(started, ours)} s, the other ${seconds(ours, performance.now())} s\n`);
  }
  other?.close();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const RESULT = path.join(here, 'results/parsing.json');
const last = flags['without-other'] && existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : null;
for (const [name, set] of Object.entries(quality)) if (last !== null) set[OTHER] = last.quality[name]?.[OTHER] ?? {};

const result = {
  measured: new Date().toISOString(),
  commit,
  machine: {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    node: process.version,
    platform: `${os.platform()}-${os.arch()}`,
  },
  other: last === null && flags['without-other'] ? null : `${OTHER} ${OTHER_VERSION}`,
  otherCommit: last === null ? commit : (last.otherCommit ?? last.commit),
  quality,
  speed: measureSpeed(documents),
};
if (flags.only === undefined) {
  mkdirSync(path.join(here, 'results'), { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  writeTables(result);
}
process.stdout.write(`${tables(result)}\n`);

function tables({ measured, commit, machine, other, otherCommit, speed }) {
  const lines = [
    `Measured ${measured.slice(0, 10)} at ${commit} on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, by \`node bench/parsing.js\`${otherCommit === commit ? '' : ` (the other parser at ${otherCommit})`}.`,
  ];
  for (const [name, set] of Object.entries(result.quality)) {
    lines.push(
      '',
      `**${name}** (${set.documents} CVs)`,
      '',
      `| field | labels | precision | recall | F1 |${other === null ? '' : ` F1 of ${other} |`}`,
      `| --- | ---: | ---: | ---: | ---: |${other === null ? '' : ' ---: |'}`,
    );
    for (const [field, score] of Object.entries(set.cvmatch)) {
      const theirs = other === null ? '' : ` ${(set[OTHER][field]?.f1 ?? 0).toFixed(3)} |`;
      lines.push(
        `| ${field} | ${score.support} | ${score.precision.toFixed(3)} | ${score.recall.toFixed(3)} | ${score.f1.toFixed(3)} |${theirs}`,
      );
    }
  }
  lines.push(
    '',
    '| CPU per CV on one core | median | p95 |',
    '| --- | ---: | ---: |',
    `| profile, extraction left out | ${speed.profileMs.median} ms | ${speed.profileMs.p95} ms |`,
    `| of that, one pass of the vocabulary | ${speed.vocabularyMs.median} ms | ${speed.vocabularyMs.p95} ms |`,
    '',
    `${speed.documents} CVs of ${speed.meanCharacters} characters on average. The vocabulary takes ${(speed.vocabularyBytes / 1e6).toFixed(2)} MB on disk and ${speed.vocabularyLoadMs} ms to open.`,
  );
  return lines.join('\n');
}

/** Writes the tables between the marks in docs/parsing.md. */
function writeTables(measured) {
  const file = path.join(root, 'docs/parsing.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      /(<!-- bench:parsing -->\n)[\s\S]*?(<!-- \/bench:parsing -->)/,
      (_, open, close) => `${open}${tables(measured)}\n${close}`,
    ),
  );
}
