import { EXIT, examine, loadConfig, renderChecks, type Check } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';

export default class Doctor extends BaseCommand {
  static override summary = 'Check that everything cvmatch needs works here, and say what to do where it does not';
  static override description =
    'Looks at Node.js, the native parts, model, vocabulary, store and OCR tools. Exit code 1 when something ' +
    'needed fails; what is optional never fails.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];

  async run(): Promise<{ ok: boolean; checks: Check[] }> {
    const { flags } = await this.parse(Doctor);
    const checks = await examine(loadConfig(workspaceTexts(flags)).values);
    this.log(renderChecks(checks));
    const ok = checks.every((check) => check.status !== 'failed');
    if (!ok) process.exitCode = EXIT.failed;
    return { ok, checks };
  }
}
