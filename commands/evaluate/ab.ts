import { Args, Flags } from '@oclif/core';
import { evaluateAb, loadConfig, METRICS, renderAb, type AbReport, type MetricName } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EvaluateAb extends BaseCommand {
  static override summary = 'Compare two rankers on the same JDs, with a paired test';
  static override description =
    'Each config is a JSON file like models/ranker.json (kinds, words); "model", "embedder" and "picks" may ' +
    'be added, and what it leaves out is as shipped. Reports the mean difference with its 95 % interval ' +
    'and the p of a paired randomisation test; with --interleave also which one the judgements prefer in ' +
    'team-draft interleaving.';
  static override examples = [
    '<%= config.bin %> evaluate ab models/ranker.json mine.json --data ./dataset',
    '<%= config.bin %> evaluate ab a.json b.json --data ./dataset --metric map --interleave --json',
  ];
  static override args = {
    a: Args.string({ required: true, description: 'config of ranker A' }),
    b: Args.string({ required: true, description: 'config of ranker B' }),
  };
  static override flags = {
    data: Flags.string({ required: true, helpValue: 'DIR', description: 'data set in BEIR layout' }),
    metric: Flags.string({ options: [...METRICS], default: 'ndcg@10', description: 'what is compared' }),
    'judged-only': Flags.boolean({ description: 'rank only the CVs that are judged for a JD' }),
    'mask-titles': Flags.boolean({ description: 'take titles from JDs and profiles' }),
    interleave: Flags.boolean({ description: 'also interleave the two rankings' }),
  };

  async run(): Promise<AbReport> {
    const { args, flags } = await this.parse(EvaluateAb);
    const report = await evaluateAb([args.a, args.b], flags.data, loadConfig(workspaceTexts(flags)).values, {
      metric: flags.metric as MetricName,
      judgedOnly: flags['judged-only'],
      maskTitles: flags['mask-titles'],
      interleave: flags.interleave,
    });
    this.log(renderAb(report));
    return report;
  }
}
