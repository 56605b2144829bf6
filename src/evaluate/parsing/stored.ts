import { setImmediate as yieldNow } from 'node:timers/promises';
import { evaluateCvs, type ParsingReport } from './parsing.js';
import { failure, ok } from '../../domain/index.js';
import type { Cvs } from '../../store/port/index.js';

/** What `evaluate parsing` says without labels, of profiles that are in the store. */
export interface ParsingQuality extends Omit<ParsingReport, 'fields' | 'unread'> {
  /** CVs in the store, of which the newest `documents` were looked at. */
  of: number;
}

/** Rows of a listing that are read in one go, so that the event loop is not held. */
const PAGE = 500;

/** Looks at the newest `limit` profiles, one at a time. */
export async function parsingQuality(cvs: Cvs, limit: number): Promise<ParsingQuality> {
  const { ids, of } = await newest(cvs, limit);
  const { report } = await evaluateCvs(
    ids.map((id) => ({ id, file: id, labels: { sets: {} } })),
    async ({ id }) => {
      await yieldNow();
      const cv = await cvs.get(id);
      // Removed since it was listed.
      if (cv === null) return failure('file_vanished', 'it is no longer in the store');
      // The checks look at the profile alone; texts of all of them would fill the memory.
      return ok({ document: { ...cv.document, text: '', lines: [] }, profile: cv.profile });
    },
    { width: 1 },
  );
  const { fields: _fields, unread: _unread, ...quality } = report;
  return { of, ...quality };
}

async function newest(cvs: Cvs, limit: number): Promise<{ ids: string[]; of: number }> {
  let ids: string[] = [];
  let of = 0;
  let after: number | undefined;
  for (;;) {
    const page = await cvs.list({ limit: PAGE, after });
    of += page.length;
    ids = [...ids, ...page.map((cv) => cv.cvId)].slice(-limit);
    const last = page.length < PAGE ? null : await cvs.position(page.at(-1)!.cvId);
    if (last === null) return { ids, of };
    after = last;
    await yieldNow();
  }
}
