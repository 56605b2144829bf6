import { Args } from '@oclif/core';
import { loadConfig, renderCertificate, showCertificate, type SignedCertificate } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ErasuresShow extends BaseCommand {
  static override summary =
    'Show the certificate of a removal: what was looked for, where, and what nobody can vouch for';
  static override examples = [
    '<%= config.bin %> erasures show 4f2c1d0e-6d0b-4c3e-9a55-0f5b6c1f7a10',
    '<%= config.bin %> erasures show 4f2c1d0e-6d0b-4c3e-9a55-0f5b6c1f7a10 --json',
  ];
  static override args = {
    id: Args.string({ required: true, description: 'id of the removal, as `remove` and `erasures list` say it' }),
  };

  async run(): Promise<SignedCertificate> {
    const { args, flags } = await this.parse(ErasuresShow);
    const certificate = await showCertificate(loadConfig(workspaceTexts(flags)).values, args.id);
    this.log(renderCertificate(certificate));
    return certificate;
  }
}
