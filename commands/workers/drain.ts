import { Args } from '@oclif/core';
import { askWorker, loadConfig } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class WorkersDrain extends BaseCommand {
  static override summary =
    'Have a process take no more tasks: a worker ends after those it has, a service goes on answering';
  static override description =
    'It hears of it within a second or two. A service that drains starts no periodic tasks either; start it again to undo it.';
  static override examples = ['<%= config.bin %> workers drain 3f2a9c81'];
  static override args = {
    id: Args.string({ required: true, description: 'id of the process, as `cvmatch workers` shows it' }),
  };

  async run(): Promise<{ id: string; wanted: 'drain' }> {
    const { args, flags } = await this.parse(WorkersDrain);
    await askWorker(loadConfig(workspaceTexts(flags)).values, args.id, 'drain');
    this.log(`Process ${args.id} was told: it takes no more tasks.`);
    return { id: args.id, wanted: 'drain' };
  }
}
