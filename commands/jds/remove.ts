import { Args } from '@oclif/core';
import { EXIT, loadConfig, removeJds, renderCompletion, renderJds, type JdRemovalReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class JdsRemove extends BaseCommand {
  static override summary = 'Remove stored job descriptions';
  static override description = `Each is named by its id (or its first digits), its title or the path it came from.

Exit code 3 (erasure_pending): they are removed, but traces of their text may still be on the disk, as described for \`cvmatch remove\`. What people decided about candidates stays.`;
  static override examples = ['<%= config.bin %> jds remove 3f2a91', '<%= config.bin %> jds remove "Backend Engineer"'];
  static override strict = false;
  static override args = { jds: Args.string({ required: true, description: 'ids, titles or paths' }) };

  async run(): Promise<JdRemovalReport> {
    const { argv, flags } = await this.parse(JdsRemove);
    const report = await removeJds(argv as string[], loadConfig(workspaceTexts(flags)).values);
    this.log(renderJds(report.removed));
    this.log(renderCompletion(report));
    if (report.status === 'erasure_pending') process.exitCode = EXIT.partial;
    return report;
  }
}
