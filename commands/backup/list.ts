import { Args } from '@oclif/core';
import { listBackups, renderBackups } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class BackupList extends BaseCommand {
  static override summary = 'List the backups in a folder or a bucket, oldest first';
  static override examples = ['<%= config.bin %> backup list /mnt/backups/cvmatch'];
  static override args = {
    place: Args.string({ description: 'folder of the backups, or s3://BUCKET/PREFIX', required: true }),
  };

  async run(): ReturnType<typeof listBackups> {
    const { args } = await this.parse(BackupList);
    const backups = await listBackups(args.place);
    this.log(renderBackups(backups));
    return backups;
  }
}
