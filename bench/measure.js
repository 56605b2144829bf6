// Shared by the ingest benches: measuring a process with all its descendants from outside (Linux), result files,
// machine details.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const cli = path.join(root, 'bin/run.js');
/** For Node.js before `cli`, as its first line has them. */
export const nodeFlags = readFileSync(cli, 'utf8')
  .split('\n', 1)[0]
  .split(' ')
  .filter((part) => part.startsWith('--'));
const CLOCK_TICK_MS = 10;
const SAMPLE_MS = 50;

export function descendants(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'latin1').split(') ').at(-1).split(' ')[1]);
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(parents.get(member) ?? []));
  return tree;
}

/** Memory and CPU time of one process; nulls when it has ended. */
function look(pid) {
  try {
    const kib = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
    return { rssMb: kib / 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS };
  } catch {
    return { rssMb: 0, cpuMs: 0 };
  }
}

/**
 * Watches a process tree: its peak resident memory (an upper bound, since shared pages count once per process) and its
 * CPU time.
 */
export function watchTree(pid) {
  const cpu = new Map();
  let peak = 0;
  const sample = () => {
    let rss = 0;
    for (const member of descendants(pid)) {
      const { rssMb, cpuMs } = look(member);
      rss += rssMb;
      // Descendants that have ended are not always waited for, so the last value seen counts.
      cpu.set(member, Math.max(cpu.get(member) ?? 0, cpuMs));
    }
    peak = Math.max(peak, rss);
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return {
      peakRssMb: Math.round(peak),
      cpuSeconds: round([...cpu.values()].reduce((sum, ms) => sum + ms, 0) / 1000),
    };
  };
}

/** Runs node with `args`; returns wall-clock and CPU seconds of the tree, its peak memory, exit code and stdout. */
export async function measured(args, variables = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...variables },
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  const stop = watchTree(child.pid);
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  return { seconds: round((performance.now() - started) / 1000), ...stop(), exitCode, stdout };
}

export const round = (value) => Math.round(value * 100) / 100;

/** The value of `--name`, else `fallback`. */
export function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** Modules of a built checkout, by their path in its `dist/src`; of this one if none is named. */
export function built(checkout = root, names) {
  const folder = path.join(path.resolve(checkout), 'dist/src');
  return Promise.all(names.map((name) => import(pathToFileURL(path.join(folder, name)).href)));
}

/** Short id of the commit that is checked out. */
export function commitOf(checkout = root) {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: checkout, encoding: 'utf8' }).trim();
}

export function saveResult(name, figures) {
  const commit = commitOf();
  const machine = {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: process.platform,
  };
  const file = path.join(root, 'bench/results', `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), commit, machine, ...figures }, null, 2)}\n`,
  );
  console.log(JSON.stringify(figures, null, 2));
  console.log(`written to ${path.relative(process.cwd(), file)}`);
}
