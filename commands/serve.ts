import { Flags } from '@oclif/core';
import { loadConfig, serve, type Listening } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { placeFlags, settingFlags, settingTexts } from './_shared/settings.js';

export default class Serve extends BaseCommand {
  static override summary = 'Run the service: HTTP API, dashboard, workers, schedule';
  static override description = `Uploads are answered at once and processed in the background; commands can use the same store at the same time. Bound to loopback it asks for no key; elsewhere every request needs one (see keys add). Stops on SIGINT and SIGTERM without losing anything.

A process does all of it, or with --role one part beside others on the same store: api answers requests, worker processes uploads (as cvmatch worker does), scheduler runs the periodic tasks (of several one does, and another follows when it ends).

With --json it prints one line with its address as soon as it listens (null for a role that answers no requests).`;
  static override examples = [
    '<%= config.bin %> serve',
    '<%= config.bin %> serve --port 0 --json',
    '<%= config.bin %> serve --host 0.0.0.0 --workers 2',
    '<%= config.bin %> serve --role api',
  ];
  static override flags = {
    port: Flags.string({ helpValue: 'N', description: 'port to listen on, 0 for any free one (default: 8080)' }),
    host: Flags.string({ helpValue: 'ADDRESS', description: 'address to listen on (default: 127.0.0.1)' }),
    role: Flags.string({
      helpValue: 'ROLE',
      description: 'what this process does: all, api, worker or scheduler (default: all)',
    }),
    workers: Flags.string({ helpValue: 'N', description: 'workers inside the service, 0 for none (default: 1)' }),
    ...placeFlags,
    ...settingFlags,
  };

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Serve);
    const { port, host, role, workers } = flags;
    const config = loadConfig({ ...settingTexts(flags), port, host, role, workers }).values;
    await serve(config, {
      version: this.config.version,
      signal: interruptSignal(),
      onListening: (listening) => {
        if (this.jsonEnabled()) process.stdout.write(`${JSON.stringify(listening)}\n`);
        else this.logToStderr(startedText(listening));
      },
    });
  }
}

function startedText({ url, role, folder }: Listening): string {
  if (url !== null) return `cvmatch serves ${folder} at ${url}`;
  return role === 'worker' ? `cvmatch works on ${folder}` : `cvmatch keeps the schedule of ${folder}`;
}
