import { Args, Flags, type Interfaces } from '@oclif/core';
import {
  CvmatchError,
  loadConfig,
  matchAll,
  matchesCsv,
  matchesMarkdown,
  matchesPage,
  matchSource,
  outputColumns,
  parseWhere,
  PICKS,
  plainOutput,
  readWeightsOption,
  renderAllMatches,
  renderMatches,
  writeOutput,
  type AllRankings,
  type Config,
  type Ranking,
} from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { workspaceTexts } from './_shared/settings.js';

export default class MatchCommand extends BaseCommand {
  static override summary = 'Rank the CVs in the store against a job description, with reasons';
  static override description =
    `Reads the JD from a file of any format that CVs may have, or from stdin. The first stage picks ${PICKS} ` +
    'candidates by words and meaning; these are scored requirement by requirement. A score depends on CV, JD, ' +
    'model and weights alone. Nobody is left out: a candidate without a --must requirement ranks below the ' +
    'others and is marked.';
  static override examples = [
    '<%= config.bin %> match jd.txt',
    '<%= config.bin %> match jd.pdf --top 5 --explain',
    '<%= config.bin %> match jd.txt --must TypeScript --must German --min-years 3 --where country=DE',
    '<%= config.bin %> match jd.txt --rerank-model Xenova/ms-marco-MiniLM-L-6-v2 --rerank-top 30',
    '<%= config.bin %> match jd.txt --blind',
    'cat jd.txt | <%= config.bin %> match - --json',
    '<%= config.bin %> match jd.txt --html candidates.html',
    '<%= config.bin %> match --all --json',
  ];
  static override args = {
    jd: Args.string({ description: 'file with the job description, or - for stdin; none with --all' }),
  };
  static override flags = {
    all: Flags.boolean({
      description: 'every stored JD (see jds add) against every CV, ten best each way',
      exclusive: [
        'csv',
        'markdown',
        'html',
        'explain',
        'must',
        'min-years',
        'where',
        'repeat',
        'weights',
        'rerank-model',
        'rerank-top',
      ],
    }),
    top: Flags.integer({ min: 1, max: 1000, default: 10, description: 'candidates to show' }),
    must: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'REQUIREMENT',
      description: 'a skill, degree, language or certificate that must be there; may be repeated',
    }),
    'min-years': Flags.integer({ min: 0, max: 60, description: 'years of experience that must be there' }),
    where: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CONDITION',
      description: 'only CVs that meet this condition, e.g. country=DE, years>=5, language=de; may be repeated',
    }),
    weights: Flags.string({
      helpValue: 'KIND=SHARE,...|FILE',
      description: 'other weights: title=0.5,skill=0.2 or a JSON file like models/ranker.json',
    }),
    'rerank-model': Flags.string({
      helpValue: 'FOLDER|ID',
      description:
        'cross-encoder that reads the first candidates again, from a folder or pulled before; half of the ' +
        'score is then its own',
    }),
    'rerank-top': Flags.integer({
      min: 1,
      max: 200,
      description: 'how many candidates it reads (default: 20, at least --top)',
    }),
    explain: Flags.boolean({ description: 'show every part of the score with the passage it rests on' }),
    csv: Flags.boolean({ description: 'print CSV', exclusive: ['markdown', 'json'] }),
    markdown: Flags.boolean({ description: 'print a Markdown table', exclusive: ['csv', 'json'] }),
    html: Flags.string({ helpValue: 'FILE', description: 'write one self-contained page with highlighted evidence' }),
    'all-revisions': Flags.boolean({ description: 'every revision of a candidate, not only the latest' }),
    blind: blindFlag,
    'no-cache': Flags.boolean({ description: 'neither read nor write the cache of rankings' }),
    repeat: Flags.integer({
      min: 2,
      max: 100,
      description: 'match this many times without the cache and fail if any score differs',
    }),
    model: Flags.string({ helpValue: 'FOLDER|ID', description: 'embedding model (default: the built-in one)' }),
    embedder: Flags.string({
      options: ['auto', 'builtin', 'hashing', 'mock'],
      description: 'embedder without a model folder',
    }),
  };

  async run(): Promise<Ranking | AllRankings> {
    const { args, flags } = await this.parse(MatchCommand);
    const config = configOf(flags);
    if (flags.all) return this.all(config, flags);
    if (args.jd === undefined)
      throw new CvmatchError('bad_flag', 'no JD was given', {
        hint: 'Give a file, - for stdin, or --all for the stored JDs.',
      });
    const ranking = await matchSource(args.jd, config, {
      ...(await optionsOf(flags)),
      onWarning: (message) => {
        this.logToStderr(`cvmatch: ${message}`);
      },
    });
    if (flags.html !== undefined) await writeOutput(flags.html, matchesPage(ranking));
    this.log(rendered(ranking, flags));
    if (flags.repeat !== undefined) this.logToStderr(`cvmatch: ${flags.repeat} runs, every score the same to the bit`);
    return ranking;
  }

  private async all(config: Config, { 'no-cache': noCache, blind }: MatchFlags): Promise<AllRankings> {
    const rankings = await matchAll(config, { noCache, blind });
    this.log(renderAllMatches(rankings));
    return rankings;
  }
}

type MatchFlags = Interfaces.InferredFlags<typeof MatchCommand.flags & typeof BaseCommand.baseFlags>;

function configOf(flags: MatchFlags): Config {
  return loadConfig({
    ...workspaceTexts(flags),
    model: flags.model,
    embedder: flags.embedder,
    rerankModel: flags['rerank-model'],
    rerankTop: flags['rerank-top'],
  }).values;
}

async function optionsOf(flags: MatchFlags): Promise<Parameters<typeof matchSource>[2]> {
  return {
    top: flags.top,
    must: flags.must,
    minYears: flags['min-years'],
    where: parseWhere(flags.where ?? []),
    allRevisions: flags['all-revisions'],
    weights: flags.weights === undefined ? undefined : await readWeightsOption(flags.weights),
    noCache: flags['no-cache'],
    repeat: flags.repeat,
    blind: flags.blind,
  };
}

function rendered(ranking: Ranking, { csv, markdown, explain }: MatchFlags): string {
  if (csv) return matchesCsv(ranking);
  if (markdown) return matchesMarkdown(ranking);
  const color = process.stdout.isTTY && !plainOutput();
  return renderMatches(ranking, { width: outputColumns(), color, explain });
}
