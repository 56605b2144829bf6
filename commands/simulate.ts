import { Flags } from '@oclif/core';
import {
  EXIT,
  loadConfig,
  PRESETS,
  PROFILES,
  refuseUnwritable,
  renderCapacity,
  renderRun,
  renderRunAs,
  simulateCapacity,
  simulateLoad,
  SIZES,
  writeOutput,
  type Capacity,
  type RunReport,
  type SimulateRequest,
} from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { liveView } from './_shared/live-view.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

const PAGES = ['html', 'markdown', 'junit'] as const;

export default class Simulate extends BaseCommand {
  static override summary = 'Send a day of CVs through the real pipeline and measure whether it carries the load';
  static override description = [
    'Generates synthetic CVs, sends each at its scheduled moment regardless of earlier ones (an open loop), and measures ' +
      'latency from that moment. Uses a temporary store unless --store names one.',
    'With --target http the CVs go to `cvmatch serve`, started for the run, or to the service at --url, from which ' +
      'they are deleted afterwards.',
    'Durations and profiles are simulated time, latencies are real time. A run shorter than its profile starts ' +
      'at 13:30, before the peak; without --duration it is two minutes, with --speedup the whole profile.',
    'Exit code 4 when a threshold does not hold. The run is kept for `report` and `plan`.',
  ].join('\n');
  static override examples = [
    '<%= config.bin %> simulate --rate 10000/day',
    '<%= config.bin %> simulate --rate 10000/day --speedup 240',
    '<%= config.bin %> simulate --rate 5/s --profile poisson --duration 60s --match-share 5% --threshold ' +
      '"sojourn.p95<2s" --html run.html',
    '<%= config.bin %> simulate --target http --clients 8 --rate 5/s --profile poisson --duration 60s --match-share 5%',
    '<%= config.bin %> simulate --target http --url https://cvmatch.example.com --yes --rate 1/s --duration 5min',
    '<%= config.bin %> simulate --find-capacity --duration 30s --threshold "sojourn.p95<2s"',
  ];
  static override flags = {
    rate: Flags.string({ description: 'CVs that arrive, such as 10000/day, 600/h or 3.3/s', default: '10000/day' }),
    profile: Flags.option({ description: 'how they spread over time', options: PROFILES, default: 'day' })(),
    duration: Flags.string({ description: 'simulated time', helpValue: '10min' }),
    speedup: Flags.string({ description: 'simulated seconds per real second', default: '1', helpValue: 'N' }),
    'match-share': Flags.string({ description: 'matches of a JD mixed in, per CV', default: '0', helpValue: '5%' }),
    warmup: Flags.integer({ description: 'CVs processed before the clock starts', default: 16, min: 0 }),
    cvs: Flags.string({ description: 'folder made by generate, instead of CVs made for this run', helpValue: 'DIR' }),
    seed: Flags.string({ description: 'another seed gives other people and arrivals', default: '1' }),
    size: Flags.option({ description: 'size of the files', options: SIZES, default: 'lean' })(),
    preset: Flags.option({ description: 'mix of formats and broken files', options: PRESETS, default: 'typical' })(),
    record: Flags.string({ description: 'write the arrivals to a file', helpValue: 'FILE' }),
    trace: Flags.string({ description: 'replay arrivals from a file (with --speedup faster)', helpValue: 'FILE' }),
    threshold: Flags.string({
      description: 'what must hold, such as "extract.p95<3s" (repeatable; replaces the default set)',
      multiple: true,
    }),
    sla: Flags.option({
      description: 'a named set of thresholds',
      options: ['matching', 'shortlisting'] as const,
      exclusive: ['threshold'],
    })(),
    'abort-on-fail': Flags.boolean({ description: 'stop as soon as a threshold is broken' }),
    target: Flags.option({
      description: 'the pipeline in this process, or a service over HTTP: one started for the run, or that of --url',
      options: ['pipeline', 'http'] as const,
      default: 'pipeline',
    })(),
    clients: Flags.integer({
      description:
        'number of clients that upload and wait for their CVs, instead of uploads at scheduled moments (target http)',
      min: 1,
    }),
    url: Flags.string({
      description: 'address of a running service (target http); needs --yes',
      helpValue: 'URL',
    }),
    key: Flags.string({ description: 'API key for that service', env: 'CVMATCH_API_KEY', helpValue: 'TOKEN' }),
    yes: Flags.boolean({ description: 'confirm that the service at --url is meant for this load', dependsOn: ['url'] }),
    keep: Flags.boolean({ description: 'leave the CVs of the run in the service at --url', dependsOn: ['url'] }),
    'find-capacity': Flags.boolean({
      description: 'raise the rate until a threshold breaks, --duration for each step',
      exclusive: ['rate', 'profile', 'speedup', 'match-share', 'record', 'trace', 'html', 'markdown', 'junit'],
    }),
    html: Flags.string({ description: 'write the report as a page', helpValue: 'FILE' }),
    markdown: Flags.string({ description: 'write the report as Markdown', helpValue: 'FILE' }),
    junit: Flags.string({ description: 'write the verdicts as JUnit XML', helpValue: 'FILE' }),
    quiet: Flags.boolean({ char: 'q', description: 'no live view' }),
    threads: settingFlags.threads,
    embedder: settingFlags.embedder,
    model: settingFlags.model,
  };

  async run(): Promise<RunReport | Capacity | null> {
    const { flags } = await this.parse(Simulate);
    const pages = PAGES.flatMap((format) => (flags[format] === undefined ? [] : [{ format, file: flags[format] }]));
    for (const { file } of pages) await refuseUnwritable(file);
    const config = loadConfig(settingTexts(flags)).values;
    const view = await liveView(flags.quiet);
    const request: SimulateRequest = {
      ...flags,
      matchShare: flags['match-share'],
      abortOnFail: flags['abort-on-fail'],
      version: this.config.version,
      signal: interruptSignal(),
      onPhase: view.phase,
      onSecond: view.second,
    };
    if (flags['find-capacity'])
      return this.capacity(
        await simulateCapacity(config, { ...request, duration: flags.duration ?? '30s' }).finally(view.stop),
        request.signal,
      );
    const run = await simulateLoad(config, request).finally(view.stop);
    if (run === null) return this.nothingSent();
    for (const { format, file } of pages) await writeOutput(file, await renderRunAs(run, format));
    this.log(renderRun(run));
    if (run.verdicts.some((verdict) => !verdict.ok))
      process.exitCode = request.signal.aborted ? EXIT.interrupted : EXIT.gate;
    return run;
  }

  private nothingSent(): null {
    this.logToStderr('Stopped before the first CV was sent.');
    process.exitCode = EXIT.interrupted;
    return null;
  }

  private capacity(capacity: Capacity | null, signal: AbortSignal): Capacity | null {
    if (capacity === null) return this.nothingSent();
    this.log(renderCapacity(capacity));
    if (signal.aborted) process.exitCode = EXIT.interrupted;
    else if (capacity.knee === 0) process.exitCode = EXIT.gate;
    return capacity;
  }
}
