import type { RetentionRule } from '../../port/index.js';
import type { Database } from '../database.js';

const COLUMNS = `name, reach AS of, conditions, after_days AS afterDays, warn_days AS warnDays, set_at AS setAt, set_by AS setBy,
  not_before AS notBefore, erased, erased_at AS erasedAt`;

type Row = Omit<RetentionRule, 'where'> & { conditions: string };

function ruleOf({ conditions, ...row }: Row): RetentionRule {
  return { ...row, where: JSON.parse(conditions) as RetentionRule['where'] };
}

export function listRules(db: Database): RetentionRule[] {
  return (db.sql(`SELECT ${COLUMNS} FROM retention_rules ORDER BY name`).all() as Row[]).map(ruleOf);
}

export function oneRule(db: Database, name: string): RetentionRule | null {
  const row = db.sql(`SELECT ${COLUMNS} FROM retention_rules WHERE name = ?`).get(name) as Row | undefined;
  return row === undefined ? null : ruleOf(row);
}

export function writeRule(db: Database, { where, ...rule }: RetentionRule): void {
  db.sql(
    `INSERT INTO retention_rules (name, reach, conditions, after_days, warn_days, set_at, set_by, not_before, erased, erased_at)
     VALUES (@name, @of, @conditions, @afterDays, @warnDays, @setAt, @setBy, @notBefore, @erased, @erasedAt)
     ON CONFLICT (name) DO UPDATE SET reach = excluded.reach, conditions = excluded.conditions, after_days = excluded.after_days,
       warn_days = excluded.warn_days, set_at = excluded.set_at, set_by = excluded.set_by, not_before = excluded.not_before`,
  ).run({ ...rule, conditions: JSON.stringify(where) });
}

export function removeRule(db: Database, name: string): RetentionRule | null {
  const rule = oneRule(db, name);
  db.sql('DELETE FROM retention_rules WHERE name = ?').run(name);
  return rule;
}

export function noteErasedBy(db: Database, name: string, cvs: number): void {
  db.sql('UPDATE retention_rules SET erased = erased + ?, erased_at = ? WHERE name = ?').run(cvs, db.nowIso(), name);
}
