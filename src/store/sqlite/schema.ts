/**
 * Migrations, applied in order; `PRAGMA user_version` counts those done. Never change one that was released: add another.
 * What a listing or a filter asks of a CV is a column of `cvs`; scoring reads `scoring` alone; profile and text are apart,
 * so that the pages of one do not push out those of the other. FTS5 keeps full detail: with `detail = column` the same
 * ranking took 13 times as long at 10,000 CVs. Keys are small integers; ids are for people and JSON.
 */
export const MIGRATIONS = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES ('version', '0'), ('generation', '1');

  CREATE TABLE batches (id TEXT PRIMARY KEY, source TEXT NOT NULL, files INTEGER NOT NULL, created_at TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE cvs (
    key INTEGER PRIMARY KEY,
    cv_id TEXT NOT NULL UNIQUE,
    candidate_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    duplicate_of TEXT,
    path TEXT NOT NULL,
    name TEXT, label TEXT, years REAL, country TEXT, language TEXT,
    format TEXT NOT NULL, engine TEXT NOT NULL,
    passages INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    signature BLOB NOT NULL,
    who_email TEXT, who_phone TEXT,
    ingested_at TEXT NOT NULL
  );
  CREATE INDEX cvs_candidate ON cvs (candidate_id, revision);
  CREATE INDEX cvs_path ON cvs (path);
  CREATE INDEX cvs_older ON cvs (key) WHERE latest = 0;
  CREATE INDEX cvs_text ON cvs (text_hash);
  CREATE INDEX cvs_email ON cvs (who_email) WHERE who_email IS NOT NULL;
  CREATE INDEX cvs_phone ON cvs (who_phone) WHERE who_phone IS NOT NULL;
  CREATE INDEX cvs_duplicate ON cvs (duplicate_of) WHERE duplicate_of IS NOT NULL;

  CREATE TABLE bands (band INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (band, key)) WITHOUT ROWID;
  CREATE INDEX bands_key ON bands (key);

  CREATE TABLE documents (key INTEGER PRIMARY KEY, text TEXT NOT NULL, layout TEXT NOT NULL, lines BLOB NOT NULL);
  CREATE TABLE profiles (key INTEGER PRIMARY KEY, profile TEXT NOT NULL);
  CREATE TABLE scoring (
    generation INTEGER NOT NULL, key INTEGER NOT NULL,
    features BLOB NOT NULL, passages BLOB NOT NULL, vectors BLOB NOT NULL,
    PRIMARY KEY (generation, key)
  );

  CREATE VIRTUAL TABLE words USING fts5(title, skills, body, tokenize = "unicode61 remove_diacritics 2 tokenchars '+#'");
  INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

  CREATE TABLE files (
    path TEXT PRIMARY KEY,
    cv_id TEXT,
    hash TEXT,
    state TEXT, code TEXT, message TEXT, format TEXT,
    size INTEGER NOT NULL, mtime REAL NOT NULL,
    made_with TEXT
  ) WITHOUT ROWID;
  CREATE INDEX files_cv ON files (cv_id);

  CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch TEXT NOT NULL,
    path TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    owner TEXT, lease_until INTEGER,
    updated_at TEXT NOT NULL
  );
  CREATE UNIQUE INDEX tasks_path ON tasks (path);
  CREATE INDEX tasks_status ON tasks (status, owner);

  CREATE TABLE cache (name TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
  `,
];
