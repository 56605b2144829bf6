import { EXIT, loadConfig, dropTasks, renderCompletion, type DropReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { taskArgs, taskFilter, taskFlags } from '../_shared/task-filter.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TasksDrop extends BaseCommand {
  static override summary =
    'Forget failed, dead and waiting tasks, with the bytes of uploads; CVs in the store and files on disk stay';
  static override description =
    'Exit code 3 (erasure_pending): they are forgotten, but traces of their files may still be on the disk, as described for `cvmatch remove`.';
  static override examples = [
    '<%= config.bin %> tasks drop --code unsupported',
    '<%= config.bin %> tasks drop 12 13 --json',
  ];
  static override strict = false;
  static override args = taskArgs;
  static override flags = taskFlags;

  async run(): Promise<DropReport> {
    const { argv, flags } = await this.parse(TasksDrop);
    const config = loadConfig(workspaceTexts(flags)).values;
    const report = await dropTasks(config, taskFilter(argv as string[], flags.code));
    this.log(`${report.dropped} dropped`);
    if (report.dropped > 0) this.log(renderCompletion(report));
    if (report.status === 'erasure_pending') process.exitCode = EXIT.partial;
    return report;
  }
}
