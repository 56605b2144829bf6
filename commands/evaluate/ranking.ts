import { Args, Flags } from '@oclif/core';
import { CvmatchError, EXIT, evaluateRanking, loadConfig, missedGates, parseGate, rankingPage, readWeightsOption, renderRanking, writeOutput, type RankingReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class EvaluateRanking extends BaseCommand {
  static override summary = 'Measure how well CVs are ranked, on a data set in BEIR layout';
  static override description =
    'Reads corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv; sends every text through the same steps as files; prints nDCG (gain 2^grade - 1), MAP, MRR, P@10, recall@100 with 95 % bootstrap intervals, beside BM25, vectors, titles, hybrid and random. Groups are the prefix of a query id before "-".';
  static override examples = [
    '<%= config.bin %> evaluate ranking ./dataset',
    '<%= config.bin %> evaluate ranking ./dataset --judged-only --json',
    '<%= config.bin %> evaluate ranking ./dataset --min ndcg@10=0.30 --html report.html',
  ];
  static override args = { dataset: Args.string({ required: true, description: 'folder with corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv' }) };
  static override flags = {
    'judged-only': Flags.boolean({ description: 'rank only the CVs that are judged for a JD; adds Spearman' }),
    'mask-titles': Flags.boolean({ description: 'take the title from every JD, and known titles from JD texts and profiles' }),
    min: Flags.string({ multiple: true, helpValue: 'METRIC=VALUE', description: 'exit code 4 when the metric is below the value, e.g. ndcg@10=0.30; may be repeated' }),
    html: Flags.string({ helpValue: 'FILE', description: 'write a page with the best and worst JDs' }),
    weights: Flags.string({ helpValue: 'KIND=SHARE,...|FILE', description: 'other weights: title=0.5,skill=0.2 or a JSON file like models/ranker.json' }),
    picks: Flags.integer({ min: 1, max: 2000, default: 200, description: 'CVs that the first stage picks for scoring' }),
    model: Flags.string({ helpValue: 'FOLDER|ID', description: 'embedding model (default: the built-in one)' }),
    embedder: Flags.string({ options: ['auto', 'builtin', 'hashing', 'mock'], description: 'embedder without a model folder' }),
    threads: Flags.integer({ min: 1, max: 256, description: 'worker threads (default: the cores)' }),
  };

  async run(): Promise<RankingReport> {
    const { args, flags } = await this.parse(EvaluateRanking);
    const gates = (flags.min ?? []).map((text) => parseGate(text) ?? this.badGate(text));
    const config = loadConfig({ store: flags.store, model: flags.model, embedder: flags.embedder, threads: flags.threads === undefined ? undefined : String(flags.threads) }).values;
    const report = await evaluateRanking(args.dataset, config, {
      judgedOnly: flags['judged-only'], maskTitles: flags['mask-titles'], picks: flags.picks,
      weights: flags.weights === undefined ? undefined : await readWeightsOption(flags.weights),
      onProgress: (what, done, total) => { this.progress(what, done, total); },
    });
    if (flags.html !== undefined) await writeOutput(flags.html, rankingPage(report));
    this.log(renderRanking(report));
    for (const { metric, value, least } of missedGates(report, gates)) {
      this.logToStderr(`cvmatch: ${metric} is ${value.toFixed(4)}, below the gate of ${least}`);
      process.exitCode = EXIT.gate;
    }
    return report;
  }

  private badGate(text: string): never {
    throw new CvmatchError('bad_flag', `--min ${text} is not a gate`, { hint: 'Write METRIC=VALUE, e.g. --min ndcg@10=0.30; metrics: ndcg@5, ndcg@10, map, mrr, p@10, recall@100, spearman.' });
  }

  private progress(what: string, done: number, total: number): void {
    if (process.stderr.isTTY && (done % 50 === 0 || done === total)) process.stderr.write(`\r${what} ${done}/${total}${done === total ? '\n' : ''}`);
  }
}
