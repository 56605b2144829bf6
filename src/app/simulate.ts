import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { scratchVariables, type Config } from '../config/config.js';
import type { Capacity, RunReport } from '../domain/index.js';
import { describeEmbedder } from '../embed/index.js';
import { makePrivateFolder } from '../files/private.js';
import { CvmatchError } from '../errors.js';
import { writeOutput } from '../files/output.js';
import { ingestOptionsOf } from './ingest.js';
import { openWorkspace } from '../open.js';
import { workspaceFolder } from '../config/workspace.js';
import { makeScratch, type Scratch } from './scratch.js';
import { PipelineTarget } from './simulate-target.js';
import { parseRate, readTrace, writeTrace, type Profile } from '../simulate/arrivals/index.js';
import { findCapacity } from '../simulate/capacity.js';
import type { Preset, Size } from '../simulate/generate/choices.js';
import { startServer } from '../simulate/http/server.js';
import { HttpTarget } from '../simulate/http/target.js';
import { arrivalsOf, profileSeconds, simulate, type OpenTarget } from '../simulate/index.js';
import type { LiveView, SimulateOptions } from '../simulate/options.js';
import type { Plan } from '../simulate/planner/index.js';
import { planFor, type PlanRequest } from '../simulate/planner/request.js';
import { loadRun, saveRun } from '../simulate/runs.js';
import { parseThreshold, SLA_SETS } from '../simulate/thresholds.js';
import { parseDuration } from '../config/units.js';

/** A plan as given by flags. */
export type PlanRequestTexts = Omit<PlanRequest, 'durationMs' | 'serviceMs'> & { duration?: string; service?: string };

export function planCapacity(config: Config, { duration, service, ...request }: PlanRequestTexts): Plan {
  return planFor(workspaceFolder(config), { ...request, durationMs: span(duration), serviceMs: span(service) });
}

/** Milliseconds. */
function span(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === null || ms <= 0)
    throw new CvmatchError('bad_flag', `"${text}" is not a duration`, {
      hint: 'Write a number and a unit, such as 24h, 10min, 30s or 40ms.',
    });
  return ms;
}

/** A run as given by flags. */
export interface SimulateRequest {
  rate: string;
  profile: Profile;
  duration?: string;
  speedup: string;
  seed: string;
  size: Size;
  preset: Preset;
  cvs?: string;
  matchShare: string;
  warmup: number;
  threshold?: string[];
  sla?: keyof typeof SLA_SETS;
  abortOnFail: boolean;
  /** File to write the arrivals to. */
  record?: string;
  /** File to read the arrivals from. */
  trace?: string;
  /** Folder of the store; default a temporary one. */
  store?: string;
  target: 'pipeline' | 'http';
  /** A service that is already running, instead of one that is started. */
  url?: string;
  key?: string;
  /** Required with `url`, since others may use that service. */
  yes: boolean;
  /** Leaves the run's CVs in the service at `url`. */
  keep: boolean;
  /** Number of clients that each wait for their CVs; without it, every upload is sent at its scheduled moment. */
  clients?: number;
  version: string;
  signal: AbortSignal;
  onPhase: (phase: string) => void;
  onSecond: (view: LiveView) => void;
}

/** Two minutes: a first impression without a long wait. */
const SHORT_LOOK_SECONDS = 120;

/** Loads the pipeline in this process, or a service; the report is stored under `runs/` of the workspace. */
/** Null if a signal came before the first CV was sent. */
export async function simulateLoad(config: Config, request: SimulateRequest): Promise<RunReport | null> {
  const options = await optionsOf(request);
  const report = await simulate(targetOf(config, request), options);
  if (report !== null) saveRun(workspaceFolder(config), report);
  return report;
}

/** The highest rate without a growing queue, and the bottleneck there. */
export async function simulateCapacity(config: Config, request: SimulateRequest): Promise<Capacity | null> {
  const options = await optionsOf(request);
  const capacity = await findCapacity(targetOf(config, request), options);
  for (const step of capacity?.runs ?? []) saveRun(workspaceFolder(config), step);
  return capacity;
}

async function optionsOf(request: SimulateRequest): Promise<SimulateOptions> {
  refuseStrayFlags(request);
  const speedup = Number(request.speedup.replace(/x$/, ''));
  if (!(speedup > 0))
    throw new CvmatchError('bad_flag', `"${request.speedup}" is not a speed-up`, {
      hint: 'Write how many simulated seconds pass per real second, such as 240.',
    });
  const trace = request.trace === undefined ? undefined : readTrace(await readText(request.trace));
  const base = { rate: parseRate(request.rate), profile: request.profile, seed: request.seed };
  const given = span(request.duration);
  const duration =
    trace?.duration ??
    (given === undefined ? (speedup > 1 ? profileSeconds(request.profile) : SHORT_LOOK_SECONDS) : given / 1000);
  const thresholds = request.threshold ?? (request.sla === undefined ? null : [...SLA_SETS[request.sla]]);
  thresholds?.forEach(parseThreshold);
  if (request.record !== undefined)
    await writeOutput(request.record, writeTrace(arrivalsOf({ ...base, duration, trace })));
  return { ...request, ...base, duration, speedup, trace, thresholds, matchShare: shareOf(request.matchShare) };
}

/** Flags that would be ignored are refused, since a load meant for a service must not go elsewhere. */
function refuseStrayFlags({ target, url, clients, store }: SimulateRequest): void {
  const stray = url !== undefined ? '--url' : clients !== undefined ? '--clients' : null;
  if (target === 'pipeline' && stray !== null)
    throw new CvmatchError('bad_flag', `${stray} is for a service, and the target is the pipeline`, {
      hint: 'Add --target http.',
    });
  if (url !== undefined && store !== undefined)
    throw new CvmatchError('bad_flag', 'the service at --url has a store of its own', {
      hint: 'Leave out --store or --url.',
    });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CvmatchError('path_not_found', `the trace ${file} cannot be read`, {
      cause,
      hint: 'Traces are written by `cvmatch simulate --record FILE`.',
    });
  }
}

/** `5%`, `0.05`. */
function shareOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  const share = match === null ? NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (!(share >= 0 && share <= 1))
    throw new CvmatchError('bad_flag', `"${text}" is not a share`, { hint: 'Write 0.05 or 5%.' });
  return share;
}

function targetOf(config: Config, request: SimulateRequest): OpenTarget {
  const { url, yes } = request;
  if (request.target === 'pipeline') return pipelineOf(config, request);
  if (url === undefined) return spawnedOf(config, request);
  if (!yes)
    throw new CvmatchError('bad_flag', `a load of synthetic CVs would go to ${url}`, {
      hint: 'Add --yes when that service is meant for it.',
    });
  return async (listener) =>
    HttpTarget.open(
      {
        ...clientOf(request),
        url,
        threads: config.threads,
        embedder: 'unknown',
        remote: true,
        deleteAfterwards: !request.keep,
      },
      listener,
    );
}

function clientOf({ key, clients, signal }: SimulateRequest): {
  key: string | undefined;
  clients: number | null;
  signal: AbortSignal;
} {
  return { key, clients: clients ?? null, signal };
}

/** Of this installation, compiled or under test. */
const CLI = fileURLToPath(
  new URL(import.meta.url.endsWith('.js') ? '../../../bin/run.js' : '../../bin/run.js', import.meta.url),
);

/** `cvmatch serve` in a process of its own; a temporary store is removed with it. */
function spawnedOf(given: Config, request: SimulateRequest): OpenTarget {
  return async (listener) => {
    const { folder: store, config, remove } = await scratchFor(given, request);
    try {
      makePrivateFolder(store);
      const flags = ['--embedder', config.embedder, ...(config.model === null ? [] : ['--model', config.model])];
      const server = await startServer({
        cli: CLI,
        store,
        workers: config.threads,
        flags,
        variables: scratchVariables(),
      });
      const { id } = await describeEmbedder(config);
      const options = {
        ...clientOf(request),
        url: server.url,
        threads: server.workers,
        embedder: id,
        remote: false,
        deleteAfterwards: false,
      };
      const target = await HttpTarget.open(options, listener).catch(async (error: unknown) => {
        await server.close();
        throw error;
      });
      target.onClose(remove);
      target.onClose(server.close);
      return target;
    } catch (error) {
      await remove();
      throw error;
    }
  };
}

/** A temporary store is removed with the target. */
function pipelineOf(given: Config, request: SimulateRequest): OpenTarget {
  return async (listener) => {
    const { config, remove } = await scratchFor(given, request);
    try {
      const workspace = await openWorkspace(config, { create: true });
      const target = await PipelineTarget.open(
        workspace,
        await ingestOptionsOf(workspace, { signal: request.signal }),
        listener,
      );
      target.onClose(async () => {
        await workspace.close();
        await remove();
      });
      return target;
    } catch (error) {
      await remove();
      throw error;
    }
  };
}

/** Synthetic CVs only go into a store named by the run's own flag, whatever files and variables say. */
function scratchFor(config: Config, { store }: SimulateRequest): Promise<Scratch> {
  return makeScratch(config, store === undefined ? undefined : workspaceFolder(config));
}

/** A stored run, or a report in a file. */
export function readRun(config: Config, name: string): RunReport {
  return loadRun(workspaceFolder(config), name);
}
