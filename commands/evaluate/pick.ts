import { Args, Flags } from '@oclif/core';
import {
  CvmatchError,
  evaluatePick,
  EXIT,
  loadConfig,
  missedPickGates,
  parsePickGate,
  PICKS,
  readWeightsOption,
  renderPick,
  type PickReport,
} from '../../src/index.js';
import { counted } from '../_shared/bars.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EvaluatePick extends BaseCommand {
  static override summary = 'Measure how much of the best CVs the first stage finds';
  static override description =
    'Scores every CV of a data set in BEIR layout for every JD, and reports how many of the first 10 and 50 are ' +
    'among those that the first stage picks for scoring (mean over JDs, the worst listed), with the time of a ' +
    'pick. Judgements play no part.';
  static override examples = [
    '<%= config.bin %> evaluate pick ./dataset',
    '<%= config.bin %> evaluate pick ./dataset --picks 100 --jds 40 --min pick@10=0.99',
  ];
  static override args = {
    dataset: Args.string({
      required: true,
      description: 'folder with corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv',
    }),
  };
  static override flags = {
    picks: Flags.integer({
      min: 1,
      max: 2000,
      default: PICKS,
      description: 'CVs that the first stage picks for scoring',
    }),
    jds: Flags.integer({ min: 1, description: 'number of JDs, spread evenly over the set (default: all)' }),
    min: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'METRIC=VALUE',
      description: 'exit code 4 when the metric is below the value, e.g. pick@10=0.99; may be repeated',
    }),
    weights: Flags.string({
      helpValue: 'KIND=SHARE,...|FILE',
      description: 'other weights: title=0.5,skill=0.2 or a JSON file like models/ranker.json',
    }),
    model: Flags.string({ helpValue: 'FOLDER|ID', description: 'embedding model (default: the built-in one)' }),
    threads: Flags.integer({ min: 1, max: 256, description: 'worker threads (default: the cores)' }),
  };

  async run(): Promise<PickReport> {
    const { args, flags } = await this.parse(EvaluatePick);
    const gates = (flags.min ?? []).map((text) => parsePickGate(text) ?? this.badGate(text));
    const config = loadConfig({
      ...workspaceTexts(flags),
      model: flags.model,
      threads: flags.threads === undefined ? undefined : String(flags.threads),
    }).values;
    const report = await evaluatePick(args.dataset, config, {
      picks: flags.picks,
      jds: flags.jds,
      weights: flags.weights === undefined ? undefined : await readWeightsOption(flags.weights),
      onProgress: (what, done, total) => {
        counted(what, done, total);
      },
    });
    this.log(renderPick(report));
    for (const { metric, value, least } of missedPickGates(report, gates)) {
      this.logToStderr(`cvmatch: ${metric} is ${value.toFixed(4)}, below the gate of ${least}`);
      process.exitCode = EXIT.gate;
    }
    return report;
  }

  private badGate(text: string): never {
    throw new CvmatchError('bad_flag', `--min ${text} is not a gate`, {
      hint: 'Write METRIC=VALUE, e.g. --min pick@10=0.99; metrics: pick@10, pick@50.',
    });
  }
}
