import { Flags } from '@oclif/core';
import { EXPORT_FORMATS, exportProfiles, loadConfig, parseWhere } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { workspaceTexts } from './_shared/settings.js';

export default class Export extends BaseCommand {
  static override summary = 'Write all profiles in the store as JSON Lines or CSV';
  static override description =
    'One line per candidate (the latest revision), in the order of ingest. jsonl holds whole profiles with ' +
    'confidences and spans; csv one row with the main fields, safe to open in a spreadsheet. Contact details ' +
    'are in both, unless it is --blind: keep the file as private as the CVs.';
  static override examples = [
    '<%= config.bin %> export > profiles.jsonl',
    '<%= config.bin %> export --format csv --output profiles.csv',
    '<%= config.bin %> export --where "years>=5" | head -3',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    format: Flags.option({ options: EXPORT_FORMATS, default: 'jsonl', description: 'jsonl or csv' })(),
    output: Flags.string({ char: 'o', helpValue: 'FILE', description: 'write to a file instead of stdout' }),
    where: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CONDITION',
      description: 'only CVs that meet this condition, e.g. country=DE, years>=5; may be repeated',
    }),
    blind: blindFlag,
    'all-revisions': Flags.boolean({ description: 'every revision of a candidate, not only the latest' }),
  };

  async run(): Promise<{ profiles: number }> {
    const { flags } = await this.parse(Export);
    const result = await exportProfiles(loadConfig(workspaceTexts(flags)).values, {
      format: flags.format,
      output: flags.output,
      where: parseWhere(flags.where ?? []),
      allRevisions: flags['all-revisions'],
      blind: flags.blind,
    });
    if (flags.output !== undefined) this.logToStderr(`cvmatch: ${result.profiles} profiles written to ${flags.output}`);
    return result;
  }
}
