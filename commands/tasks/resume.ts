import { loadConfig, resumeTasks } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TasksResume extends BaseCommand {
  static override summary = 'Hand uploads out to workers again';
  static override description =
    'For the uploads of one tenant, in every process on the store, also after a restart. Files on disk that `cvmatch ingest` reads are not affected.';
  static override examples = ['<%= config.bin %> tasks resume'];

  async run(): Promise<{ resumed: boolean }> {
    const { flags } = await this.parse(TasksResume);
    const resumed = await resumeTasks(loadConfig(workspaceTexts(flags)).values);
    this.log(resumed ? 'Uploads are handed out again.' : 'Uploads were not paused.');
    return { resumed };
  }
}
