import { Flags } from '@oclif/core';
import {
  EXIT,
  loadConfig,
  move,
  moveProblems,
  planMove,
  renderMove,
  renderMovePlan,
  type MovePlan,
  type MoveReport,
} from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';
import { stoppable } from './_shared/stoppable.js';

export default class Move extends BaseCommand {
  static override summary = 'Copy the store to another place, a database server or a folder, and compare every row';
  static override description =
    'All tenants, keys, decisions and files come along, under the same ids. What is moved is the store of --store and ' +
    'CVMATCH_FILES; it is left as it is, and nobody can write to it meanwhile. The other place must be empty, and cannot ' +
    'be used until every row and file there is the same. If stopped, the next call goes on. docs/move.md.';
  static override examples = [
    '<%= config.bin %> move --to postgres://db/cvmatch --dry-run',
    '<%= config.bin %> move --to postgres://db/cvmatch --files s3://cvs',
    'CVMATCH_STORE=postgres://db/cvmatch <%= config.bin %> move --to ./folder --files none',
  ];
  static override flags = {
    to: Flags.string({ helpValue: 'DIR|URL', description: 'where to: a folder, or a database', required: true }),
    files: Flags.string({
      helpValue: 'DIR|URL',
      description: 'where originals and uploads go (default: where the setting files says)',
    }),
    'dry-run': Flags.boolean({ description: 'only say what would be moved, and whether it can be' }),
    restart: Flags.boolean({ description: 'remove what a move that was stopped wrote there, and begin anew' }),
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar' }),
  };

  async run(): Promise<MoveReport | MovePlan> {
    const { flags } = await this.parse(Move);
    const config = loadConfig(workspaceTexts(flags)).values;
    const quiet = flags.quiet || this.jsonEnabled();
    const stopped = 'Stopped. Run the same command again to go on.';
    const done = await stoppable(this, { unit: 'rows', quiet, stopped }, async (given) =>
      flags['dry-run']
        ? { plan: await planMove(config, { ...flags, ...given }) }
        : { report: await move(config, { ...flags, ...given }) },
    );
    if (done.plan === undefined) return this.end(done.report);
    this.log(renderMovePlan(done.plan));
    return done.plan;
  }

  private end(report: MoveReport): MoveReport {
    this.log(renderMove(report));
    for (const problem of moveProblems(report)) this.logToStderr(problem);
    if (!report.complete) process.exitCode = EXIT.failed;
    else if (report.files.damaged.length > 0) process.exitCode = EXIT.partial;
    return report;
  }
}
