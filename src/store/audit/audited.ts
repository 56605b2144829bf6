import type { AuditFact } from '../../domain/index.js';
import type { Registry, Store } from '../port/index.js';
import { endingWith } from './acting.js';
import { factOf, REGISTRY_CHANGES, STORE_CHANGES } from './changes.js';

/** Writes records in a transaction of the adapter: `transaction` is what the adapter gave to the ending. */
export type Append = (facts: AuditFact[], transaction: unknown) => unknown;

type Method = (...given: unknown[]) => unknown;
type Parts = Record<string, Record<string, Method>>;

/** The same store, whose changes are recorded in the transactions that make them. */
export function auditedStore<S extends Store>(store: S, append: Append): S {
  return audited(store, STORE_CHANGES, append);
}

/** The same for what belongs to no tenant. */
export function auditedRegistry(registry: Registry, append: Append): Registry {
  return audited(registry, REGISTRY_CHANGES, append);
}

function audited<T extends object>(
  whole: T,
  changes: typeof STORE_CHANGES | typeof REGISTRY_CHANGES,
  append: Append,
): T {
  const parts = whole as unknown as Parts;
  const recorded = Object.entries(changes).map(([part, methods]) => {
    const own = Object.keys(methods as object).map((method) => {
      const call = parts[part]![method]!.bind(parts[part]);
      const recording = (...given: unknown[]): unknown =>
        endingWith(
          (result, transaction) => {
            const fact = factOf(changes, [part, method], result, given);
            return fact === null ? undefined : append([fact], transaction);
          },
          () => call(...given),
        );
      return [method, recording] as const;
    });
    return [part, { ...parts[part], ...Object.fromEntries(own) }] as const;
  });
  return { ...whole, ...Object.fromEntries(recorded) };
}
