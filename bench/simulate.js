// What the simulator must reach: generator, pacer, capacity, a day in six minutes, planner. Writes bench/results/simulate.json.
//   npm run build && node bench/simulate.js [--only generate,pacer,cost,planner,capacity,day,predict] [--quick]
// Parts that are not run keep their last figures. Run it on a machine with nothing else to do: the load is written beside the figures.
// --quick shows in a few minutes that every part works, and writes nothing.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cli, nodeFlags, root } from './measure.js';

const from = (file) => import(path.join(root, 'dist/src', file));
const RESULT = path.join(import.meta.dirname, 'results/simulate.json');
const { values: flags } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
/** `full`, or `quick` if --quick is given. */
const unlessQuick = (full, quick) => (flags.quick ? quick : full);

const round = (value, digits = 2) => Number(value.toFixed(digits));
const cpuSeconds = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

function scratch(body) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cvmatch-bench-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  return Promise.resolve(body(folder)).finally(clean);
}

/** Runs the real command in a folder of its own; exit code 4 is a result, not an error. */
function cvmatch(args, cwd) {
  const options = {
    cwd,
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  };
  try {
    return JSON.parse(execFileSync(process.execPath, [...nodeFlags, cli, ...args, '--json'], options));
  } catch (error) {
    if (error.status === 4) return JSON.parse(error.stdout);
    throw error;
  }
}

async function generate() {
  const { generateCvs } = await from('simulate/generate/index.js');
  const cvs = unlessQuick(2000, 200);
  const options = { cvs, jds: 10, seed: 'bench', size: 'lean', preset: 'typical', language: 'en' };
  return scratch(async (folder) => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const summary = await generateCvs({ ...options, out: path.join(folder, 'a') });
    const [seconds, used] = [(performance.now() - began) / 1000, cpuSeconds(cpu)];
    await generateCvs({ ...options, cvs: unlessQuick(300, 50), out: path.join(folder, 'b') });
    await generateCvs({ ...options, cvs: unlessQuick(300, 50), out: path.join(folder, 'c') });
    const hash = (name) =>
      createHash('sha256')
        .update(readFileSync(path.join(folder, name, 'truth.jsonl')))
        .digest('hex');
    return {
      cvs,
      filesPerSecond: round(cvs / seconds),
      filesPerCpuSecond: round(cvs / used),
      meanKb: round(summary.bytes / cvs / 1000),
      sameBytesTwice: hash('b') === hash('c'),
      peakMemoryMb: round(process.resourceUsage().maxRSS / 1024, 0),
    };
  });
}

/** Arrivals cause no work, so the lateness is the pacer's own. */
async function pacer() {
  const { startPacer } = await from('simulate/pacer/index.js');
  const { makeArrivals } = await from('simulate/arrivals/index.js');
  const { Timings } = await from('simulate/histogram.js');
  const late = new Timings();
  const { at } = makeArrivals({ rate: 200, profile: 'poisson', duration: unlessQuick(20, 3), seed: 'bench' });
  await startPacer(
    at.map((second) => second * 1000),
    (due) => late.add(due.late),
  ).finished;
  return {
    arrivalsPerSecond: 200,
    latenessMs: { p50: round(late.at(50)), p99: round(late.at(99)), max: round(late.at(100)) },
  };
}

/** A target that completes everything at once. */
function idleTarget(board) {
  const done = (file) => ({
    path: file,
    state: 'ready',
    code: null,
    cvId: file,
    work: { wait: 0, extract: 1, profile: 1, embed: 1 },
    write: 1,
  });
  return {
    name: 'nothing',
    threads: 2,
    slots: 1,
    embedder: 'none',
    submit: (paths) => setTimeout(() => board.receive(paths.map(done)), 0),
    match: async () => ({ cvIds: [], cached: false, searchMs: 0 }),
    profile: async () => null,
    size: async () => ({ cvs: 0, bytes: 0 }),
    close: async () => undefined,
  };
}

/** The cost of the simulator itself at 50 arrivals per second, with a target that does nothing. */
async function cost() {
  const { runLoad, Switchboard } = await from('simulate/load.js');
  const { makeArrivals } = await from('simulate/arrivals/index.js');
  const trace = makeArrivals({ rate: 50, profile: 'poisson', duration: unlessQuick(20, 3), seed: 'bench' });
  const board = new Switchboard();
  const paths = Array.from(trace.at, (_, i) => `/cv-${i}`);
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const load = await runLoad(idleTarget(board), board, {
    trace,
    speedup: 1,
    paths,
    jds: [],
    matchShare: 0,
    seed: 'bench',
    signal: new AbortController().signal,
    onSecond: () => false,
  });
  return {
    arrivalsPerSecond: 50,
    coreShare: round(cpuSeconds(cpu) / ((performance.now() - began) / 1000), 4),
    lost: load.lost.length,
  };
}

async function planner() {
  const { makeArrivals } = await from('simulate/arrivals/index.js');
  const { simulateQueue } = await from('simulate/planner/simulation.js');
  const { logNormal } = await from('simulate/planner/service.js');
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const run = simulateQueue(
    makeArrivals({ rate: unlessQuick(1e7, 1e5) / 86_400, profile: 'day', duration: 86_400, seed: 'bench' }),
    { service: logNormal(0.05, 0.6), workers: 14, seed: 'bench' },
  );
  return { cvs: run.arrived, seconds: round((performance.now() - began) / 1000), cpuSeconds: round(cpuSeconds(cpu)) };
}

const capacity = () =>
  scratch((folder) => {
    const { saturation, knee, perDay, bottleneck, steps } = cvmatch(
      ['simulate', '--find-capacity', '--duration', unlessQuick('30s', '3s')],
      folder,
    );
    return {
      saturation: round(saturation),
      knee: round(knee),
      perDay: Math.round(perDay),
      bottleneck,
      steps: steps.map((step) => ({
        ...step,
        rate: round(step.rate),
        utilisation: round(step.utilisation),
        p95: Math.round(step.p95),
      })),
    };
  });

const shortRun = (run) => ({
  arrived: run.totals.arrived,
  completed: run.totals.completed,
  lost: run.totals.lost,
  duplicated: run.totals.duplicated,
  unexpected: run.totals.unexpected,
  seconds: round(run.seconds),
  cvsPerSecond: round(run.cvsPerSecond),
  backlogMax: run.backlog.max,
  drainSeconds: round(run.drainSeconds),
  sojournP95: Math.round(run.sojourn.p95),
  latenessP99: round(run.lateness.p99),
  utilisation: round(run.utilisation),
  memoryMb: Math.round(run.memory.max / 1e6),
  quality: run.quality,
  verdicts: run.verdicts,
});

const day = () =>
  scratch((folder) =>
    shortRun(
      cvmatch(
        ['simulate', '--rate', '10000/day', '--speedup', '240', ...unlessQuick([], ['--duration', '1h'])],
        folder,
      ),
    ),
  );

/**
 * Service times measured in a run must predict the sojourn times of the same arrivals, at utilisations of 50 and 70 %.
 */
const predict = () =>
  scratch((folder) => {
    // A plan assumes the steady state, in which every thread's child has started and its code is compiled.
    const poisson = (rate, duration, ...more) => [
      '--rate',
      `${rate.toFixed(2)}/s`,
      '--profile',
      'poisson',
      '--duration',
      duration,
      ...more,
    ];
    const simulate = (rate, duration, seed) =>
      cvmatch(['simulate', ...poisson(rate, duration, '--warmup', unlessQuick('400', '16'), '--seed', seed)], folder);
    const duration = unlessQuick('120s', '15s');
    let { capacity } = simulate(20, unlessQuick('20s', '5s'), 'pilot');
    return [0.5, 0.7].map((share) => {
      // A CV costs more where both cores are busy, and a shared machine's speed varies, so capacity is measured right
      // before.
      const rate = share * simulate(share * capacity, unlessQuick('20s', '5s'), 'pilot').capacity;
      const run = simulate(rate, duration, '1');
      const { plan } = cvmatch(
        ['plan', ...poisson(rate, duration), '--workers', String(run.config.threads), '--from', run.id],
        folder,
      );
      capacity = run.capacity;
      return {
        share,
        rate: `${rate.toFixed(2)}/s`,
        utilisation: round(run.utilisation),
        cores: round(run.cpu.mean),
        measuredP95: Math.round(run.sojourn.p95),
        predictedP95: Math.round(plan.sojourn.p95),
        ratio: round(plan.sojourn.p95 / run.sojourn.p95),
        latenessP99: round(run.lateness.p99),
      };
    });
  });

const parts = { generate, pacer, cost, planner, capacity, predict, day };
const chosen = flags.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}
const results = !flags.quick && existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
for (const name of chosen) {
  const loadBefore = round(os.loadavg()[0]);
  const figures = await parts[name]();
  results[name] = {
    figures,
    measuredAt: new Date().toISOString(),
    loadBefore,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    machine: `${os.availableParallelism()} x ${os.cpus()[0].model}, Node ${process.version}`,
  };
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
  if (flags.quick) continue;
  mkdirSync(path.dirname(RESULT), { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify(results, null, 2)}\n`);
}
