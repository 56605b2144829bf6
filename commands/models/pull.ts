import { Args, Flags } from '@oclif/core';
import { HUB, loadConfig, pullModel, type PulledModel } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ModelsPull extends BaseCommand {
  static override summary = 'Fetch an embedding model from the hub, once';
  static override description =
    'The only command that downloads a model. It must be an embedding model with ONNX files in the layout of ' +
    'transformers.js. Afterwards `--model OWNER/NAME` uses it without network; run `cvmatch reindex` to embed ' +
    'a store anew.';
  static override examples = [
    '<%= config.bin %> models pull Xenova/all-MiniLM-L6-v2',
    '<%= config.bin %> models pull intfloat/multilingual-e5-small --dtype fp32',
    '<%= config.bin %> models pull acme/cv-embedder --host https://models.example.com --revision v2',
  ];
  static override args = { id: Args.string({ required: true, description: 'id of the model on the hub: OWNER/NAME' }) };
  static override flags = {
    dtype: Flags.string({
      description: 'which variant of the ONNX file: q8, fp32, fp16, int8, uint8, q4, q4f16',
      default: 'q8',
    }),
    revision: Flags.string({ description: 'branch, tag or commit', default: 'main' }),
    host: Flags.string({ description: 'the hub, or a mirror with its layout', default: HUB, helpValue: 'URL' }),
  };

  async run(): Promise<PulledModel> {
    const { args, flags } = await this.parse(ModelsPull);
    const { modelsFolder } = loadConfig(workspaceTexts(flags)).values;
    let shown = '';
    const pulled = await pullModel({
      id: args.id,
      modelsFolder,
      dtype: flags.dtype,
      revision: flags.revision,
      host: flags.host,
      onProgress: (file, _bytes, total) => {
        const size = total === null ? '' : ` (${(total / 1e6).toFixed(1)} MB)`;
        if (file !== shown) this.logToStderr(`fetching ${file}${size}`);
        shown = file;
      },
    });
    this.log(`${pulled.id} is in ${pulled.folder}\nUse it with --model ${pulled.id}`);
    return pulled;
  }
}
