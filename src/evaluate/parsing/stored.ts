import { setImmediate as yieldNow } from 'node:timers/promises';
import { evaluateCvs, type ParsingReport } from './parsing.js';
import { failure, ok } from '../../domain/index.js';
import type { Cvs, Position } from '../../store/port/index.js';

/** What `evaluate parsing` reports on stored profiles, without labels. */
export interface ParsingQuality extends Omit<ParsingReport, 'fields' | 'unread'> {
  /** CVs in the store; the newest `documents` of them were examined. */
  of: number;
}

/** Rows of a listing read at once, few enough not to block the event loop. */
const PAGE = 500;

/** Examines the newest `limit` profiles, one at a time. */
export async function parsingQuality(cvs: Cvs, limit: number): Promise<ParsingQuality> {
  const { ids, of } = await newest(cvs, limit);
  const { report } = await evaluateCvs(
    ids.map((id) => ({ id, file: id, labels: { sets: {} } })),
    async ({ id }) => {
      await yieldNow();
      const cv = await cvs.get(id);
      // Removed after it was listed.
      if (cv === null) return failure('file_vanished', 'it is no longer in the store');
      // The checks need the profile alone; keeping all texts would fill the memory.
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
  let after: Position | undefined;
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
