import { Flags } from '@oclif/core';
import { listCvs, loadConfig, parseWhere, renderCvs, type CvSummary } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { workspaceTexts } from './_shared/settings.js';

export default class List extends BaseCommand {
  static override summary = 'List the CVs in the store: the latest revision of each candidate';
  static override examples = [
    '<%= config.bin %> list',
    '<%= config.bin %> list --where "years>=5" --where country=DE --limit 20',
    '<%= config.bin %> list --all-revisions --json',
  ];
  static override flags = {
    where: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CONDITION',
      description:
        'only CVs that meet this condition on years, country, language, format, ingested, label, name, path or duplicate, ' +
        'with = != < <= > >= or ~ (holds)',
    }),
    'all-revisions': Flags.boolean({ description: 'older revisions too' }),
    limit: Flags.integer({ min: 1, description: 'show at most this many' }),
    blind: blindFlag,
    after: Flags.string({ helpValue: 'ID', description: 'continue after this CV' }),
  };

  async run(): Promise<CvSummary[]> {
    const { flags } = await this.parse(List);
    const cvs = await listCvs(loadConfig(workspaceTexts(flags)).values, {
      where: parseWhere(flags.where ?? []),
      allRevisions: flags['all-revisions'],
      limit: flags.limit,
      after: flags.after,
      blind: flags.blind,
    });
    this.log(renderCvs(cvs));
    return cvs;
  }
}
