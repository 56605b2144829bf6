import { Args, Flags } from '@oclif/core';
import {
  explainJd,
  loadConfig,
  outputColumns,
  renderJdExplanation,
  writeOutput,
  type JdExplanation,
} from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class JdsExplain extends BaseCommand {
  static override summary =
    'Show how a job description is read: the part of every line, what it asks for, what it does not';
  static override description =
    'Of a file, stdin (-), or a stored JD by id, title or path. --out writes the requirements as YAML: correct ' +
    'what was misread, and give that file to match or jds add in place of the JD; each edit is a version of ' +
    'its own.';
  static override examples = [
    '<%= config.bin %> jds explain jd.txt',
    '<%= config.bin %> jds explain jd.html --json',
    '<%= config.bin %> jds explain jd.txt --out r.yaml',
  ];
  static override args = {
    jd: Args.string({ required: true, description: 'file with the job description, - for stdin, or a stored one' }),
  };
  static override flags = {
    out: Flags.string({ helpValue: 'FILE', description: 'write the requirements as YAML that match reads' }),
  };

  async run(): Promise<JdExplanation> {
    const { args, flags } = await this.parse(JdsExplain);
    const { explanation, yaml } = await explainJd(args.jd, loadConfig(workspaceTexts(flags)).values);
    if (flags.out !== undefined) await writeOutput(flags.out, yaml);
    this.log(renderJdExplanation(explanation, outputColumns()));
    return explanation;
  }
}
