import type { AlertChange, FiringAlert, JudgedAlert } from './port/index.js';

/** What a store knows: the alerts that fire, and which processes say so, those that have ended left out. */
export interface AlertState {
  firing: FiringAlert[];
  said: (FiringAlert & { process: string })[];
}

/** What `say` changes; nothing most of the time. */
export interface AlertPlan {
  /** What this process says from now on, and what no more. */
  say: FiringAlert[];
  unsay: string[];
  begin: FiringAlert[];
  end: string[];
  changes: Omit<AlertChange, 'id' | 'at'>[];
  /** What fires then. */
  firing: FiringAlert[];
}

/** A value that is said anew: one that differs from what was said by more than this share. */
const NOTEWORTHY = 0.1;

export function planAlerts(process: string, judged: readonly JudgedAlert[], { firing, said }: AlertState): AlertPlan {
  const own = new Map(said.filter((one) => one.process === process).map((one) => [one.name, one]));
  const found = judged.flatMap(({ name, since, value }) =>
    since === null ? [] : [{ name, since, value: value ?? 0 }],
  );
  const all = [...said.filter((one) => one.process !== process), ...found];
  const known = new Map(firing.map((one) => [one.name, one]));
  const stays = new Set(all.map(({ name }) => name));
  const begin = [...new Map(all.filter(({ name }) => !known.has(name)).map((one) => [one.name, one])).values()];
  const over = firing.filter(({ name }) => !stays.has(name));
  const judgedBy = new Map(judged.map((one) => [one.name, one]));
  return {
    say: found.filter((one) => isNews(one, own.get(one.name))),
    unsay: [...own.keys()].filter((name) => !found.some((one) => one.name === name)),
    begin: begin.map(({ name, since, value }) => ({ name, since, value })),
    end: over.map(({ name }) => name),
    changes: [
      ...begin
        .filter(({ name }) => judgedBy.get(name)?.told !== true)
        .map(({ name, since, value }) => ({ name, status: 'firing' as const, since, value })),
      ...over.map(({ name, since }) => {
        return { name, status: 'resolved' as const, since, value: judgedBy.get(name)?.value ?? null };
      }),
    ],
    firing: firingNow(all, known),
  };
}

function isNews({ value }: FiringAlert, before: FiringAlert | undefined): boolean {
  return before === undefined || Math.abs(value - before.value) > NOTEWORTHY * Math.abs(before.value);
}

/** Each alert once: since when it fires anywhere, with its highest value. */
function firingNow(all: FiringAlert[], known: Map<string, FiringAlert>): FiringAlert[] {
  const names = [...new Set(all.map(({ name }) => name))].sort();
  return names.map((name) => {
    const said = all.filter((one) => one.name === name);
    const since = known.get(name)?.since ?? said[0]!.since;
    return { name, since, value: Math.max(...said.map(({ value }) => value)) };
  });
}

/** Whether there is anything to write. */
export function isIdle({ say, unsay, begin, end }: AlertPlan): boolean {
  return say.length + unsay.length + begin.length + end.length === 0;
}

/** A change as both stores have it: times in milliseconds since 1970. */
export type ChangeRow = Omit<AlertChange, 'at'> & { at: number };

export function changeOf({ at, ...row }: ChangeRow): AlertChange {
  return { ...row, at: new Date(at).toISOString() };
}
