import { Flags } from '@oclif/core';
import { EXIT, examine, examineDeep, loadConfig, renderChecks, type DeepCheck } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';

export default class Doctor extends BaseCommand {
  static override summary = 'Check that everything cvmatch needs works here, and say what to do where it does not';
  static override description =
    'Looks at Node.js, the native parts, model, vocabulary, store and OCR tools. Exit code 1 when something ' +
    'needed fails; what is optional never fails.';
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --deep',
    '<%= config.bin %> doctor --json',
  ];
  static override flags = {
    deep: Flags.boolean({
      description:
        'also read every page, record and original of all tenants, and name the pages that nothing vouches for',
    }),
  };

  async run(): Promise<{ ok: boolean; checks: DeepCheck[] }> {
    const { flags } = await this.parse(Doctor);
    const config = loadConfig(workspaceTexts(flags)).values;
    // The store is opened, and so written to, only after its pages were read.
    const deep = flags.deep ? await examineDeep(config) : [];
    const checks = [...(await examine(config)), ...deep];
    this.log(renderChecks(checks));
    const ok = checks.every((check) => check.status !== 'failed');
    if (!ok) process.exitCode = EXIT.failed;
    return { ok, checks };
  }
}
