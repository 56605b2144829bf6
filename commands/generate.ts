import { Flags } from '@oclif/core';
import {
  EXIT,
  generateCvs,
  LANGUAGE_CODES,
  PRESETS,
  renderGenerated,
  SIZES,
  type GenerateSummary,
} from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { counter } from './_shared/counter.js';
import { interruptSignal } from './_shared/interrupt.js';

export default class Generate extends BaseCommand {
  static override summary = 'Write synthetic CVs and JDs as real files, with the truth about them';
  static override description = [
    'Invents people and sets their CVs as PDF, DOCX, DOC, ODT, RTF, TXT, HTML and scans, in several layouts ' +
      'and languages, with the copies and the broken files that real uploads have.',
    'Beside the files: truth.jsonl (what each file is and how it may rightly end), people.jsonl (a JSON Resume ' +
      'per person) and corpus.jsonl, queries.jsonl, qrels/test.tsv (which people answer which JD, in the BEIR ' +
      'layout). The same seed gives the same bytes.',
  ].join('\n');
  static override examples = [
    '<%= config.bin %> generate --cvs 1000 --jds 10 --out ./synthetic',
    '<%= config.bin %> generate --cvs 500 --out ./old --preset legacy --language de --seed 7',
    '<%= config.bin %> generate --judged --cvs 180 --jds 15 --out ./graded',
  ];
  static override flags = {
    cvs: Flags.integer({ description: 'how many CV files', default: 1000, min: 1 }),
    jds: Flags.integer({ description: 'how many JDs', default: 10, min: 0 }),
    out: Flags.string({ description: 'folder to write to; must be new or empty', required: true, helpValue: 'DIR' }),
    seed: Flags.string({ description: 'another seed gives other people', default: '1' }),
    judged: Flags.boolean({
      description:
        'no files but a graded data set: CVs made to meet 0, 1, ... all musts of their JD, for evaluate ranking',
      exclusive: ['size', 'preset'],
    }),
    size: Flags.option({
      description: 'lean: about 25 kB a file; typical: photos, median 120 kB',
      options: SIZES,
      default: 'lean',
    })(),
    preset: Flags.option({
      description: 'mix of formats, layouts and broken files',
      options: PRESETS,
      default: 'typical',
    })(),
    language: Flags.option({
      description: 'language that most people write in',
      options: LANGUAGE_CODES,
      default: 'en',
    })(),
  };

  async run(): Promise<GenerateSummary> {
    const { flags } = await this.parse(Generate);
    const signal = interruptSignal();
    const progress = counter('CVs', flags.cvs);
    const summary = await generateCvs({ ...flags, onProgress: progress.update, signal }).finally(progress.stop);
    this.log(renderGenerated(summary));
    if (signal.aborted) process.exitCode = EXIT.interrupted;
    return summary;
  }
}
