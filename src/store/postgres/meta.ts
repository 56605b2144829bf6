import type { Session } from './database.js';

/** Invalidates everything cached before. Returns the new version. */
export async function bumpVersion(session: Session, by = 1): Promise<number> {
  const row = await session.row<{ version: number }>(
    'UPDATE stores SET version = version + $2 WHERE tenant = $1 RETURNING version',
    by,
  );
  return (session.state.version = row!.version);
}

/** Changes facts about the store; `state` follows. */
export async function setState(
  session: Session,
  facts: Partial<Pick<Session['state'], 'generation' | 'model' | 'exchange'>>,
): Promise<void> {
  Object.assign(session.state, facts);
  const { generation, model, exchange } = session.state;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await session.run(
    'UPDATE stores SET generation = $2, model = $3, exchange = $4 WHERE tenant = $1',
    generation,
    json(model),
    json(exchange),
  );
}
