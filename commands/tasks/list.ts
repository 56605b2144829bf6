import { Flags } from '@oclif/core';
import { listTasks, loadConfig, renderTasks, TASK_STATUSES, type TaskRecord } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { taskArgs, taskFilter, taskFlags } from '../_shared/task-filter.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TasksList extends BaseCommand {
  static override summary = 'List tasks: what is open, what failed and why, dead letters';
  static override examples = [
    '<%= config.bin %> tasks list',
    '<%= config.bin %> tasks list --status dead',
    '<%= config.bin %> tasks list --status failed --code needs_ocr --json',
  ];
  static override strict = false;
  static override args = taskArgs;
  static override flags = {
    ...taskFlags,
    status: Flags.option({
      options: TASK_STATUSES,
      multiple: true,
      multipleNonGreedy: true,
      description: 'status of the tasks (default: all but done)',
    })(),
    limit: Flags.integer({ min: 1, description: 'show at most this many' }),
  };

  async run(): Promise<TaskRecord[]> {
    const { argv, flags } = await this.parse(TasksList);
    const status = flags.status ?? TASK_STATUSES.filter((status) => status !== 'done');
    const tasks = await listTasks(loadConfig(workspaceTexts(flags)).values, {
      ...taskFilter(argv as string[], flags.code),
      status,
      limit: flags.limit,
    });
    this.log(renderTasks(tasks));
    return tasks;
  }
}
