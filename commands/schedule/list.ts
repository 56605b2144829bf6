import { listSchedule, loadConfig, renderSchedule, type ScheduleEntry } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class ScheduleList extends BaseCommand {
  static override summary = 'What the service does at its times: when, when again, and how it went last';
  static override examples = ['<%= config.bin %> schedule list', '<%= config.bin %> schedule list --json'];

  async run(): Promise<ScheduleEntry[]> {
    const { flags } = await this.parse(ScheduleList);
    const entries = await listSchedule(loadConfig({ store: flags.store }).values);
    this.log(renderSchedule(entries));
    return entries;
  }
}
