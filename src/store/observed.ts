import type { Store } from './port/index.js';

/** Told of each call to the store: `room.method`, milliseconds with waits for the lock, what it gave and was given, to count it. */
export type QueryObserver = (query: string, ms: number, result: unknown, given: unknown[]) => void;

/** The same store; every call of every room is timed. One that throws is timed too. */
export function observedStore<S extends Store>(store: S, observe: QueryObserver): S {
  const rooms = new Map<PropertyKey, unknown>();
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value === 'function') return timed(String(name), value.bind(target) as Method, observe);
      if (typeof value !== 'object' || value === null || !ROOMS.has(name)) return value;
      if (!rooms.has(name)) rooms.set(name, observedRoom(String(name), value, observe));
      return rooms.get(name);
    },
  });
}

const ROOMS = new Set<PropertyKey>(['intake', 'tasks', 'cvs', 'search', 'cache', 'model', 'keys', 'uploads', 'feedback', 'alerts', 'matches', 'explanations', 'jdVectors', 'scheduleRuns', 'upkeep'] satisfies (keyof Store)[]);

type Method = (...values: unknown[]) => Promise<unknown>;

/** The methods of a room, or of a queue, timed under `room.method`. */
export function observedRoom<T extends object>(room: string, methods: T, observe: QueryObserver): T {
  const entries = Object.entries(methods).map(([name, method]) => [name, timed(`${room}.${name}`, method as Method, observe)]);
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
