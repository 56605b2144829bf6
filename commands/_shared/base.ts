import { Command, Flags } from '@oclif/core';
import { plain, type CvmatchError } from '../../src/index.js';
import { refusalOf } from './refusal.js';

/**
 * What all commands have in common: `--json`, `--store`, `--tenant`, errors as one sentence with a next step, and an
 * exit code for each error code.
 */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    store: Flags.string({
      helpGroup: 'GLOBAL',
      description: 'workspace folder, or its file: URL (default: the nearest .cvmatch/ upwards)',
      helpValue: 'DIR',
    }),
    tenant: Flags.string({
      helpGroup: 'GLOBAL',
      description: 'whose data to work on (default: default)',
      helpValue: 'ID',
    }),
  };

  protected override async catch(error: Error & { exitCode?: number; oclif?: { exit?: number } }): Promise<unknown> {
    const flags = Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags });
    const refusal = refusalOf(error, { id: this.id ?? '', flags });
    return refusal === null ? super.catch(error) : this.refuse(refusal);
  }

  private refuse({ code, message, hint, exitCode }: CvmatchError): never {
    if (this.jsonEnabled()) this.logJson({ error: { code, message, hint } });
    else {
      this.logToStderr(`cvmatch: ${message}`);
      if (hint !== '') this.logToStderr(`  ${hint}`);
    }
    return this.exit(exitCode);
  }

  /** Always one line, so that a name with a line break cannot forge a second message. */
  override logToStderr(line = ''): void {
    super.logToStderr(plain(line));
  }
}
