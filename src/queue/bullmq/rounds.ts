import type { OpenTask } from '../../store/port/index.js';

/** Priorities of tasks that keep their order; beyond these, the nearest. */
const [LOWEST, HIGHEST] = [-9, 9];
/** BullMQ's priorities go from 1 (first) to 2^21; each of ours has an equal share of them. */
const ROUNDS = Math.floor(2 ** 21 / (HIGHEST - LOWEST + 1));

/** Places before the first round, for tasks that come back. */
const FRONT = 64;

/** An offer that waits, with its place: lower ones are taken first, and of equal ones the older. */
export interface Placed {
  /** Id of the task. */
  id: string;
  keyId: string | null;
  place: number;
}

/**
 * Places tasks, given in their turns, behind those that wait: within a priority each API key has one task in a round. A
 * key without a waiting task joins the round that is being taken. A task that comes back while younger ones of its key
 * wait goes to the front: it had its turn. Tasks for which no round is left are left out until the others of their
 * priority are taken.
 */
export function placesOf(waiting: readonly Placed[], tasks: readonly OpenTask[]): (OpenTask & Placed)[] {
  const rounds = new Rounds();
  for (const { id, keyId, place } of waiting) rounds.add(Math.floor((place - 1) / ROUNDS), { id, keyId, place });
  return tasks.flatMap((task) => {
    const level = HIGHEST - Math.min(HIGHEST, Math.max(LOWEST, task.priority));
    const placed = { ...task, place: rounds.placeOf(level, task) };
    if (placed.place >= firstOf(level + 1)) return [];
    rounds.add(level, placed);
    return [placed];
  });
}

class Rounds {
  /** The lowest place that is taken, by level. */
  private readonly current = new Map<number, number>();
  /** Where tasks that come back go, by level: in order among themselves. */
  private readonly front = new Map<number, number>();
  /** The highest place, and the youngest task, by level and key. */
  private readonly last = new Map<string, { place: number; youngest: number }>();

  add(level: number, { id, keyId, place }: Placed): void {
    const before = this.last.get(turnOf(level, keyId)) ?? { place, youngest: 0 };
    this.current.set(level, Math.min(this.current.get(level) ?? Infinity, place));
    this.last.set(turnOf(level, keyId), {
      place: Math.max(before.place, place),
      youngest: Math.max(before.youngest, Number(id)),
    });
  }

  placeOf(level: number, { id, keyId }: OpenTask): number {
    const current = this.current.get(level) ?? firstOf(level) + FRONT;
    const last = this.last.get(turnOf(level, keyId));
    if (last === undefined) return current;
    if (Number(id) > last.youngest) return last.place + 1;
    const front = this.front.get(level) ?? Math.max(firstOf(level), current - 1);
    this.front.set(level, front);
    return front;
  }
}

function firstOf(level: number): number {
  return level * ROUNDS + 1;
}

function turnOf(level: number, keyId: string | null): string {
  return `${level} ${keyId ?? ''}`;
}
