import { listModels, loadConfig, renderModels, type ListedModel } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ModelsList extends BaseCommand {
  static override summary = 'List the embedding models on this machine';
  static override description =
    'The built-in model and those fetched with `cvmatch models pull`. ' + 'Any id listed here can be given to --model.';
  static override examples = ['<%= config.bin %> models list', '<%= config.bin %> models list --json'];

  async run(): Promise<{ modelsFolder: string; models: ListedModel[] }> {
    const { flags } = await this.parse(ModelsList);
    const { modelsFolder } = loadConfig(workspaceTexts(flags)).values;
    const models = await listModels(modelsFolder);
    this.log(renderModels(models));
    return { modelsFolder, models };
  }
}
