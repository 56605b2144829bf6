import { Flags } from '@oclif/core';
import { loadConfig, renderWork, work, type WorkReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

const { threads: _threads, ...readingFlags } = settingFlags;

export default class Worker extends BaseCommand {
  static override summary = 'Work on uploads in a process of its own, beside serve on the same store';
  static override description = `Takes uploads that wait, the highest priority first, and works on them until it is stopped. Start as many as the machine carries; none does what another has in hand. Stopped with SIGINT or SIGTERM it ends what is under way within the stop limit and returns the rest; killed, its uploads come back to the others.`;
  static override examples = ['<%= config.bin %> worker', '<%= config.bin %> worker -c 2 --store /var/lib/cvmatch', '<%= config.bin %> worker --drain --json'];
  static override flags = {
    ...readingFlags,
    concurrency: Flags.string({ char: 'c', helpValue: 'N', description: 'uploads read at once, one thread each (default: as `workers` is set)' }),
    drain: Flags.boolean({ description: 'end when no upload waits any more' }),
    quiet: Flags.boolean({ char: 'q', description: 'no notes and no closing table' }),
  };

  async run(): Promise<WorkReport> {
    const { flags } = await this.parse(Worker);
    const { values } = loadConfig({ ...settingTexts(flags), workers: flags.concurrency });
    const report = await work({ ...values, threads: Math.max(1, values.workers) }, {
      drain: flags.drain,
      signal: interruptSignal(),
      onStart: (owner) => { if (!flags.quiet) this.logToStderr(`cvmatch worker ${owner} takes uploads`); },
      onEvent: (event) => { if (event.kind === 'trouble' && !flags.quiet) this.logToStderr(`the store cannot be written just now (${event.code}); trying again`); },
    });
    if (!flags.quiet) this.log(renderWork(report));
    return report;
  }
}
