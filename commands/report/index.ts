import { Args, Flags } from '@oclif/core';
import { loadConfig, readRun, renderRun, renderRunAs, writeOutput, type RunReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class Report extends BaseCommand {
  static override summary = 'Render a stored simulation run again';
  static override description =
    'Runs are kept by `simulate` under runs/ of the workspace. A run is named by its id, the beginning of its id, the ' +
    'path of a JSON report, or latest.';
  static override examples = [
    '<%= config.bin %> report latest',
    '<%= config.bin %> report latest --format html --out run.html',
    '<%= config.bin %> report compare 20260101-1200 latest',
  ];
  static override args = {
    run: Args.string({ description: 'id, start of an id, path, or latest', default: 'latest' }),
  };
  static override flags = {
    format: Flags.option({
      description: 'output format',
      options: ['text', 'markdown', 'junit', 'html'] as const,
      default: 'text',
    })(),
    out: Flags.string({ description: 'file to write to instead of stdout', helpValue: 'FILE' }),
  };

  async run(): Promise<RunReport> {
    const { args, flags } = await this.parse(Report);
    const run = await readRun(loadConfig(workspaceTexts(flags)).values, args.run);
    const text = flags.format === 'text' ? renderRun(run) : await renderRunAs(run, flags.format);
    if (flags.out === undefined) this.log(text);
    else await writeOutput(flags.out, text);
    return run;
  }
}
