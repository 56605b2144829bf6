import { Flags } from '@oclif/core';
import { explainSubject, loadConfig, renderSubjectExplanation, type SubjectExplanation } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';
import { who } from '../_shared/subject-args.js';

export default class SubjectExplain extends BaseCommand {
  static override summary = 'Explain a decision to the person concerned (GDPR 15 and 22, AI Act 86)';
  static override description =
    'Who decided what, when and why; where the CV was placed in rankings that somebody saw; and by what it is compared with ' +
    'the job description, requirement by requirement, with the passages of the CV. It is written for the person, and holds nothing of others.';
  static override examples = [
    '<%= config.bin %> subject explain ada@example.com --jd jd.txt',
    '<%= config.bin %> subject explain ./cvs/ada.pdf --jd backend --json',
  ];
  static override args = { who };
  static override flags = {
    jd: Flags.string({
      required: true,
      helpValue: 'JD',
      description: 'the job description: a file, - for stdin, or a stored one by its id, path or title',
    }),
  };

  async run(): Promise<SubjectExplanation> {
    const { args, flags } = await this.parse(SubjectExplain);
    const told = await explainSubject(loadConfig(workspaceTexts(flags)).values, args.who, flags.jd);
    this.log(renderSubjectExplanation(told));
    return told;
  }
}
