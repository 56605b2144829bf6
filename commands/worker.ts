import { Flags } from '@oclif/core';
import { loadConfig, renderWork, work, type WorkReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { placeFlags, settingFlags, settingTexts } from './_shared/settings.js';

const { threads: _threads, ...readingFlags } = settingFlags;

export default class Worker extends BaseCommand {
  static override summary = 'Work on uploads in a process of its own, beside serve on the same store';
  static override description = `Takes uploads that wait, the highest priority first, and works on them until it is stopped. Start as many as the machine carries; none does what another has in hand. Stopped with SIGINT or SIGTERM it ends what is under way within the stop limit and returns the rest; killed, its uploads come back to the others.

Its log goes to stderr as that of serve does; --metrics-port shows its stage times, pool and errors to Prometheus. Not bound to loopback, they take an API key with the scope admin.`;
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
      description: 'show metrics for Prometheus at /metrics on this port, 0 for any free one (default: none)',
    }),
    'metrics-host': Flags.string({ helpValue: 'ADDRESS', description: 'address of the metrics (default: 127.0.0.1)' }),
    drain: Flags.boolean({ description: 'end when no upload waits any more' }),
    quiet: Flags.boolean({ char: 'q', description: 'no notes, no log and no closing table' }),
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
