import { Flags } from '@oclif/core';
import { listCertificates, loadConfig, renderCertificates, type CertificateList } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ErasuresList extends BaseCommand {
  static override summary = 'List the certificates of what was removed, the newest first';
  static override description =
    'A removal gets its certificate when it has ended: no file of the store holds a trace of it. What has not ended is shown by `cvmatch status`.';
  static override examples = [
    '<%= config.bin %> erasures list',
    '<%= config.bin %> erasures list --tenant berlin --json',
  ];
  static override flags = {
    after: Flags.string({ helpValue: 'ID', description: 'those before this certificate, as the page before said' }),
    limit: Flags.integer({ min: 1, max: 1000, default: 50, description: 'at most so many' }),
  };

  async run(): Promise<CertificateList> {
    const { flags } = await this.parse(ErasuresList);
    const { after, limit } = flags;
    const list = await listCertificates(loadConfig(workspaceTexts(flags)).values, { after, limit });
    this.log(renderCertificates(list));
    return list;
  }
}
