import { Flags } from '@oclif/core';
import { loadConfig, serve } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { placeFlags, settingFlags, settingTexts } from './_shared/settings.js';

export default class Serve extends BaseCommand {
  static override summary = 'Run the service: HTTP API, dashboard, workers, schedule';
  static override description = `Uploads are answered at once and processed in the background; commands can use the same store at the same time. Bound to loopback it asks for no key; elsewhere every request needs one (see keys add). Stops on SIGINT and SIGTERM without losing anything.

With --json it prints one line with its address as soon as it listens.`;
  static override examples = [
    '<%= config.bin %> serve',
    '<%= config.bin %> serve --port 0 --json',
    '<%= config.bin %> serve --host 0.0.0.0 --workers 2',
  ];
  static override flags = {
    port: Flags.string({ helpValue: 'N', description: 'port to listen on, 0 for any free one (default: 8080)' }),
    host: Flags.string({ helpValue: 'ADDRESS', description: 'address to listen on (default: 127.0.0.1)' }),
    workers: Flags.string({ helpValue: 'N', description: 'workers inside the service, 0 for none (default: 1)' }),
    ...placeFlags,
    ...settingFlags,
  };

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Serve);
    const { port, host, workers } = flags;
    const config = loadConfig({ ...settingTexts(flags), port, host, workers }).values;
    await serve(config, {
      version: this.config.version,
      signal: interruptSignal(),
      onListening: (listening) => {
        if (this.jsonEnabled()) process.stdout.write(`${JSON.stringify(listening)}\n`);
        else this.logToStderr(`cvmatch serves ${listening.folder} at ${listening.url}`);
      },
    });
  }
}
