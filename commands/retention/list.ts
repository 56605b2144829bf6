import { listRetentionRules, loadConfig, renderRetention, type RetentionView } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class RetentionList extends BaseCommand {
  static override summary = 'List the rules of retention, with how many CVs are due by each';
  static override examples = ['<%= config.bin %> retention list', '<%= config.bin %> retention list --json'];

  async run(): Promise<RetentionView> {
    const { flags } = await this.parse(RetentionList);
    const view = await listRetentionRules(loadConfig(workspaceTexts(flags)).values);
    this.log(renderRetention(view));
    return view;
  }
}
