import { FILE_STATES, type FileState } from '../../domain/index.js';
import type { StoreSummary } from '../port/index.js';
import type { Database } from './database.js';

/** Numbers that are kept by counts-schema.ts. */
type Counts = Pick<StoreSummary, 'candidates' | 'cvs' | 'passages' | 'files' | 'fingerprints'>;

export function countsOf(db: Database): Counts {
  const rows = db.sql('SELECT name, n FROM counts WHERE n <> 0 ORDER BY name').all() as { name: string; n: number }[];
  const of = (kind: string): [name: string, n: number][] =>
    rows.flatMap(({ name, n }) => (name.startsWith(`${kind} `) ? [[name.slice(kind.length + 1), n]] : []));
  const sum = (counted: [string, number][]): number => counted.reduce((all, [, n]) => all + n, 0);
  const cvs = sum(of('cvs'));
  const none = FILE_STATES.map((state): [string, number] => [state, 0]);
  return {
    // Each candidate has one latest CV.
    candidates: cvs - (rows.find(({ name }) => name === 'older')?.n ?? 0),
    cvs,
    passages: sum(of('passages')),
    files: Object.fromEntries([...none, ...of('files')]) as Record<FileState, number>,
    fingerprints: Object.fromEntries(of('cvs')),
  };
}
