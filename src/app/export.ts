import { blinderFor, refuseNaming } from '../blind/index.js';
import type { Config } from '../config/config.js';
import { writeRows } from '../files/write-rows.js';
import { openWorkspace, type Workspace } from '../open.js';
import {
  profileCsvHeader,
  profileCsvRow,
  profileJsonLine,
  type ExportedCv,
  type ExportFormat,
} from '../report/cv/profile-rows.js';
import { cvPages } from '../store/pages.js';
import type { WhereClause } from '../store/port/index.js';

export interface ExportOptions {
  format: ExportFormat;
  /** A file; default stdout. */
  output?: string;
  where?: WhereClause[];
  allRevisions?: boolean;
  /** Without what says who the people are. */
  blind?: boolean;
}

/**
 * Writes all profiles in the order of ingest, one at a time, as fast as the reader takes them. Returns their number.
 */
export async function exportProfiles(config: Config, options: ExportOptions): Promise<{ profiles: number }> {
  if (options.blind === true) refuseNaming((options.where ?? []).map(({ field }) => field));
  const workspace = await openWorkspace(config);
  try {
    // Before the first is written: how far the reader gets is not known.
    await workspace.store.audit.note([
      { action: 'export', detail: 'export', count: (await workspace.store.summary()).cvs },
    ]);
    const isCsv = options.format === 'csv';
    const to = { output: options.output, head: isCsv ? `${profileCsvHeader}\r\n` : undefined };
    const rowOf = isCsv ? profileCsvRow : profileJsonLine;
    return { profiles: await writeRows(to, rowsOf(workspace, options, rowOf, isCsv ? '\r\n' : '\n')) };
  } finally {
    await workspace.close();
  }
}

async function* rowsOf(
  workspace: Workspace,
  { where, allRevisions, blind }: ExportOptions,
  rowOf: (cv: ExportedCv) => string,
  end: string,
): AsyncGenerator<string> {
  const { store } = workspace;
  const blinder = blind === true ? await blinderFor(workspace) : null;
  for await (const page of cvPages(store.cvs, { where, allRevisions }))
    for (const { cvId } of page) {
      const record = await store.cvs.get(cvId);
      if (record !== null) yield rowOf((await blinder?.cv(record)) ?? record) + end;
    }
}
