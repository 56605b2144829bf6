import { Args, Flags, type Interfaces } from '@oclif/core';
import {
  biasAuditCsv,
  CvmatchError,
  evaluateBiasAudit,
  evaluateFairness,
  EXIT,
  loadConfig,
  missedSwaps,
  readWeightsOption,
  renderBiasAudit,
  renderFairness,
  SWAPS,
  type BiasAuditReport,
  type FairnessReport,
  type Swap,
} from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EvaluateFairness extends BaseCommand {
  static override summary =
    'Give CVs other names, gender words, schools, addresses, birth dates and photos and see whether scores ' +
    'move; impact ratios by group';
  static override description =
    'Takes the best CVs of the store for a JD, changes one thing about the person, and scores them again. ' +
    'Names are invented (occupations, skills, cities and languages that are names, ten cultures, all forms in ' +
    "which names are written) and put in place of the CV's own wherever it stands, or in a line of their own " +
    'where none was found. A name, an address, a birth date and a photo may move no score and no rank at all, ' +
    'gender words and schools a score by no more than --max-change, else exit code 4. With --demographics ' +
    '(CSV: cv, then one column per category, e.g. sex and race_ethnicity) also selection and scoring rates ' +
    'with impact ratios per group and intersection in the layout of New York City Local Law 144; that is input ' +
    'to an independent audit, not the audit. With --ll144 the tables of that law alone, from the decisions that ' +
    'people recorded: shortlisted counts as selected, everybody in the file as an applicant for the JD. Without a JD ' +
    'each decision for whatever JD counts, and there is no scoring rate.';
  static override examples = [
    '<%= config.bin %> evaluate fairness jd.txt',
    '<%= config.bin %> evaluate fairness jd.txt --swap name --cvs 20 --names 1000 --json',
    '<%= config.bin %> evaluate fairness jd.txt --demographics people.csv --selected 20',
    '<%= config.bin %> evaluate fairness --ll144 --demographics people.csv --csv > bias-audit.csv',
  ];
  static override args = {
    jd: Args.string({
      description: 'file with the job description, or - for stdin; with --ll144 a stored JD or none too',
    }),
  };
  static override flags = {
    swap: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      options: [...SWAPS],
      description: 'what to swap (default: all); may be repeated',
    }),
    cvs: Flags.integer({ min: 1, max: 5000, default: 100, description: 'how many of the best CVs to swap' }),
    names: Flags.integer({
      min: 1,
      max: 10_000,
      default: 20,
      description: 'how many invented names each CV is tried with',
    }),
    'max-change': Flags.string({
      default: '0.05',
      helpValue: 'SCORE',
      description: 'largest change of a score that gender words and schools may make',
    }),
    weights: Flags.string({
      helpValue: 'KIND=SHARE,...|FILE',
      description: 'other weights: title=0.5,skill=0.2 or a JSON file',
    }),
    demographics: Flags.string({
      helpValue: 'FILE',
      description: 'CSV file that says who belongs to which group; for --ll144 candidate,sex,ethnicity',
    }),
    ll144: Flags.boolean({
      description: 'only the bias-audit tables of Local Law 144, from recorded decisions',
      dependsOn: ['demographics'],
      exclusive: ['swap'],
    }),
    csv: Flags.boolean({
      description: 'print the tables of --ll144 as CSV',
      dependsOn: ['ll144'],
      exclusive: ['json'],
    }),
    selected: Flags.integer({
      min: 1,
      default: 10,
      description: 'how many of the first CVs in the ranking count as selected',
    }),
  };

  async run(): Promise<FairnessReport | BiasAuditReport> {
    const { args, flags } = await this.parse(EvaluateFairness);
    if (flags.ll144) return this.biasAudit(args.jd, flags);
    if (args.jd === undefined)
      throw new CvmatchError('bad_flag', 'no JD was given', { hint: 'Give a file, or - for stdin.' });
    const report = await evaluateFairness(args.jd, loadConfig(workspaceTexts(flags)).values, {
      swaps: (flags.swap ?? SWAPS) as Swap[],
      cvs: flags.cvs,
      names: flags.names,
      demographics: flags.demographics,
      selected: flags.selected,
      weights: flags.weights === undefined ? undefined : await readWeightsOption(flags.weights),
    });
    this.log(renderFairness(report));
    for (const { swap, largestChange, largestShift } of missedSwaps(report.swaps, Number(flags['max-change']))) {
      this.logToStderr(
        `cvmatch: swapping the ${swap} moved a score by ${largestChange.toPrecision(3)} and a rank by ` +
          `${largestShift}, more than allowed`,
      );
      process.exitCode = EXIT.gate;
    }
    return report;
  }

  private async biasAudit(jd: string | undefined, flags: FairnessFlags): Promise<BiasAuditReport> {
    const audit = await evaluateBiasAudit(loadConfig(workspaceTexts(flags)).values, {
      jd,
      demographics: flags.demographics!,
      weights: flags.weights === undefined ? undefined : await readWeightsOption(flags.weights),
    });
    this.log(flags.csv ? biasAuditCsv(audit) : renderBiasAudit(audit));
    return audit;
  }
}

type FairnessFlags = Interfaces.InferredFlags<typeof EvaluateFairness.flags & typeof BaseCommand.baseFlags>;
