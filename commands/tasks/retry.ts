import { loadConfig, retryTasks } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { taskArgs, taskFilter, taskFlags } from '../_shared/task-filter.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TasksRetry extends BaseCommand {
  static override summary =
    'Reopen failed tasks and dead letters: files for resume or the next ingest, uploads for serve or worker';
  static override examples = ['<%= config.bin %> tasks retry --code time_limit', '<%= config.bin %> tasks retry 12 13'];
  static override strict = false;
  static override args = taskArgs;
  static override flags = taskFlags;

  async run(): Promise<{ opened: number }> {
    const { argv, flags } = await this.parse(TasksRetry);
    const opened = await retryTasks(loadConfig(workspaceTexts(flags)).values, taskFilter(argv as string[], flags.code));
    this.log(
      opened === 0
        ? 'No such failed tasks.'
        : `${opened} reopened: run cvmatch resume for files; uploads go to serve or worker by themselves`,
    );
    return { opened };
  }
}
