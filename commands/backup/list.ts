import { Args } from '@oclif/core';
import { listBackups, renderBackups } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class BackupList extends BaseCommand {
  static override summary = 'List the backups in a folder, oldest first';
  static override examples = ['<%= config.bin %> backup list /mnt/backups/cvmatch'];
  static override args = { folder: Args.string({ description: 'folder of the backups', required: true }) };

  async run(): ReturnType<typeof listBackups> {
    const { args } = await this.parse(BackupList);
    const backups = await listBackups(args.folder);
    this.log(renderBackups(backups));
    return backups;
  }
}
