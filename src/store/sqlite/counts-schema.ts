/** What is counted of the rows, by name. */
export const COUNTED = [
  "SELECT 'cvs ' || fingerprint AS name, count(*) AS n FROM cvs GROUP BY fingerprint",
  "SELECT 'passages ' || fingerprint, sum(passages) FROM cvs GROUP BY fingerprint",
  "SELECT 'older', count(*) FROM cvs WHERE latest = 0",
  "SELECT 'files ' || state, count(*) FROM files WHERE state IS NOT NULL GROUP BY state",
];

/**
 * Numbers that are kept, because counting rows takes seconds at a million CVs: `cvs F` and `passages F` by fingerprint F,
 * `older` for CVs that are not the latest of their candidate, `files S` by state S. Triggers, because rows are written in
 * several places.
 */
export const COUNTS = `
  CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
  ${changed('cvs_added', 'AFTER INSERT ON cvs', [...ofCv('new', '+')])}
  ${changed('cvs_removed', 'AFTER DELETE ON cvs', [...ofCv('old', '-')])}
  ${changed('cvs_altered', 'AFTER UPDATE OF fingerprint, passages, latest ON cvs', [...ofCv('old', '-'), ...ofCv('new', '+')])}
  ${changed('files_added', 'AFTER INSERT ON files WHEN new.state IS NOT NULL', [ofFile('new', '+')])}
  ${changed('files_removed', 'AFTER DELETE ON files WHEN old.state IS NOT NULL', [ofFile('old', '-')])}
  ${changed('files_began', 'AFTER UPDATE OF state ON files WHEN new.state IS NOT NULL AND old.state IS NOT new.state', [ofFile('new', '+')])}
  ${changed('files_ended', 'AFTER UPDATE OF state ON files WHEN old.state IS NOT NULL AND old.state IS NOT new.state', [ofFile('old', '-')])}
  ${COUNTED.map((one) => `INSERT INTO counts ${one};`).join('\n  ')}
`;

type Step = [name: string, by: string];

function ofCv(row: 'old' | 'new', sign: '+' | '-'): Step[] {
  return [
    [`'cvs ' || ${row}.fingerprint`, `${sign}1`],
    [`'passages ' || ${row}.fingerprint`, `${sign}${row}.passages`],
    [`'older'`, `${sign}(${row}.latest = 0)`],
  ];
}

function ofFile(row: 'old' | 'new', sign: '+' | '-'): Step {
  return [`'files ' || ${row}.state`, `${sign}1`];
}

function changed(name: string, event: string, steps: Step[]): string {
  const statements = steps.map(
    ([counted, by]) => `INSERT INTO counts VALUES (${counted}, ${by}) ON CONFLICT (name) DO UPDATE SET n = n ${by};`,
  );
  return `CREATE TRIGGER counts_of_${name} ${event} BEGIN\n    ${statements.join('\n    ')}\n  END;`;
}
