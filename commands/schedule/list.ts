import { listSchedule, loadConfig, renderSchedule, type ScheduleEntry } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ScheduleList extends BaseCommand {
  static override summary = 'List the periodic tasks of the service: their times, next run and last result';
  static override examples = ['<%= config.bin %> schedule list', '<%= config.bin %> schedule list --json'];

  async run(): Promise<ScheduleEntry[]> {
    const { flags } = await this.parse(ScheduleList);
    const entries = await listSchedule(loadConfig(workspaceTexts(flags)).values);
    this.log(renderSchedule(entries));
    return entries;
  }
}
