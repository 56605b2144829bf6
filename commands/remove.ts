import { Args } from '@oclif/core';
import { loadConfig, removeCvs } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';

export default class Remove extends BaseCommand {
  static override summary = 'Remove CVs and everything derived from them, leaving no trace of their text in the store';
  static override description =
    'Files on disk stay. An ingest of the folder would bring a CV back as long as its file is there.';
  static override examples = ['<%= config.bin %> remove ./cvs/old.pdf', '<%= config.bin %> remove 3fa4c1d09b2e --json'];
  static override strict = false;
  static override args = {
    cv: Args.string({
      required: true,
      description: 'path of a CV, or the first digits of its id (six or more); several may be given',
    }),
  };

  async run(): Promise<{ removed: string[] }> {
    const { argv, flags } = await this.parse(Remove);
    const removed = await removeCvs(loadConfig({ store: flags.store, tenant: flags.tenant }).values, argv as string[]);
    for (const cvId of removed) this.log(`removed ${cvId}`);
    return { removed };
  }
}
