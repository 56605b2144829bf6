import { loadConfig, mergeCandidates, renderCandidatePairs, type CandidatePair } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag, pairArgs } from '../_shared/pair-args.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class CandidatesMerge extends BaseCommand {
  static override summary = 'Make two candidates one: the CV that came last is ranked, the others are its revisions';
  static override description = '`candidates undo` takes it back.';
  static override examples = [
    '<%= config.bin %> candidates merge 7',
    '<%= config.bin %> candidates merge ./cvs/ada.pdf ./cvs/ada-2026.pdf --by "Jo from HR"',
  ];
  static override args = pairArgs;
  static override flags = { by: byFlag };

  async run(): Promise<CandidatePair> {
    const { args, flags } = await this.parse(CandidatesMerge);
    const references = [args.pair, args.cv].filter((one) => one !== undefined);
    const pair = await mergeCandidates(loadConfig(workspaceTexts(flags)).values, references, { by: flags.by });
    this.log(renderCandidatePairs([pair]));
    return pair;
  }
}
