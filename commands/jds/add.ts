import { Args } from '@oclif/core';
import { addJds, loadConfig, renderJds, type StoredJd } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class JdsAdd extends BaseCommand {
  static override summary = 'Store job descriptions, so that match --all ranks for all of them';
  static override description =
    'Files of any format that CVs may have, or - for stdin. The same text is stored once; another text from ' +
    'the same file becomes a new version of that JD, and replaces the old one in rankings.';
  static override examples = ['<%= config.bin %> jds add jds/*.txt', 'cat jd.txt | <%= config.bin %> jds add -'];
  static override strict = false;
  static override args = { files: Args.string({ required: true, description: 'files with job descriptions' }) };

  async run(): Promise<{ jds: StoredJd[] }> {
    const { argv, flags } = await this.parse(JdsAdd);
    const jds = await addJds(argv as string[], loadConfig(workspaceTexts(flags)).values);
    this.log(renderJds(jds));
    return { jds };
  }
}
