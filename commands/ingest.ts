import { Args, Flags } from '@oclif/core';
import {
  CvmatchError,
  EXIT,
  ingest,
  loadConfig,
  planIngest,
  renderIngest,
  renderPlan,
  watch,
  type Config,
  type DryRun,
  type IngestReport,
  type IntakeRequest,
} from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { ingestJson, type IngestJson } from './_shared/ingest-json.js';
import { openProgress } from './_shared/progress.js';
import { settingFlags, settingTexts } from './_shared/settings.js';
import { pathsFromStdin } from './_shared/stdin.js';

export default class Ingest extends BaseCommand {
  static override summary = 'Bring CVs into the store: files, folders with everything in them, globs';
  static override description = `Reads PDF, DOCX, DOC, ODT, RTF, TXT, Markdown, HTML, MHTML, JSON Resume and Europass XML by content, never by extension; ZIP archives and e-mails are treated like folders. Every file ends in one state with a reason. Run again, unchanged files cost no work; if stopped or killed, the next run continues.

Exit code 3 when some file handed in, an unchanged one included, is neither ready nor a duplicate, or what --prune removed is not gone from the disk yet.`;
  static override examples = [
    '<%= config.bin %> ingest ./cvs',
    '<%= config.bin %> ingest "inbox/**/*.pdf" --duplicates skip --json',
    'find . -name "*.docx" | <%= config.bin %> ingest -',
    '<%= config.bin %> ingest ./cvs --watch --prune',
  ];
  static override strict = false;
  static override args = {
    paths: Args.string({ required: true, description: 'files, folders or globs; - for a list of paths on stdin' }),
  };
  static override flags = {
    ...settingFlags,
    prune: Flags.boolean({ description: 'remove CVs whose files are gone from the given folders' }),
    again: Flags.boolean({
      description:
        'take in also files whose CV was removed on request (state erased), e.g. because the person agreed again',
    }),
    follow: Flags.boolean({ description: 'follow symbolic links that lead out of the given folders' }),
    watch: Flags.boolean({
      description: 'keep ingesting files that appear or change, until stopped',
      exclusive: ['json', 'dry-run'],
    }),
    keep: Flags.boolean({
      allowNo: true,
      description: 'keep a copy of the files as they are, not only their paths (setting keepOriginals=all)',
    }),
    'dry-run': Flags.boolean({ description: 'show what would be done, without doing it' }),
    'as-of': Flags.string({
      helpValue: 'YYYY-MM-DD',
      description: 'the day that "present" in a CV means (default: the document\'s date)',
    }),
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar and no summary table' }),
  };

  async run(): Promise<IngestJson | DryRun | undefined> {
    const { argv, flags } = await this.parse(Ingest);
    const config = loadConfig({ ...settingTexts(flags), ...keepText(flags.keep) }).values;
    const paths = argv as string[];
    const request: IntakeRequest = {
      inputs: paths.filter((path) => path !== '-'),
      list: paths.includes('-') ? await pathsFromStdin() : [],
      asOf: dateOf(flags['as-of']),
      follow: flags.follow,
      prune: flags.prune,
      again: flags.again,
    };
    if (flags['dry-run']) return this.plan(config, request, flags.quiet);
    if (flags.watch) return this.watch(config, request, flags.quiet);
    return this.ingest(config, request, flags.quiet);
  }

  private async plan(config: Config, request: IntakeRequest, quiet: boolean): Promise<DryRun> {
    const plan = await planIngest(config, request);
    if (!quiet) this.log(renderPlan(plan));
    return plan;
  }

  private async ingest(config: Config, request: IntakeRequest, quiet: boolean): Promise<IngestJson> {
    const signal = interruptSignal();
    const progress = await openProgress('CVs', quiet || this.jsonEnabled());
    try {
      const report = await ingest(config, {
        ...request,
        signal,
        onProgress: ({ done, total, failed }) => {
          progress.update(done, total, failed);
        },
      });
      progress.stop();
      return this.end(report, quiet, signal);
    } finally {
      progress.stop();
    }
  }

  private async watch(config: Config, request: IntakeRequest, quiet: boolean): Promise<undefined> {
    const signal = interruptSignal();
    const onReport = (report: IngestReport): void => {
      if (!quiet && report.counts.received > 0) this.log(renderIngest(report));
    };
    if (!quiet) this.logToStderr('Watching; stop with Ctrl-C.');
    await watch(config, { ...request, signal, onReport });
    process.exitCode = EXIT.interrupted;
    return undefined;
  }

  private end(report: IngestReport, quiet: boolean, signal: AbortSignal): IngestJson {
    if (!quiet) this.log(renderIngest(report));
    return ingestJson(report, signal, (line) => {
      this.logToStderr(line);
    });
  }
}

/** Without the flag the setting decides. */
function keepText(keep: boolean | undefined): { keepOriginals?: string } {
  return keep === undefined ? {} : { keepOriginals: keep ? 'all' : 'uploads' };
}

function dateOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new CvmatchError('bad_flag', `--as-of is "${text}"`, { hint: 'It must be a date such as 2026-01-31.' });
  return text;
}
