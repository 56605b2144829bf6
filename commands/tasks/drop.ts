import { loadConfig, dropTasks } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { taskArgs, taskFilter, taskFlags } from '../_shared/task-filter.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TasksDrop extends BaseCommand {
  static override summary =
    'Forget failed, dead and waiting tasks, with the bytes of uploads; CVs in the store and files on disk stay';
  static override examples = [
    '<%= config.bin %> tasks drop --code unsupported',
    '<%= config.bin %> tasks drop 12 13 --json',
  ];
  static override strict = false;
  static override args = taskArgs;
  static override flags = taskFlags;

  async run(): Promise<{ dropped: number }> {
    const { argv, flags } = await this.parse(TasksDrop);
    const dropped = await dropTasks(loadConfig(workspaceTexts(flags)).values, taskFilter(argv as string[], flags.code));
    this.log(`${dropped} dropped`);
    return { dropped };
  }
}
