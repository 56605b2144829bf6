import type { AuditAction, AuditFact } from '../../domain/index.js';
import type { NewRetentionRule, Registry, RemovalTerms, Store } from '../port/index.js';

type Named<T> = { [K in keyof T]: T[K] extends (...given: never[]) => unknown ? K : never }[keyof T] & string;
/** What a call changed; null: nothing that is recorded. */
type Told<F> = F extends (...given: infer Given) => Promise<infer Result>
  ? (result: Result, ...given: Given) => Omit<AuditFact, 'detail'> | null
  : never;
type Changes<Parts> = {
  [Part in keyof Parts]?: { [Method in Named<Parts[Part]>]?: Told<Parts[Part][Method]> };
};

const did = (action: AuditAction, about: Partial<AuditFact> = {}): Omit<AuditFact, 'detail'> => ({ action, ...about });
const several = (action: AuditAction, count: number): Omit<AuditFact, 'detail'> | null =>
  count === 0 ? null : did(action, { count });

/**
 * What in a store is a change that is recorded, by repository and method. Each makes one transaction, whose result is that of
 * the call: the record is written in it. What is not here changes nothing that concerns a person (caches, leases, what is
 * computed from CVs), or is recorded by who asks for it.
 */
export const STORE_CHANGES: Changes<Store> = {
  intake: {
    open: (id, batch, files) =>
      batch.source === 'upload' && id === batch.id ? did('ingest', { count: files.length }) : null,
    commit: (files, results) => {
      const seen = new Set(results.flatMap(({ path, outcome }) => ('unchanged' in outcome ? path : [])));
      const read = files.filter(({ path }) => !seen.has(path));
      return read.length === 0
        ? null
        : did('ingest', { cvs: read.flatMap(({ cvId }) => cvId ?? []), count: read.length });
    },
    readmit: (changed, hash) => (changed ? did('ingest', { cvs: [hash] }) : null),
    prune: (cvs, paths) => (paths.length === 0 ? null : did('erase', { cvs, count: paths.length })),
  },
  cvs: {
    rectify: (changed, cvId) => (changed ? did('decide', { cvs: [cvId] }) : null),
    remove: (count, cvs) => (count === 0 ? null : did('erase', { cvs, count })),
  },
  jds: {
    add: ({ id }) => did('ingest', { jd: id }),
    remove: (removed, id) => (removed ? did('erase', { jd: id }) : null),
    release: (what, id) => (what === 'removed' || what === 'kept' ? did('erase', { jd: id }) : null),
  },
  decisions: {
    add: ({ added, decision: { cvId, jdHash } }) => (added ? did('decide', { cvs: [cvId], jd: jdHash }) : null),
    undo: ({ cvId, jdHash }) => did('decide', { cvs: [cvId], jd: jdHash }),
  },
  candidates: {
    merge: ({ sides }) => did('decide', { cvs: sides.map(({ cvId }) => cvId) }),
    split: ({ sides }) => did('decide', { cvs: sides.map(({ cvId }) => cvId) }),
    undo: (pair) => did('decide', { cvs: pair?.sides.map(({ cvId }) => cvId) ?? [] }),
  },
  retention: {
    set: ({ rule, before }) => (rule === before ? null : did('configure')),
    remove: (removed) => (removed === null ? null : did('configure')),
    erase: (count, _rule, cvs) => (count === null || count === 0 ? null : did('erase', { cvs, count })),
    hold: ({ cvs: count }, { cvIds }) => did('configure', { cvs: cvIds, count }),
    release: (released) => (released === null ? null : did('configure', { count: released.cvs })),
  },
  restrictions: {
    restrict: (_, cvId) => did('decide', { cvs: [cvId] }),
    lift: (changed, cvId) => (changed ? did('decide', { cvs: [cvId] }) : null),
  },
  tasks: {
    pause: (changed) => (changed ? did('configure') : null),
    resume: (changed) => (changed ? did('configure') : null),
    retry: (count) => several('configure', count),
    drop: (paths) => several('erase', paths.length),
  },
};

/** Whether one statement changed something: by the result of the call, or by the rows that it returned. */
const happened = (result: unknown): boolean =>
  Array.isArray(result) ? result.length > 0 : result !== null && result !== false;

/** The same of what belongs to no tenant. It is recorded in the log of `default`. */
export const REGISTRY_CHANGES: Changes<Pick<Registry, 'keys' | 'tenants'>> = {
  keys: {
    add: () => did('configure'),
    revoke: (result) => (happened(result) ? did('configure') : null),
  },
  tenants: {
    add: (result) => (happened(result) ? did('configure') : null),
    beginRemoval: (result) => (happened(result) ? did('erase') : null),
  },
};

/** Ids of keys and tenants say which one was meant; they are no personal data. */
const NAMED: Record<string, (given: unknown[]) => string> = {
  'keys.add': ([key]) => {
    const { id, tenant, scopes } = key as { id: string; tenant: string; scopes: string[] };
    return `${id} of ${tenant} for ${scopes.join(', ')}`;
  },
  'keys.revoke': ([tenant, id]) => `${String(id)} of ${String(tenant)}`,
  'tenants.add': ([id]) => String(id),
  'tenants.beginRemoval': ([id]) => String(id),
  'cvs.remove': ([, , terms]) => ((terms as RemovalTerms | undefined)?.held === 'remove' ? 'despite any hold' : ''),
  'retention.set': ([rule]) => {
    const { name, of, afterDays, warnDays } = rule as NewRetentionRule;
    return `${name}: ${of} after ${afterDays} d, warning ${warnDays} d`;
  },
  'retention.remove': ([name]) => String(name),
  'retention.erase': ([name]) => String(name),
  'retention.hold': ([hold]) => (hold as { id: string }).id,
  'retention.release': ([id]) => String(id),
  'decisions.add': ([decision]) => (decision as { decision: string }).decision,
};

/** What a call that has just succeeded is recorded as. */
export function factOf(
  changes: Changes<Store> | typeof REGISTRY_CHANGES,
  [part, method]: readonly [string, string],
  result: unknown,
  given: unknown[],
): AuditFact | null {
  type Any = Record<string, Record<string, (result: unknown, ...given: unknown[]) => Omit<AuditFact, 'detail'> | null>>;
  const fact = (changes as Any)[part]?.[method]?.(result, ...given) ?? null;
  const name = `${part}.${method}`;
  return fact === null ? null : { ...fact, detail: [name, NAMED[name]?.(given)].filter(Boolean).join(' ') };
}
