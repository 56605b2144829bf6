import { Args, Flags } from '@oclif/core';
import { loadConfig, showJd, type ShownJd } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class JdsShow extends BaseCommand {
  static override summary = 'Show the text of a job description, or what was read of it as a JobPosting';
  static override description =
    'Of a file, stdin (-), or a stored JD by id, title or path. A JobPosting (schema.org, JSON-LD) can stand ' +
    'in a page, and can be matched again.';
  static override examples = [
    '<%= config.bin %> jds show "Backend Engineer"',
    '<%= config.bin %> jds show jd.txt --json-ld > posting.json',
  ];
  static override args = {
    jd: Args.string({ required: true, description: 'file with the job description, - for stdin, or a stored one' }),
  };
  static override flags = {
    'json-ld': Flags.boolean({ description: 'print a JobPosting of schema.org instead of the text' }),
  };

  async run(): Promise<ShownJd> {
    const { args, flags } = await this.parse(JdsShow);
    const jd = await showJd(args.jd, loadConfig(workspaceTexts(flags)).values);
    this.log(flags['json-ld'] ? JSON.stringify(jd.jobPosting, null, 2) : jd.text);
    return jd;
  }
}
