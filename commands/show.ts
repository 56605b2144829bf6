import { Args, Flags } from '@oclif/core';
import {
  CvmatchError,
  jsonResume,
  loadConfig,
  profileMarkdown,
  profilePage,
  profileText,
  showCv,
  type CvView,
} from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { workspaceTexts } from './_shared/settings.js';

const FORMATS = ['text', 'json', 'jsonresume', 'markdown', 'html'] as const;
type ShowFormat = (typeof FORMATS)[number];

const render: Record<ShowFormat, (cv: CvView) => string> = {
  text: profileText,
  json: (cv) => JSON.stringify(cv, null, 2),
  jsonresume: (cv) => JSON.stringify(jsonResume(cv.profile.resume), null, 2),
  markdown: profileMarkdown,
  html: profilePage,
};

export default class Show extends BaseCommand {
  static override summary = 'Show what was read from one CV; uncertain values are marked';
  static override description =
    'The CV is one in the store (the first digits of its CvId, or its path), or any file on disk, which is ' +
    'parsed now and not stored. json holds the profile with a confidence and a span for every field; ' +
    'jsonresume follows the JSON Resume schema 1.0.0.';
  static override examples = [
    '<%= config.bin %> show cvs/jane.pdf',
    '<%= config.bin %> show 3f2a9c --format markdown',
    '<%= config.bin %> show cvs/jane.pdf --format jsonresume > resume.json',
    '<%= config.bin %> show cvs/jane.pdf --revision 1',
  ];
  static override args = {
    cv: Args.string({
      required: true,
      description: 'first digits of a CvId (six or more), a path in the store, or a file',
    }),
  };
  static override flags = {
    format: Flags.option({ options: FORMATS, default: 'text', description: 'how to print it' })(),
    blind: blindFlag,
    revision: Flags.integer({
      helpValue: 'N',
      min: 1,
      description: "another revision of the candidate's CV, by its number",
      exclusive: ['as-of'],
    }),
    'as-of': Flags.string({
      helpValue: 'YYYY-MM-DD',
      description: 'parse the file again, with this day for "present"',
    }),
  };

  async run(): Promise<CvView> {
    const { args, flags } = await this.parse(Show);
    const asOf = flags['as-of'];
    if (asOf !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
      throw new CvmatchError('bad_flag', `--as-of ${asOf} is not a day`, { hint: 'Write YYYY-MM-DD.' });
    const { blind, revision } = flags;
    const cv = await showCv(args.cv, loadConfig(workspaceTexts(flags)).values, { asOf, blind, revision });
    this.log(render[flags.format](cv));
    return cv;
  }
}
