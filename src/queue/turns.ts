/** What turns are taken by; larger ids are younger. */
export interface InTurn {
  id: string;
  keyId: string | null;
  priority: number;
}

/**
 * The next of these tasks: higher priorities first, and within a priority one of each API key after the other, oldest first.
 * `after`: the key whose turn was last. `busy`: keys that get no turn now.
 */
export function inTurns<Task extends InTurn>(
  tasks: Iterable<Task>,
  limit: number,
  { after = null, busy = [] }: { after?: string | null; busy?: readonly (string | null)[] } = {},
): Task[] {
  const free = [...tasks].filter(({ keyId }) => !busy.includes(keyId));
  const levels = [...new Set(free.map(({ priority }) => priority))].sort((a, b) => b - a);
  const next: Task[] = [];
  for (const level of levels) {
    if (next.length >= limit) break;
    const keys = byKey(free.filter(({ priority }) => priority === level));
    const names = [...keys.keys()].sort(byTurn(next.at(-1)?.keyId ?? after));
    for (let round = 0; next.length < limit; round++) {
      const some = names.map((name) => keys.get(name)![round]).filter((task) => task !== undefined);
      if (some.length === 0) break;
      next.push(...some.slice(0, limit - next.length));
    }
  }
  return next;
}

function byKey<Task extends InTurn>(tasks: Task[]): Map<string | null, Task[]> {
  const keys = new Map<string | null, Task[]>();
  for (const task of tasks.sort((a, b) => Number(a.id) - Number(b.id)))
    keys.set(task.keyId, [...(keys.get(task.keyId) ?? []), task]);
  return keys;
}

/** By name, beginning with the one after `after`. */
function byTurn(after: string | null): (a: string | null, b: string | null) => number {
  const rank = (key: string | null): [number, string] => [(key ?? '') > (after ?? '') ? 0 : 1, key ?? ''];
  return (a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || (x[1] < y[1] ? -1 : x[1] > y[1] ? 1 : 0);
  };
}
