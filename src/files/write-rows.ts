import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { outputError } from './output.js';

export interface RowsOutput {
  /** A file; default stdout. */
  output?: string;
  /** Of a file that is made. */
  mode?: number;
  /** Written first, and not counted. */
  head?: string;
}

/**
 * Writes rows one at a time, as fast as the reader takes them; returns their number. A reader of stdout that stops early
 * ("| head") is no failure, and the rest is not asked for. @throws as `outputError` gives.
 */
export async function writeRows(to: RowsOutput, rows: AsyncIterable<string>): Promise<number> {
  const { output } = to;
  if (output === undefined) return writeAll(process.stdout, to, rows);
  const out = await createFile(output, to.mode);
  const written = await writeAll(out, to, rows);
  out.end();
  await finished(out).catch((cause: unknown) => {
    throw outputError(output, cause);
  });
  return written;
}

async function createFile(file: string, mode?: number): Promise<NodeJS.WritableStream> {
  const out = createWriteStream(file, { mode });
  try {
    await once(out, 'open');
    return out;
  } catch (cause) {
    throw outputError(file, cause);
  }
}

async function writeAll(
  out: NodeJS.WritableStream,
  { output = 'stdout', head }: RowsOutput,
  rows: AsyncIterable<string>,
): Promise<number> {
  let broken: Error | null = null;
  const onError = (error: Error): void => {
    broken = error;
  };
  const failed = (): boolean => broken !== null;
  out.on('error', onError);
  let written = 0;
  try {
    if (head !== undefined) out.write(head);
    for await (const row of rows) {
      if (failed()) break;
      if (!out.write(row)) await Promise.race([once(out, 'drain'), once(out, 'close')]).catch(onError);
      written += 1;
    }
  } finally {
    out.off('error', onError);
  }
  if (failed() && !isGone(broken)) throw outputError(output, broken);
  return written;
}

function isGone(error: Error | null): boolean {
  return error !== null && (error as NodeJS.ErrnoException).code === 'EPIPE';
}
