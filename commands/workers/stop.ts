import { Args } from '@oclif/core';
import { askWorker, loadConfig } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class WorkersStop extends BaseCommand {
  static override summary =
    'End a process as SIGTERM does, on whatever machine: it finishes work in progress within the stop limit';
  static override description =
    'It hears of it within a second or two. What it does not finish goes back to the others. A supervisor may start it again.';
  static override examples = ['<%= config.bin %> workers stop 3f2a9c81'];
  static override args = {
    id: Args.string({ required: true, description: 'id of the process, as `cvmatch workers` shows it' }),
  };

  async run(): Promise<{ id: string; wanted: 'stop' }> {
    const { args, flags } = await this.parse(WorkersStop);
    await askWorker(loadConfig(workspaceTexts(flags)).values, args.id, 'stop');
    this.log(`Process ${args.id} was told: it ends soon.`);
    return { id: args.id, wanted: 'stop' };
  }
}
