import { listJds, loadConfig, renderJds, type StoredJd } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class JdsList extends BaseCommand {
  static override summary = 'List the stored job descriptions';
  static override description = 'Id, day, title and where it came from.';
  static override examples = ['<%= config.bin %> jds list', '<%= config.bin %> jds list --json'];

  async run(): Promise<{ jds: StoredJd[] }> {
    const { flags } = await this.parse(JdsList);
    const jds = await listJds(loadConfig(workspaceTexts(flags)).values);
    this.log(renderJds(jds));
    return { jds };
  }
}
