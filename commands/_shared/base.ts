import { Command, Flags } from '@oclif/core';
import { CvmatchError } from '../../src/index.js';

/** What every command shares: `--json`, `--store`, errors as one sentence and a next step, exit codes by error code. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    store: Flags.string({ helpGroup: 'GLOBAL', description: 'workspace folder (default: the nearest .cvmatch/ upwards)', helpValue: 'DIR' }),
  };

  protected override async catch(error: Error & { exitCode?: number; oclif?: { exit?: number } }): Promise<unknown> {
    if (error instanceof CvmatchError) {
      if (this.jsonEnabled()) {
        this.logJson({ error: { code: error.code, message: error.message, hint: error.hint } });
      } else {
        this.logToStderr(`cvmatch: ${error.message}${error.hint === '' ? '' : `\n  ${error.hint}`}`);
      }
      return this.exit(error.exitCode);
    }
    return super.catch(error);
  }
}
