import { Flags } from '@oclif/core';
import { listPairs, loadConfig, PAIR_STATES, renderCandidatePairs, type CandidatePair } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class CandidatesList extends BaseCommand {
  static override summary = 'List candidates who may be the same person';
  static override description =
    'A pair has the same name with the same e-mail or phone, or nearly the same text, in CVs that nobody handed in as ' +
    "revisions of one. Both rank until somebody merges or splits them: anyone can write anyone's name into a file.";
  static override examples = [
    '<%= config.bin %> candidates list',
    '<%= config.bin %> candidates list --state all --json',
  ];
  static override flags = {
    state: Flags.option({
      options: [...PAIR_STATES, 'all'] as const,
      default: 'open',
      description: 'open: not decided; all: also those that other decisions settled',
    })(),
    after: Flags.integer({ min: 0, helpValue: 'PAIR', description: 'those after this pair' }),
    limit: Flags.integer({ min: 1, default: 100, description: 'at most so many' }),
  };

  async run(): Promise<CandidatePair[]> {
    const { flags } = await this.parse(CandidatesList);
    const { state, after, limit } = flags;
    const pairs = await listPairs(loadConfig(workspaceTexts(flags)).values, {
      state: state === 'all' ? undefined : state,
      after,
      limit,
    });
    this.log(renderCandidatePairs(pairs));
    return pairs;
  }
}
