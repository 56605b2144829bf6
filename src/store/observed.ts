import type { Registry, Store } from './port/index.js';

/**
 * Called for each call to the store: `repository.method`, milliseconds including waits for the lock, and result and
 * arguments for counting.
 */
export type QueryObserver = (query: string, ms: number, result: unknown, given: unknown[]) => void;

type Method = (...values: unknown[]) => Promise<unknown>;

/** The same store with every call of every repository timed, failed ones included. */
export function observedStore<S extends Store>(store: S, observe: QueryObserver): S {
  const repositories = new Map(
    repositoriesOf(store).map(([name, methods]) => [name, observedRepository(name, methods, observe)]),
  );
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value === 'function') return timed(String(name), value.bind(target) as Method, observe);
      return repositories.get(String(name)) ?? value;
    },
  });
}

/** Repositories by name, found in the store itself: properties that contain only functions. */
export function repositoriesOf(store: Store): [string, Record<string, Method>][] {
  return Object.entries(store as object).filter((entry): entry is [string, Record<string, Method>] =>
    holdsMethods(entry[1]),
  );
}

function holdsMethods(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.values(value);
  return members.length > 0 && members.every((member) => typeof member === 'function');
}

/** The methods of a repository, or of a queue, timed under `repository.method`. */
export function observedRepository<T extends object>(name: string, methods: T, observe: QueryObserver): T {
  const entries = Object.entries(methods).map(([method, body]) => [
    method,
    timed(`${name}.${method}`, body as Method, observe),
  ]);
  return Object.fromEntries(entries) as T;
}

function timed(query: string, method: Method, observe: QueryObserver): Method {
  return async (...values) => {
    const started = performance.now();
    let result: unknown;
    try {
      return (result = await method(...values));
    } finally {
      observe(query, performance.now() - started, result, values);
    }
  };
}

/** The same registry with its queries timed; unchanged if `observe` is missing. */
export function observedRegistry(registry: Registry, observe?: QueryObserver): Registry {
  if (observe === undefined) return registry;
  return {
    tenants: observedRepository('tenants', registry.tenants, observe),
    keys: observedRepository('keys', registry.keys, observe),
    alerts: observedRepository('alerts', registry.alerts, observe),
    processes: observedRepository('processes', registry.processes, observe),
    figures: observedRepository('figures', registry.figures, observe),
    quotas: registry.quotas === null ? null : observedRepository('quotas', registry.quotas, observe),
  };
}
