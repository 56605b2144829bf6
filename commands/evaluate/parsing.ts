import { Args, Flags } from '@oclif/core';
import {
  CvmatchError,
  EXIT,
  evaluatePairs,
  evaluateParsing,
  loadConfig,
  missedParsingGates,
  parseParsingGate,
  parsingPage,
  renderPairs,
  renderParsing,
  writeOutput,
  type PairsReport,
  type ParsingReport,
} from '../../src/index.js';
import { counted } from '../_shared/bars.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EvaluateParsing extends BaseCommand {
  static override summary = 'Measure how well CVs are parsed, with or without labels';
  static override description = [
    'Without labels: completeness, field types, validity of e-mail, phone and dates, duplicates, plausibility, ' +
      'findings. With labels also precision, recall and F1 per field.',
    'Values are compared per CV as sets, after folding case and accents, one to one; a pair matches when at ' +
      "least half of the longer value's words are shared (e-mail and phone: when equal). Only CVs with at least " +
      'one label of a field count for it. A work entry matches when its title does and both dates agree to the ' +
      'month, where the label gives them; years of experience match within one year; sections are headings in the ' +
      'labelled order.',
    'Labels: JSON Lines of {text, entities} or {file, work, yearsOfExperience}; truth.json of [{file, name, ' +
      'emails, sections, work}]; JSON Resume files beside their CVs (X.json and X.pdf).',
    'With --pairs: a list of files in pairs, the same CV in two formats, e.g. PDF and DOCX. Their fields are ' +
      'compared with each other, and what differs is listed; 95 % should agree.',
  ].join('\n');
  static override examples = [
    '<%= config.bin %> evaluate parsing ./cvs',
    '<%= config.bin %> evaluate parsing labels.jsonl --min name=0.95 --min work=0.85',
    '<%= config.bin %> evaluate parsing ./resumes --html worst.html',
    '<%= config.bin %> evaluate parsing cv.pdf --json',
    '<%= config.bin %> evaluate parsing --pairs pairs.tsv --min agree=0.95',
  ];
  static override args = {
    target: Args.string({ description: 'labels (.jsonl, truth.json), a CV, or a folder of CVs or JSON Resumes' }),
  };
  static override flags = {
    min: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'FIELD=F1',
      description:
        'exit code 4 when the F1 of the field is below, e.g. name=0.95; may be repeated; with --pairs the ' +
        'share that agrees: agree=0.95',
    }),
    pairs: Flags.string({
      helpValue: 'FILE',
      description: 'a list of files in pairs, two a line with a tab or a comma between: how far do they agree?',
      exclusive: ['html'],
    }),
    html: Flags.string({ helpValue: 'FILE', description: 'write a page with the worst CVs beside their text' }),
    files: Flags.string({
      helpValue: 'DIR',
      description: 'folder of the files that the labels name (default: beside the labels, or in a folder there)',
    }),
    'as-of': Flags.string({
      helpValue: 'YYYY-MM-DD',
      description: 'the day that "present" means (default: the date of the label, the document or the file)',
    }),
  };

  async run(): Promise<ParsingReport | PairsReport> {
    const { args, flags } = await this.parse(EvaluateParsing);
    if ((args.target === undefined) === (flags.pairs === undefined))
      throw new CvmatchError(
        'bad_flag',
        args.target === undefined ? 'there is nothing to evaluate' : '--pairs takes no other target',
        { hint: 'Give labels, a CV or a folder, or a list of pairs with --pairs.' },
      );
    if (flags.pairs !== undefined) return this.comparePairs(flags.pairs, flags);
    const gates = (flags.min ?? []).map((text) => parseParsingGate(text) ?? this.badGate(text));
    const asOf = flags['as-of'];
    if (asOf !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
      throw new CvmatchError('bad_flag', `--as-of ${asOf} is not a day`, { hint: 'Write YYYY-MM-DD.' });
    const { report, cvs } = await evaluateParsing(args.target!, loadConfig(workspaceTexts(flags)).values, {
      files: flags.files,
      asOf,
      onProgress: (done, total) => {
        counted('parsed', done, total, 10);
      },
    });
    if (flags.html !== undefined) await writeOutput(flags.html, parsingPage(report, cvs));
    this.log(renderParsing(report));
    for (const { field, value, least } of missedParsingGates(report, gates)) {
      this.logToStderr(`cvmatch: F1 of ${field} is ${value.toFixed(4)}, below the gate of ${least}`);
      process.exitCode = EXIT.gate;
    }
    return report;
  }

  private async comparePairs(
    list: string,
    flags: { min?: string[]; files?: string; 'as-of'?: string; store?: string; tenant?: string },
  ): Promise<PairsReport> {
    const gates = (flags.min ?? []).map((text) =>
      Number(/^agree=(0(?:\.\d+)?|1(?:\.0+)?)$/.exec(text)?.[1] ?? this.badGate(text)),
    );
    const report = await evaluatePairs(list, loadConfig(workspaceTexts(flags)).values, {
      files: flags.files,
      asOf: flags['as-of'],
      onProgress: (done, total) => {
        counted('parsed', done, total, 10);
      },
    });
    this.log(renderPairs(report));
    for (const least of gates.filter((one) => (report.agree ?? 0) < one)) {
      const agree = `${percent(report.agree ?? 0)} of the fields agree`;
      this.logToStderr(`cvmatch: ${agree}, below the gate of ${percent(least)}`);
      process.exitCode = EXIT.gate;
    }
    return report;
  }

  private badGate(text: string): never {
    throw new CvmatchError('bad_flag', `--min ${text} is not a gate`, {
      hint:
        'Write FIELD=F1, e.g. --min name=0.95; fields: name, email, phone, location, designation, company, ' +
        'college, degree, link, graduationYear, skills, yearsOfExperience, work, sections, sectionOrder; with ' +
        '--pairs: agree.',
    });
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
