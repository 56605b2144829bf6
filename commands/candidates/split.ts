import { loadConfig, renderCandidatePairs, splitCandidates, type CandidatePair } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag, pairArgs } from '../_shared/pair-args.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class CandidatesSplit extends BaseCommand {
  static override summary = 'Say that two candidates are different people: they are never suggested again';
  static override description =
    'Of two CVs of one candidate, the second becomes a candidate of its own. `candidates undo` takes it back.';
  static override examples = [
    '<%= config.bin %> candidates split 7',
    '<%= config.bin %> candidates split ./cvs/real.pdf 3fa4c1d09b2e --json',
  ];
  static override args = pairArgs;
  static override flags = { by: byFlag };

  async run(): Promise<CandidatePair> {
    const { args, flags } = await this.parse(CandidatesSplit);
    const references = [args.pair, args.cv].filter((one) => one !== undefined);
    const pair = await splitCandidates(loadConfig(workspaceTexts(flags)).values, references, { by: flags.by });
    this.log(renderCandidatePairs([pair]));
    return pair;
  }
}
