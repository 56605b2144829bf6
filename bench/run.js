// The benches of CI: small suites whose figures are ratios to a reference loop run beside them, so that machines compare.
//   npm run bench          writes bench/results/ci.json; --save also makes it the baseline (bench/baseline.json)
//   npm run bench:check    compares bench/results/ci.json with the baseline; exit code 4 when a loss is beyond the noise band
//   --result FILE and --baseline FILE name others than these two
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cli, nodeFlags, root } from './measure.js';

/** A smaller change counts as noise, however steady the rounds were. */
const LEAST_BAND = 0.25;
const { values: flags } = parseArgs({
  options: {
    check: { type: 'boolean' },
    save: { type: 'boolean' },
    rounds: { type: 'string', default: '3' },
    result: { type: 'string', default: path.join(import.meta.dirname, 'results/ci.json') },
    baseline: { type: 'string', default: path.join(import.meta.dirname, 'baseline.json') },
  },
});

/** Seconds for a fixed amount of work of the pipeline's kinds: hashing, matching text, JSON. */
function referenceLoop() {
  const began = performance.now();
  const text = 'Introduced Kubernetes and cut the time per case by 12 %. '.repeat(2000);
  for (let i = 0; i < 40; i++) {
    createHash('sha256').update(text).digest();
    text.match(/\b[A-Z][a-z]+\b/g);
    JSON.parse(JSON.stringify(text.split(' ')));
  }
  return (performance.now() - began) / 1000;
}

/** Runs a command; returns its seconds and the JSON it printed. Exit codes 3 and 4 are results, not errors. */
function timed(args, cwd) {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  try {
    const out = execFileSync(process.execPath, [...nodeFlags, cli, ...args, '--json'], {
      cwd,
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    return { seconds: seconds(), json: JSON.parse(out) };
  } catch (error) {
    if (error.status !== 3 && error.status !== 4) throw error;
    return { seconds: seconds(), json: JSON.parse(error.stdout) };
  }
}

/** One round: every suite once, with a reference loop before and after it. */
function round(folder, number) {
  const figures = {};
  const suite = (name, body) => {
    const before = referenceLoop();
    const measured = body();
    const reference = (before + referenceLoop()) / 2;
    for (const [key, value] of Object.entries(measured))
      figures[`${name}.${key}`] = key.startsWith('quality') ? value : value / reference;
  };
  const store = path.join(folder, `store-${number}`);
  suite('ingest', () => ({
    seconds: timed(['ingest', path.join(folder, 'data/cvs'), '--store', store], folder).seconds,
  }));
  suite('match', () => ({
    seconds: timed(['match', path.join(folder, 'data/jds/jd-0000.txt'), '--store', store], folder).seconds,
  }));
  suite('evaluate', () => {
    const { seconds, json } = timed(['evaluate', 'ranking', path.join(folder, 'data')], folder);
    return { seconds, qualityNdcg10: json.metrics['ndcg@10'].mean };
  });
  suite('simulate', () => {
    const { json } = timed(
      ['simulate', '--rate', '4/s', '--profile', 'poisson', '--duration', '10s', '--cvs', path.join(folder, 'data')],
      folder,
    );
    return {
      sojournP50: json.sojourn.p50 / 1000,
      extractP50: json.stages.extract.p50 / 1000,
      qualityLost: json.totals.lost,
      qualitySkills: json.quality.skills,
    };
  });
  return figures;
}

function measure() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cvmatch-bench-'));
  try {
    timed(['generate', '--cvs', '120', '--jds', '6', '--out', path.join(folder, 'data')], folder);
    const rounds = Array.from({ length: Number(flags.rounds) }, (_, i) => {
      process.stderr.write(`round ${i + 1} of ${flags.rounds}\n`);
      return round(folder, i);
    });
    const figures = Object.fromEntries(
      Object.keys(rounds[0]).map((name) => [name, summaryOf(rounds.map((one) => one[name]))]),
    );
    return {
      schema: 'cvmatch-bench/1',
      measuredAt: new Date().toISOString(),
      commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
      machine: `${os.availableParallelism()} x ${os.cpus()[0].model}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}`,
      unit: 'times the reference loop; quality as it is',
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The median, and the spread of the rounds relative to it. */
function summaryOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.floor(sorted.length / 2)];
  return {
    value: Number(value.toPrecision(4)),
    spread: Number((value === 0 ? 0 : (sorted.at(-1) - sorted[0]) / value).toPrecision(3)),
  };
}

/**
 * Fails if a time rose or a quality fell by more than the larger spread of the two runs, but at least LEAST_BAND (0.02
 * for a quality).
 */
function check() {
  const [now, then] = [flags.result, flags.baseline].map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const losses = [];
  for (const [name, old] of Object.entries(then.figures)) {
    const fresh = now.figures[name];
    const quality = name.includes('.quality');
    const band = quality ? 0.02 : Math.max(LEAST_BAND, old.spread, fresh?.spread ?? 0);
    const lost =
      fresh === undefined ||
      (name.endsWith('Lost')
        ? fresh.value > old.value
        : quality
          ? fresh.value < old.value - band
          : fresh.value > old.value * (1 + band));
    process.stdout.write(
      `${lost ? 'LOSS' : 'ok  '}  ${name}  ${old.value} -> ${fresh?.value ?? 'not measured'} (band ${quality ? '' : '+'}${band.toFixed(2)})\n`,
    );
    if (lost) losses.push(name);
  }
  return losses.length === 0 ? 0 : 4;
}

if (flags.check) process.exitCode = check();
else {
  const result = measure();
  mkdirSync(path.dirname(flags.result), { recursive: true });
  for (const file of flags.save ? [flags.result, flags.baseline] : [flags.result])
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
