import { Flags } from '@oclif/core';
import { loadConfig, renderWork, work, type WorkReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { placeFlags, settingFlags, settingTexts } from './_shared/settings.js';

const { threads: _threads, ...readingFlags } = settingFlags;

export default class Worker extends BaseCommand {
  static override summary = 'Process uploads in a separate process, beside serve on the same store';
  static override description = `Takes waiting uploads, the highest priority first, and processes them until it is stopped. Start as many as the machine can handle; no two work on the same upload. On SIGINT or SIGTERM it finishes work in progress within the stop limit and returns the rest; if it is killed, its uploads go to the others.

Its log goes to stderr, like that of serve. --metrics-port serves its stage times, pool and errors to Prometheus; unless bound to loopback, that requires an API key with the scope admin.`;
  static override examples = [
    '<%= config.bin %> worker',
    '<%= config.bin %> worker -c 2 --store /var/lib/cvmatch',
    '<%= config.bin %> worker --metrics-port 9464',
    '<%= config.bin %> worker --drain --json',
  ];
  static override flags = {
    ...placeFlags,
    ...readingFlags,
    concurrency: Flags.string({
      char: 'c',
      helpValue: 'N',
      description: 'uploads read at once, one thread each (default: as `workers` is set)',
    }),
    'metrics-port': Flags.string({
      helpValue: 'N',
      description: 'serve metrics for Prometheus at /metrics on this port, 0 for any free one (default: none)',
    }),
    'metrics-host': Flags.string({ helpValue: 'ADDRESS', description: 'address of the metrics (default: 127.0.0.1)' }),
    drain: Flags.boolean({ description: 'end when no upload is waiting' }),
    quiet: Flags.boolean({ char: 'q', description: 'no messages, no log and no summary table' }),
  };

  async run(): Promise<WorkReport> {
    const { flags } = await this.parse(Worker);
    const { values } = loadConfig({
      ...settingTexts(flags),
      workers: flags.concurrency,
      metricsPort: flags['metrics-port'],
      metricsHost: flags['metrics-host'],
      logLevel: flags.quiet ? 'silent' : undefined,
    });
    const report = await work(
      { ...values, threads: Math.max(1, values.workers) },
      {
        version: this.config.version,
        drain: flags.drain,
        signal: interruptSignal(),
        onStart: ({ owner, metrics }) => {
          if (!flags.quiet)
            this.logToStderr(
              `cvmatch worker ${owner} takes uploads${metrics === null ? '' : `; its metrics are at ${metrics}/metrics`}`,
            );
        },
      },
    );
    if (!flags.quiet) this.log(renderWork(report));
    return report;
  }
}
