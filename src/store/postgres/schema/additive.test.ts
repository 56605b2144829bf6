import { describe, expect, it } from 'vitest';
import { MIGRATIONS, type Migration } from './schema.js';

/** What takes something away from processes of before, or forbids what they do. `$1`: the table. */
const CONTRACTIONS: readonly [RegExp, string][] = [
  [/^DROP\b/, 'drops'],
  [/^(?:TRUNCATE|DELETE|REVOKE)\b/, 'empties or revokes'],
  [/^CREATE OR REPLACE\b/, 'replaces'],
  [/^ALTER TABLE (\w+)\b.*\b(?:DROP|RENAME|SET NOT NULL|TYPE|DETACH|SET SCHEMA|OWNER TO)\b/s, 'takes away'],
  [/^ALTER TABLE (\w+)\b.*\bADD (?:CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN|EXCLUDE)\b/s, 'forbids rows'],
  [/^ALTER TABLE (\w+)\b.*\bADD COLUMN [^,]*\b(?:UNIQUE|CHECK|REFERENCES|PRIMARY)\b/s, 'forbids rows'],
  [/^ALTER TABLE (\w+)\b(?=.*\bNOT NULL\b)(?!.*\b(?:DEFAULT|GENERATED)\b)/s, 'needs a default'],
  [/^ALTER TABLE (\w+)\b.*\b(?:ENABLE|FORCE) ROW LEVEL SECURITY/s, 'hides rows'],
  [/^ALTER (?!TABLE\b)/, 'changes'],
  [/^CREATE UNIQUE INDEX .*?\bON (\w+)/s, 'forbids rows'],
  [/^CREATE (?:TRIGGER|POLICY|RULE) .*?\bON (\w+)/s, 'changes what statements do'],
];

/** Statements without comments; those inside of functions belong to the one that makes the function. */
function statementsOf(sql: string): string[] {
  const plain = sql.replaceAll(/--.*$/gm, '').replaceAll(/\$\$.*?\$\$/gs, "''");
  return plain
    .split(';')
    .map((statement) => statement.trim().replaceAll(/\s+/g, ' '))
    .filter((statement) => statement !== '');
}

/** What of a migration is more than an addition. Tables that it makes itself are its own. */
function contractionsOf({ sql }: Pick<Migration, 'sql'>): string[] {
  const statements = statementsOf(sql);
  const made = new Set(statements.map((statement) => /^CREATE (?:UNLOGGED )?TABLE (\w+)/.exec(statement)?.[1]));
  return statements.flatMap((statement) =>
    CONTRACTIONS.flatMap(([pattern, what]) => {
      const found = pattern.exec(statement);
      return found === null || (found[1] !== undefined && made.has(found[1])) ? [] : [`${what}: ${statement}`];
    }),
  );
}

describe('changes of the tables on PostgreSQL', () => {
  it.each(MIGRATIONS.map((migration) => [migration.name, migration] as const))(
    'only add, or say what they take away: %s',
    (_name, migration) => {
      const found = contractionsOf(migration);
      if (migration.contracts === undefined) expect(found).toEqual([]);
      else expect(found).not.toEqual([]);
    },
  );

  it('ask for no more than there is, and never for less than a change before', () => {
    for (const [i, { needs }] of MIGRATIONS.entries()) {
      expect(needs).toBeLessThanOrEqual(i + 1);
      expect(needs).toBeGreaterThanOrEqual(MIGRATIONS[i - 1]?.needs ?? 1);
    }
  });

  it.each([
    [
      'CREATE TABLE a (id int NOT NULL UNIQUE); CREATE UNIQUE INDEX b ON a (id); ALTER TABLE a ENABLE ROW LEVEL SECURITY',
    ],
    ['ALTER TABLE a ADD COLUMN b int; ALTER TABLE a ADD COLUMN c int NOT NULL DEFAULT 0'],
    ['CREATE INDEX a_b ON a (b); -- DROP TABLE a'],
    ['CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM a; DROP TABLE a $$'],
    ['UPDATE a SET b = 0 WHERE b IS NULL'],
  ])('are told to be additions: %s', (sql) => {
    expect(contractionsOf({ sql })).toEqual([]);
  });

  it.each([
    ['DROP INDEX a_b'],
    ['CREATE TABLE b (id int); DROP TABLE a'],
    ['ALTER TABLE a DROP COLUMN b'],
    ['ALTER TABLE a\n  RENAME b TO c'],
    ['ALTER TABLE a ALTER COLUMN b TYPE bigint'],
    ['ALTER TABLE a ALTER b SET NOT NULL'],
    ['ALTER TABLE a ADD COLUMN b int NOT NULL'],
    ['ALTER TABLE a ADD COLUMN b int UNIQUE'],
    ['ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)'],
    ['ALTER TABLE a FORCE ROW LEVEL SECURITY'],
    ['CREATE UNIQUE INDEX a_b ON a (b)'],
    ['CREATE TRIGGER t AFTER DELETE ON a FOR EACH ROW EXECUTE FUNCTION f()'],
    ['CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ SELECT $$'],
    ['TRUNCATE a'],
    ['DELETE FROM a'],
  ])('are told to take something away: %s', (sql) => {
    expect(contractionsOf({ sql })).not.toEqual([]);
  });
});
