import { loadConfig, serveAssistant } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { interruptSignal } from './_shared/interrupt.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

const { embedder, model } = settingFlags;

export default class Mcp extends BaseCommand {
  static override enableJsonFlag = false;
  static override summary = 'Let an assistant rank and read CVs: a Model Context Protocol server on stdin and stdout';
  static override description =
    'Started by the assistant, not by hand: it offers the tools match, show and status, which only read the ' +
    'store. It ends when stdin ends. Whatever model the assistant uses sees what the tools give, personal data ' +
    'included, unless it is started with --blind.';
  static override examples = ['<%= config.bin %> mcp', '<%= config.bin %> mcp --store /srv/cvs/.cvmatch'];
  static override flags = { embedder, model, blind: blindFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(Mcp);
    await serveAssistant(loadConfig(settingTexts(flags)).values, {
      version: this.config.version,
      blind: flags.blind,
      signal: interruptSignal(),
      onError: (error) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        for (const line of text.split('\n')) this.logToStderr(line);
      },
    });
  }
}
