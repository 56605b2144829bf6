import { once } from 'node:events';
import path from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { CvmatchError } from '../../../errors.js';
import { placeOf } from '../errors.js';

/** Programs that come with PostgreSQL. */
export type Tool = 'pg_dump' | 'pg_restore';

/** Characters of what a program says that are looked at. */
const SAID_MOST = 20_000;

/**
 * Major version of a program. `folder`: where it lies; null: it is found by PATH. @throws CvmatchError `tool_missing` if it is not
 * there, or older than `atLeast`.
 */
export async function requireTool(folder: string | null, tool: Tool, atLeast: number): Promise<number> {
  const { stdout, failed } = await execa(fileOf(folder, tool), ['--version'], { timeout: 10_000, reject: false });
  const version = Number(/\)\s+(\d+)/.exec(stdout)?.[1] ?? NaN);
  const hint = `Install the client programs of PostgreSQL ${atLeast} (Debian: postgresql-client-${atLeast}), and name their folder with the setting postgresTools if PATH does not.`;
  if (failed || Number.isNaN(version))
    throw new CvmatchError('tool_missing', `a backup of a store on PostgreSQL needs ${tool}, which is not here`, {
      hint,
    });
  if (version >= atLeast) return version;
  throw new CvmatchError('tool_missing', `${tool} is of PostgreSQL ${version}, and ${atLeast} is needed`, { hint });
}

function fileOf(folder: string | null, tool: Tool): string {
  return folder === null ? tool : path.join(folder, tool);
}

interface Running {
  folder: string | null;
  tool: Tool;
  /** URL of the database. */
  url: string;
  args: string[];
  /** Settings of the session, for PGOPTIONS. */
  options?: string;
}

const STREAMED = { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe', buffer: false, reject: false } as const;

/** A program at work on a database. The password is in no list of processes. */
class Program {
  private said = '';

  private constructor(
    private readonly child: ResultPromise<typeof STREAMED>,
    private readonly tool: Tool,
    private readonly where: string,
  ) {
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.said = (this.said + text).slice(-SAID_MOST)));
  }

  static start({ folder, tool, url, args, options }: Running): Program {
    const { bare, password } = withoutPassword(url);
    const env = {
      PGAPPNAME: 'cvmatch backup',
      ...(password === null ? {} : { PGPASSWORD: password }),
      ...(options === undefined ? {} : { PGOPTIONS: options }),
    };
    const given = [...args, '--no-password', `--dbname=${bare}`];
    return new Program(execa(fileOf(folder, tool), given, { ...STREAMED, env }), tool, placeOf(url));
  }

  get input(): NodeJS.WritableStream {
    return this.child.stdin;
  }

  get output(): AsyncIterable<Uint8Array> {
    return this.child.stdout;
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }

  /** @throws CvmatchError `store_unreachable`, `store_corrupt`, as the program says; what it quotes is told to nobody. */
  async end(): Promise<void> {
    const { failed, exitCode } = await this.child;
    if (!failed) return;
    const why = REASONS.find(([pattern]) => pattern.test(this.said))?.[1] ?? `it ended with ${exitCode ?? 'a signal'}`;
    throw new CvmatchError('store_unreachable', `${this.tool} could not work on ${this.where}: ${why}`, {
      cause: new Error(codesIn(this.said)),
      hint: 'Run this again; if that does not help, run the program by hand: it says more (docs/backup.md).',
    });
  }
}

const REASONS: [RegExp, string][] = [
  [/server version mismatch|unsupported version/i, 'it is older than the server or the dump'],
  [/unsupported startup parameter/i, 'a pooler is between: name the server itself'],
  [/row-level security/i, 'its user may not read all rows'],
  [/permission denied|must be owner/i, 'its user may not do that'],
  [/password authentication|no password supplied|pg_hba/i, 'its user was not let in'],
  [/could not connect|connection to server/i, 'the server does not answer'],
  [/relation .* does not exist/i, 'a table went meanwhile'],
  [/no space left|disk full|could not extend/i, 'no space is left on the server'],
  [/canceling statement|terminating connection/i, 'it was interrupted'],
];

/** Lines without what may be of a row. */
function codesIn(said: string): string {
  const lines = said.split('\n').filter((line) => /^pg_(?:dump|restore): (?:error|warning)/.test(line));
  return lines.map((line) => line.replace(/DETAIL.*|COPY .*, line.*/, '').slice(0, 200)).join('\n');
}

function withoutPassword(text: string): { bare: string; password: string | null } {
  const url = new URL(text);
  const password = url.password === '' ? null : decodeURIComponent(url.password);
  url.password = '';
  // Ours, which the programs do not know.
  url.searchParams.delete('connections');
  return { bare: url.href, password };
}

/** What a program writes. It is stopped when nobody reads on. */
export async function* outputOf(running: Running): AsyncGenerator<Uint8Array> {
  const program = Program.start(running);
  let whole = false;
  try {
    program.input.end();
    yield* program.output;
    await program.end();
    whole = true;
  } finally {
    if (!whole) program.stop();
  }
}

/** Gives bytes to a program. @throws CvmatchError as `end`, or what reading the bytes throws. */
export async function feed(running: Running, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const program = Program.start(running);
  const { input } = program;
  // A program that has ended takes no more; why it did is told below.
  let isOpen = true;
  input.on('error', () => (isOpen = false));
  input.on('close', () => (isOpen = false));
  try {
    for await (const some of bytes) {
      if (!isOpen) break;
      if (!input.write(some)) await Promise.race([once(input, 'drain'), once(input, 'close')]).catch(() => undefined);
    }
    input.end();
  } catch (error) {
    program.stop();
    await program.end().catch(() => undefined);
    throw error;
  }
  await program.end();
}
