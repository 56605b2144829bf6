import { Args } from '@oclif/core';
import { loadConfig, removeJds, renderJds, type StoredJd } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class JdsRemove extends BaseCommand {
  static override summary = 'Remove stored job descriptions';
  static override description = 'Each is named by its id (or its first digits), its title or the path it came from.';
  static override examples = ['<%= config.bin %> jds remove 3f2a91', '<%= config.bin %> jds remove "Backend Engineer"'];
  static override strict = false;
  static override args = { jds: Args.string({ required: true, description: 'ids, titles or paths' }) };

  async run(): Promise<{ removed: StoredJd[] }> {
    const { argv, flags } = await this.parse(JdsRemove);
    const removed = await removeJds(argv as string[], loadConfig(workspaceTexts(flags)).values);
    this.log(renderJds(removed));
    return { removed };
  }
}
