import { Args } from '@oclif/core';
import { EXIT, loadConfig, renderScheduleRuns, runSchedule, type ScheduleRunReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { interruptSignal } from '../_shared/interrupt.js';
import { placeFlags, settingFlags, settingTexts } from '../_shared/settings.js';

export default class ScheduleRun extends BaseCommand {
  static override summary = 'Run a periodic task now, or all of them in their order';
  static override description =
    'A task that is already running, here or in another process, is not started again. ' +
    'Exit code 3 when one failed or was busy.';
  static override examples = ['<%= config.bin %> schedule run clean-up', '<%= config.bin %> schedule run --json'];
  static override args = {
    name: Args.string({ description: 'name of the task, as shown by schedule list (default: all)' }),
  };
  static override flags = { ...placeFlags, ...settingFlags };

  async run(): Promise<ScheduleRunReport[]> {
    const { args, flags } = await this.parse(ScheduleRun);
    const request = { name: args.name ?? null, version: this.config.version, signal: interruptSignal() };
    const reports = await runSchedule(loadConfig(settingTexts(flags)).values, request);
    this.log(renderScheduleRuns(reports));
    if (reports.some(({ outcome }) => outcome !== 'done')) process.exitCode = EXIT.partial;
    return reports;
  }
}
