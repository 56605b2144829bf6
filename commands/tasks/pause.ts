import { loadConfig, pauseTasks } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TasksPause extends BaseCommand {
  static override summary =
    'Hand no upload out to workers until `tasks resume`; those in progress go on, and new ones are still received';
  static override description =
    'For the uploads of one tenant, in every process on the store, also after a restart. Files on disk that `cvmatch ingest` reads are not affected.';
  static override examples = ['<%= config.bin %> tasks pause'];

  async run(): Promise<{ paused: boolean }> {
    const { flags } = await this.parse(TasksPause);
    const paused = await pauseTasks(loadConfig(workspaceTexts(flags)).values);
    this.log(paused ? 'Uploads wait until cvmatch tasks resume.' : 'Uploads wait already.');
    return { paused };
  }
}
