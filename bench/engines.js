// Compares engines that read the text of PDFs: quality first, then CPU, then what hostile files do to them.
//   npm run build && node bench/engines.js --data <folder with cvs-pdf, cvs-templates, hostile-pdfs> [--sample 200]
// Each engine runs in a child of its own; CPU is that child's (for pdftotext, its children's). Writes bench/results/engines.json.
import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const here = import.meta.dirname;
const ENGINES = ['cvmatch', 'pdf-inspector text', 'pdf-inspector positions', 'pdf-parse', 'pdfjs-dist', 'pdftotext'];
/** Independent readings that decide by vote which words a CV has. */
const VOTERS = ['pdf-inspector text', 'pdf-parse', 'pdftotext'];
const LIMIT_MS = 15_000;

const { values: flags } = parseArgs({
  options: { data: { type: 'string' }, sample: { type: 'string', default: '0' } },
});
const data = flags.data ?? process.env.CVMATCH_DATA;
if (!data || !existsSync(path.join(data, 'cvs-pdf'))) {
  process.stderr.write('Name the data folder: node bench/engines.js --data <folder with cvs-pdf/>\n');
  process.exit(2);
}

function pdfsIn(folder, sample = 0) {
  const directory = path.join(data, folder);
  if (!existsSync(directory)) return [];
  const all = readdirSync(directory)
    .filter((name) => !name.endsWith('.json'))
    .sort();
  const step = sample > 0 ? Math.max(1, Math.floor(all.length / sample)) : 1;
  return all.filter((_, i) => i % step === 0).map((name) => path.join(directory, name));
}

/** Sends the files one after the other; a child that dies or takes too long is replaced, and its file recorded. */
class EngineRun {
  replies = [];
  cpuMs = 0;
  peakRssMb = 0;
  #next = 0;
  #started = performance.now();
  #child;
  #timer;
  #resolve;

  constructor(engine, files) {
    this.engine = engine;
    this.files = files;
  }

  run() {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#start();
    });
  }

  #start() {
    this.#child = fork(path.join(here, 'engines-child.js'), [this.engine], {
      execArgv: ['--max-old-space-size=2048'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (reply) => {
      if (!reply.ready) this.#note(reply);
      this.#send();
    });
    this.#child.on('exit', (code, signal) => {
      this.#settle({ outcome: signal === 'SIGKILL' ? 'timeout' : 'crash', text: '' });
      if (this.#next < this.files.length) this.#start();
      else this.#finish();
    });
  }

  #send() {
    if (this.#next === this.files.length) {
      this.#child.removeAllListeners('exit');
      this.#child.kill();
      this.#finish();
      return;
    }
    this.#timer = setTimeout(() => this.#child.kill('SIGKILL'), LIMIT_MS);
    this.#child.send({ file: this.files[this.#next++] });
  }

  #note(reply) {
    this.cpuMs += reply.cpuMs;
    this.peakRssMb = Math.max(this.peakRssMb, reply.rssMb);
    this.#settle(reply);
  }

  #settle(reply) {
    clearTimeout(this.#timer);
    this.replies.push(reply);
  }

  #finish() {
    const { replies, cpuMs, peakRssMb } = this;
    this.#resolve({ replies, cpuMs, peakRssMb, seconds: (performance.now() - this.#started) / 1000 });
  }
}

const runEngine = (engine, files) => new EngineRun(engine, files).run();

function bagOf(text) {
  const bag = new Map();
  for (const word of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{2,}/gu) ?? [])
    bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** Each word as often as at least two of the three readings have it. */
function consensus(bags) {
  const agreed = new Map();
  for (const word of new Set(bags.flatMap((bag) => [...bag.keys()]))) {
    const counts = bags.map((bag) => bag.get(word) ?? 0).sort((a, b) => b - a);
    if (counts[1] > 0) agreed.set(word, counts[1]);
  }
  return agreed;
}

function overlap(bag, reference) {
  let words = 0,
    missing = 0,
    extra = 0;
  for (const [word, count] of reference) {
    words += count;
    missing += Math.max(0, count - (bag.get(word) ?? 0));
  }
  for (const [word, count] of bag) extra += Math.max(0, count - (reference.get(word) ?? 0));
  return { words, missing, extra };
}

function quality(texts, references) {
  const total = { words: 0, missing: 0, extra: 0, unreadable: 0, characters: 0 };
  texts.forEach((text, i) => {
    const { words, missing, extra } = overlap(bagOf(text), references[i]);
    total.words += words;
    total.missing += missing;
    total.extra += extra;
    total.unreadable += text.match(/[\uFFFD\p{Co}]/gu)?.length ?? 0;
    total.characters += text.length;
  });
  return {
    lostWords: share(total.missing, total.words),
    inventedWords: share(total.extra, total.words),
    unreadableCharacters: share(total.unreadable, total.characters),
  };
}

function share(part, whole) {
  return Number((part / Math.max(1, whole)).toFixed(5));
}

/** Number of layouts in which the section headings are on lines of their own and in the true order. */
function sectionsInOrder(truth, replies) {
  const bare = (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}&]+/gu, '');
  return truth.filter(({ sections }, i) => {
    const lines = (replies[i]?.text ?? '').split('\n').map(bare);
    let at = -1;
    return sections.every((section) => (at = lines.indexOf(bare(section), at + 1)) >= 0);
  }).length;
}

function countOf(replies) {
  const counts = {};
  for (const { outcome } of replies) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const cvs = pdfsIn('cvs-pdf', Number(flags.sample));
const hostile = pdfsIn('hostile-pdfs');
const truthFile = path.join(data, 'cvs-templates', 'truth.json');
const truth = existsSync(truthFile) ? JSON.parse(readFileSync(truthFile, 'utf8')) : [];
const runs = new Map();
for (const engine of ENGINES) {
  if (engine === 'pdftotext' && !hasPdftotext()) continue;
  process.stderr.write(`${engine}: ${cvs.length} CVs, ${truth.length} layouts, ${hostile.length} hostile files\n`);
  runs.set(engine, {
    cvs: await runEngine(engine, cvs),
    layouts: await runEngine(
      engine,
      truth.map(({ file }) => path.join(data, 'cvs-templates', file)),
    ),
    hostile: await runEngine(engine, hostile),
  });
}

function hasPdftotext() {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const voters = VOTERS.filter((engine) => runs.has(engine));
const references = cvs.map((_, i) => consensus(voters.map((engine) => bagOf(runs.get(engine).cvs.replies[i].text))));
const result = {
  measured: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  machine: {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    node: process.version,
    platform: `${os.platform()}-${os.arch()}`,
  },
  method: `words against those that two of ${voters.join(', ')} agree on; CPU of the engine's process after one file to warm up`,
  files: { cvs: cvs.length, layouts: truth.length, hostile: hostile.length },
  engines: Object.fromEntries(
    [...runs].map(([engine, run]) => [
      engine,
      {
        quality: quality(
          run.cvs.replies.map(({ text }) => text),
          references,
        ),
        sectionsInOrder: sectionsInOrder(truth, run.layouts.replies),
        cpuMsPerCv: Number((run.cvs.cpuMs / Math.max(1, cvs.length)).toFixed(1)),
        peakRssMb: Math.round(run.cvs.peakRssMb),
        cvs: countOf(run.cvs.replies),
        hostile: {
          ...countOf(run.hostile.replies),
          seconds: Number(run.hostile.seconds.toFixed(1)),
          peakRssMb: Math.round(run.hostile.peakRssMb),
        },
      },
    ]),
  ),
};
mkdirSync(path.join(here, 'results'), { recursive: true });
writeFileSync(path.join(here, 'results', 'engines.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result.engines, null, 2)}\n`);
