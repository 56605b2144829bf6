import type { RetentionRule } from '../../port/index.js';
import type { Session } from '../database.js';

const RULES = `SELECT name, reach AS of, conditions, after_days AS "afterDays", warn_days AS "warnDays", set_at AS "setAt", set_by AS "setBy",
  not_before AS "notBefore", erased, erased_at AS "erasedAt" FROM retention_rules WHERE tenant = $1`;

type Row = Omit<RetentionRule, 'where'> & { conditions: string };

function ruleOf({ conditions, ...row }: Row): RetentionRule {
  return { ...row, where: JSON.parse(conditions) as RetentionRule['where'] };
}

export async function listRules(session: Session): Promise<RetentionRule[]> {
  return (await session.rows<Row>(`${RULES} ORDER BY name`)).map(ruleOf);
}

export async function oneRule(session: Session, name: string): Promise<RetentionRule | null> {
  const row = await session.row<Row>(`${RULES} AND name = $2`, name);
  return row === undefined ? null : ruleOf(row);
}

export async function writeRule(session: Session, rule: RetentionRule): Promise<void> {
  const { name, of, where, afterDays, warnDays, setAt, setBy, notBefore, erased, erasedAt } = rule;
  await session.insert(
    'retention_rules',
    [
      ...['name', 'reach', 'conditions', 'after_days', 'warn_days', 'set_at', 'set_by', 'not_before'],
      ...['erased', 'erased_at'],
    ],
    [[name, of, JSON.stringify(where), afterDays, warnDays, setAt, setBy, notBefore, erased, erasedAt]],
    `ON CONFLICT (tenant, name) DO UPDATE SET reach = excluded.reach, conditions = excluded.conditions, after_days = excluded.after_days,
       warn_days = excluded.warn_days, set_at = excluded.set_at, set_by = excluded.set_by, not_before = excluded.not_before`,
  );
}

export async function removeRule(session: Session, name: string): Promise<RetentionRule | null> {
  const rule = await oneRule(session, name);
  await session.run('DELETE FROM retention_rules WHERE tenant = $1 AND name = $2', name);
  return rule;
}

export async function noteErasedBy(session: Session, name: string, cvs: number): Promise<void> {
  const sql = 'UPDATE retention_rules SET erased = erased + $2, erased_at = $3 WHERE tenant = $1 AND name = $4';
  await session.run(sql, cvs, session.nowIso, name);
}
