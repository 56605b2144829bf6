import { listWorkers, loadConfig, renderWorkers, type ListedProcess } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class Workers extends BaseCommand {
  static override summary =
    'List the processes that serve and work on the store: who, where, and what each has in hand';
  static override description =
    'Processes on all machines that share the store. The tasks named are those of one tenant (--tenant); HELD counts those of all. A process that is killed disappears at once on its own machine, elsewhere when its lease ends (30 s).';
  static override examples = ['<%= config.bin %> workers', '<%= config.bin %> workers --json'];

  async run(): Promise<ListedProcess[]> {
    const { flags } = await this.parse(Workers);
    const processes = await listWorkers(loadConfig(workspaceTexts(flags)).values);
    this.log(renderWorkers(processes));
    return processes;
  }
}
