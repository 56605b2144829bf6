import { Args } from '@oclif/core';
import { compareRuns, loadConfig, renderComparison, type RunComparison } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class Compare extends BaseCommand {
  static override summary = 'Two simulation runs side by side, with ratios and whether they really differ';
  static override description =
    'Sojourn times are compared by a Mann-Whitney test over the seconds of both runs; settings and machines ' +
    'that differ are named, because they may explain it.';
  static override examples = [
    '<%= config.bin %> report compare 20260101-1200 latest',
    '<%= config.bin %> report compare main.json branch.json --json',
  ];
  static override args = {
    a: Args.string({ description: 'id, start of an id, path, or latest', required: true }),
    b: Args.string({ description: 'the run to compare with it', required: true }),
  };

  async run(): Promise<RunComparison> {
    const { args, flags } = await this.parse(Compare);
    const comparison = await compareRuns(loadConfig(workspaceTexts(flags)).values, args.a, args.b);
    this.log(renderComparison(comparison));
    return comparison;
  }
}
