import { CvmatchError } from '../errors.js';
import { cvPages } from '../store/pages.js';
import type { Store, WhereClause } from '../store/port/index.js';

/** The latest CV of the candidate with a label; null if there is none. `keyId`: among what this API key handed in. */
export async function cvLabelled(
  { cvs, audit }: Pick<Store, 'cvs' | 'audit'>,
  label: string,
  keyId: string | null = null,
): Promise<string | null> {
  const key = await audit.key();
  const where: WhereClause[] = keyId === null ? [] : [{ field: 'key', op: '=', value: keyId }];
  for await (const page of cvPages(cvs, { where }))
    for (const { cvId, candidateId } of page) if (key.label(candidateId) === label) return cvId;
  return null;
}

/** Conditions by which somebody could find out who a candidate is. */
const NAMING: ReadonlySet<string> = new Set(['name', 'path', 'label']);

/** @throws CvmatchError `bad_flag`. */
export function refuseNaming(fields: readonly string[]): void {
  if (fields.some((field) => NAMING.has(field)))
    throw new CvmatchError('bad_flag', 'in blind review nobody is searched by name, path or title', {
      hint: 'Use years, country, language, format, ingested or duplicate.',
    });
}
