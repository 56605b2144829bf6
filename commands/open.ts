import { Args, Flags } from '@oclif/core';
import { loadConfig, openOriginal, type OpenedOriginal, plain } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { workspaceTexts } from './_shared/settings.js';

export default class Open extends BaseCommand {
  static override summary = 'Open a CV as it was handed in, with the program of this desktop';
  static override description =
    'Of an upload, or of a file that `ingest --keep` read, the kept bytes are opened as a copy that goes after a day; ' +
    'of other files the file itself, if it is still what was read. Files that failed can be opened too. With --blind ' +
    'a page with the text of the CV, with what says whose it is hidden.';
  static override examples = [
    '<%= config.bin %> open jane.pdf',
    '<%= config.bin %> open 3f2a9c -o jane.pdf',
    'xpdf "$(<%= config.bin %> open 3f2a9c --path)"',
  ];
  static override args = {
    cv: Args.string({
      required: true,
      description: 'first digits of a CvId (six or more), a path, a name as uploaded, or the id of an upload',
    }),
  };
  static override flags = {
    path: Flags.boolean({ description: 'print where it lies instead', exclusive: ['output'] }),
    blind: blindFlag,
    output: Flags.string({ char: 'o', helpValue: 'FILE', description: 'write it to a file instead; - for stdout' }),
  };

  async run(): Promise<OpenedOriginal> {
    const { args, flags } = await this.parse(Open);
    const opened = await openOriginal(loadConfig(workspaceTexts(flags)).values, args.cv, {
      output: flags.output,
      pathOnly: flags.path,
      blind: flags.blind,
    });
    if (flags.path) this.log(plain(opened.path ?? ''));
    else if (flags.output === undefined) this.log(`opened ${plain(opened.name)}`);
    return opened;
  }
}
