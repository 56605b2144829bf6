import { Args, Flags } from '@oclif/core';
import {
  CvmatchError,
  EXIT,
  evaluateRankingSets,
  loadConfig,
  missedGates,
  parseGate,
  PICKS,
  rankingPage,
  rankingSetsPage,
  readWeightsOption,
  renderGate,
  renderRanking,
  renderRankingSets,
  writeOutput,
  type RankingSet,
  type RankingSetsReport,
} from '../../src/index.js';
import { counted } from '../_shared/bars.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EvaluateRanking extends BaseCommand {
  static override summary = 'Measure how well CVs are ranked, on data sets in BEIR layout';
  static override description = [
    'Reads corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv; sends every text through the same steps as ' +
      'files; prints nDCG (gain 2^grade - 1), MAP, MRR, P@10, recall@100 with 95 % bootstrap intervals, beside ' +
      'BM25, vectors, titles, hybrid and random. Groups are the prefix of a query id before "-".',
    'Several sets, or --gate, give one table: each set with nDCG@5, nDCG@10, Spearman and, where grades are 0 ' +
      'or 1, AUC over all judged pairs; beside each baseline the difference to it with a paired bootstrap over ' +
      'JDs (95 % interval, p), per set, over all JDs and as the mean of the sets. Then only judged CVs are ' +
      'ranked, unless --no-judged-only is given or a bar of the gate asks for more.',
  ].join('\n');
  static override examples = [
    '<%= config.bin %> evaluate ranking ./dataset',
    '<%= config.bin %> evaluate ranking ./dataset --judged-only --json',
    '<%= config.bin %> evaluate ranking ./dataset --min ndcg@10=0.30 --html report.html',
    '<%= config.bin %> evaluate ranking ./first ./second ./third',
    '<%= config.bin %> evaluate ranking --gate bench/gate.json ./first ./second',
  ];
  static override strict = false;
  static override args = {
    dataset: Args.string({
      required: true,
      description: 'folder with corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv',
    }),
  };
  static override flags = {
    'judged-only': Flags.boolean({
      allowNo: true,
      description: 'rank only the CVs that are judged for a JD; adds Spearman and AUC (default for several sets)',
    }),
    'mask-titles': Flags.boolean({
      description: 'take the title from every JD, and known titles from JD texts and profiles',
    }),
    min: Flags.string({
      multiple: true,
      helpValue: 'METRIC=VALUE',
      description: 'exit code 4 when the metric is below the value, e.g. ndcg@10=0.30; of every set; may be repeated',
    }),
    gate: Flags.string({
      helpValue: 'FILE',
      description:
        'bars per set, as in bench/gate.json; exit code 4 when one is missed; sets that are not given are skipped',
    }),
    html: Flags.string({ helpValue: 'FILE', description: 'write a page with the best and worst JDs' }),
    weights: Flags.string({
      helpValue: 'KIND=SHARE,...|FILE',
      description: 'other weights: title=0.5,skill=0.2 or a JSON file like models/ranker.json',
    }),
    picks: Flags.integer({
      min: 1,
      max: 2000,
      default: PICKS,
      description: 'CVs that the first stage picks for scoring',
    }),
    model: Flags.string({ helpValue: 'FOLDER|ID', description: 'embedding model (default: the built-in one)' }),
    embedder: Flags.string({
      options: ['auto', 'builtin', 'hashing', 'mock'],
      description: 'embedder without a model folder',
    }),
    threads: Flags.integer({ min: 1, max: 256, description: 'worker threads (default: the cores)' }),
  };

  async run(): Promise<RankingSet | RankingSetsReport> {
    const { argv, flags } = await this.parse(EvaluateRanking);
    const gates = (flags.min ?? []).map((text) => parseGate(text) ?? this.badGate(text));
    const config = loadConfig({
      ...workspaceTexts(flags),
      model: flags.model,
      embedder: flags.embedder,
      threads: flags.threads === undefined ? undefined : String(flags.threads),
    }).values;
    const report = await evaluateRankingSets(argv as string[], config, {
      judgedOnly: flags['judged-only'],
      maskTitles: flags['mask-titles'],
      picks: flags.picks,
      gate: flags.gate,
      weights: flags.weights === undefined ? undefined : await readWeightsOption(flags.weights),
      onProgress: (what, done, total) => {
        counted(what, done, total);
      },
    });
    const [alone] = report.sets.length === 1 && report.gate === null ? report.sets : [];
    if (flags.html !== undefined)
      await writeOutput(flags.html, alone === undefined ? rankingSetsPage(report) : rankingPage(alone));
    this.log(alone === undefined ? renderRankingSets(report) : renderRanking(alone));
    for (const set of report.sets) this.judge(missedGates(set, gates), report.sets.length > 1 ? `${set.name}: ` : '');
    if (report.gate !== null) this.judgeGate(report.gate);
    return alone ?? report;
  }

  private judge(missed: ReturnType<typeof missedGates>, prefix: string): void {
    for (const { metric, value, least } of missed) {
      this.logToStderr(`cvmatch: ${prefix}${metric} is ${value.toFixed(4)}, below the gate of ${least}`);
      process.exitCode = EXIT.gate;
    }
  }

  private judgeGate(bars: NonNullable<RankingSetsReport['gate']>): void {
    this.log(`\n${renderGate(bars)}`);
    for (const { bar, value, least } of bars.filter(({ verdict }) => verdict === 'missed')) {
      this.logToStderr(`cvmatch: ${bar} is ${value?.toFixed(4) ?? 'not measured'}, below the bar of ${least}`);
      process.exitCode = EXIT.gate;
    }
  }

  private badGate(text: string): never {
    throw new CvmatchError('bad_flag', `--min ${text} is not a gate`, {
      hint:
        'Write METRIC=VALUE, e.g. --min ndcg@10=0.30; metrics: ndcg@5, ndcg@10, map, mrr, p@10, recall@100, ' +
        'spearman, auc.',
    });
  }
}
