import { rowsOf } from '../audit/record.js';
import type { Store } from '../port/index.js';

export type Asked = [name: string, call: (store: Store) => Promise<unknown>];

const EARLY = Date.parse('2026-01-02');
const RECORDS = 3000;
const ACTING = { actor: 'key:ann', origin: 'api 10.0.0.7' };

/** Most of them sealed, and a few that are not. */
export async function fillAudit({ audit }: Store): Promise<void> {
  const key = await audit.key();
  const facts = Array.from({ length: RECORDS }, (_, i) => ({ action: 'read' as const, detail: 'x', cvs: [`cv${i}`] }));
  await audit.take(facts.flatMap((fact, i) => rowsOf(key, { ...ACTING, actor: `key:k${i % 50}` }, [fact], EARLY + i)));
  while ((await audit.seal()) > 0);
  await audit.note(facts.slice(0, 20));
}

const middle = (EARLY + RECORDS / 2).toString(16).padStart(12, '0').padEnd(28, '0');

export function auditAsked(): Asked[] {
  return [
    ['audit.key', ({ audit }) => audit.key()],
    ['audit.list', ({ audit }) => audit.list({ order: 'newest', limit: 20 })],
    ['audit.list', ({ audit }) => audit.list({ order: 'newest', limit: 20, after: middle })],
    ['audit.list', ({ audit }) => audit.list({ order: 'oldest', limit: 20, since: EARLY + 10, until: EARLY + 50 })],
    ['audit.open', ({ audit }) => audit.open('', 100)],
    ['audit.figures', ({ audit }) => audit.figures()],
    ['audit.chain', ({ audit }) => audit.chain()],
    ['audit.seals', ({ audit }) => audit.seals(2, 3)],
    ['audit.segment', async ({ audit }) => audit.segment((await audit.seals(1, 1))[0]!)],
    ['audit.countSealed', ({ audit }) => audit.countSealed(0, 100)],
    ['audit.note', ({ audit }) => audit.note([{ action: 'read', detail: 'x' }])],
    [
      'audit.take',
      async ({ audit }) => audit.take(rowsOf(await audit.key(), ACTING, [{ action: 'read', detail: 'y' }], EARLY)),
    ],
    ['audit.seal', ({ audit }) => audit.seal()],
    ['audit.clean', ({ audit }) => audit.clean(EARLY + 1)],
  ];
}
