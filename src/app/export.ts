import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Config } from '../config/config.js';
import { outputError } from '../files/output.js';
import { openWorkspace } from '../open.js';
import {
  profileCsvHeader,
  profileCsvRow,
  profileJsonLine,
  type ExportedCv,
  type ExportFormat,
} from '../report/cv/profile-rows.js';
import type { Cvs, WhereClause } from '../store/port/index.js';

const PAGE = 200;

export interface ExportOptions {
  format: ExportFormat;
  /** A file; default stdout. */
  output?: string;
  where?: WhereClause[];
  allRevisions?: boolean;
}

/**
 * Writes all profiles in the order of ingest, one at a time, as fast as the reader takes them. Returns their number.
 */
export async function exportProfiles(config: Config, options: ExportOptions): Promise<{ profiles: number }> {
  const workspace = await openWorkspace(config);
  try {
    // Before the first is written: how far the reader gets is not known.
    await workspace.store.audit.note([
      { action: 'export', detail: 'export', count: (await workspace.store.summary()).cvs },
    ]);
    if (options.output === undefined) return { profiles: await writeAll(workspace.store.cvs, process.stdout, options) };
    const out = await createFile(options.output);
    const written = await writeAll(workspace.store.cvs, out, options);
    out.end();
    await finished(out).catch((cause: unknown) => {
      throw outputError(options.output ?? 'stdout', cause);
    });
    return { profiles: written };
  } finally {
    await workspace.close();
  }
}

async function createFile(file: string): Promise<NodeJS.WritableStream> {
  const out = createWriteStream(file);
  try {
    await once(out, 'open');
    return out;
  } catch (cause) {
    throw outputError(file, cause);
  }
}

async function writeAll(cvs: Cvs, out: NodeJS.WritableStream, options: ExportOptions): Promise<number> {
  // A reader that stops early ("| head") is no failure; the rest need not be written.
  let broken: Error | null = null;
  const onError = (error: Error): void => {
    broken = error;
  };
  const failed = (): boolean => broken !== null;
  out.on('error', onError);
  let written = 0;
  try {
    if (options.format === 'csv') out.write(`${profileCsvHeader}\r\n`);
    for await (const cv of profiles(cvs, options)) {
      if (failed()) break;
      const row = options.format === 'csv' ? `${profileCsvRow(cv)}\r\n` : `${profileJsonLine(cv)}\n`;
      if (!out.write(row)) await Promise.race([once(out, 'drain'), once(out, 'close')]).catch(onError);
      written += 1;
    }
  } finally {
    out.off('error', onError);
  }
  if (failed() && !isGone(broken)) throw outputError(options.output ?? 'stdout', broken);
  return written;
}

function isGone(error: Error | null): boolean {
  return error !== null && (error as NodeJS.ErrnoException).code === 'EPIPE';
}

async function* profiles(cvs: Cvs, { where, allRevisions }: ExportOptions): AsyncGenerator<ExportedCv> {
  let after: string | undefined;
  for (;;) {
    const page = await cvs.list({ where, allRevisions, limit: PAGE, after });
    for (const summary of page) {
      const record = await cvs.get(summary.cvId);
      if (record !== null) yield record;
    }
    if (page.length < PAGE) return;
    after = page.at(-1)!.cvId;
  }
}
