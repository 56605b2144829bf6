import { COUNTS } from './counts-schema.js';

/**
 * Migrations, applied in order; `PRAGMA user_version` counts those applied. Never change a released one; add another.
 * What a listing or filter needs of a CV is a column of `cvs`. Scoring reads `scoring` only; profile and text are in
 * tables of their own, so that their pages do not displace those of `scoring` in the cache. FTS5 uses full detail: with
 * `detail = column` the same ranking took 13 times as long at 10,000 CVs. Keys are small integers; ids are for people
 * and JSON.
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
  // The service. Times are ISO texts, except those that a query compares with the clock: milliseconds since 1970.
  `
  ALTER TABLE batches ADD COLUMN key_id TEXT;
  ALTER TABLE batches ADD COLUMN idempotency_key TEXT;
  CREATE UNIQUE INDEX batches_idempotency ON batches (coalesce(key_id, ''), idempotency_key) WHERE idempotency_key IS NOT NULL;
  CREATE INDEX batches_key ON batches (key_id) WHERE key_id IS NOT NULL;

  ALTER TABLE files ADD COLUMN name TEXT;
  ALTER TABLE files ADD COLUMN key_id TEXT;
  ALTER TABLE files ADD COLUMN batch TEXT;
  CREATE INDEX files_batch ON files (batch) WHERE batch IS NOT NULL;
  CREATE INDEX files_key ON files (key_id) WHERE key_id IS NOT NULL;

  ALTER TABLE tasks ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tasks ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tasks ADD COLUMN created_at TEXT;
  ALTER TABLE tasks ADD COLUMN last_code TEXT;
  ALTER TABLE tasks ADD COLUMN last_message TEXT;
  CREATE INDEX tasks_next ON tasks (priority DESC, id) WHERE status = 'pending' AND path >= 'upload:' AND path < 'upload;';
  CREATE INDEX tasks_ended ON tasks (updated_at) WHERE status IN ('done', 'failed', 'dead');

  CREATE TABLE keys (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scopes TEXT NOT NULL,
    created_at TEXT NOT NULL, revoked_at TEXT, last_used_at TEXT
  ) WITHOUT ROWID;

  CREATE TABLE matches (
    jd_hash TEXT NOT NULL, cv_id TEXT NOT NULL, match_id TEXT NOT NULL, score REAL NOT NULL, fingerprint TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (jd_hash, cv_id)
  ) WITHOUT ROWID;
  CREATE INDEX matches_cv ON matches (cv_id, score DESC);
  CREATE INDEX matches_best ON matches (jd_hash, score DESC);
  CREATE TABLE explanations (
    jd_hash TEXT NOT NULL, cv_id TEXT NOT NULL, text TEXT NOT NULL, fingerprint TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (jd_hash, cv_id)
  ) WITHOUT ROWID;
  CREATE INDEX explanations_cv ON explanations (cv_id);
  CREATE TABLE jd_vectors (jd_hash TEXT NOT NULL, fingerprint TEXT NOT NULL, texts TEXT NOT NULL, vectors BLOB NOT NULL, at TEXT NOT NULL, PRIMARY KEY (jd_hash, fingerprint)) WITHOUT ROWID;

  CREATE TABLE matches_shown (
    id TEXT PRIMARY KEY, cv_id TEXT NOT NULL, jd_hash TEXT NOT NULL, rank INTEGER NOT NULL, shown_at TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX matches_shown_cv ON matches_shown (cv_id);
  CREATE INDEX matches_shown_at ON matches_shown (shown_at);
  CREATE TABLE feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    match_id TEXT NOT NULL, action TEXT NOT NULL, reason TEXT, key_id TEXT, at TEXT NOT NULL
  );
  CREATE INDEX feedback_match ON feedback (match_id);
  CREATE INDEX feedback_at ON feedback (at);

  CREATE TABLE schedule_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, ok INTEGER, result TEXT,
    owner TEXT, lease_until INTEGER
  );
  CREATE INDEX schedule_runs_name ON schedule_runs (name, id);
  CREATE UNIQUE INDEX schedule_runs_open ON schedule_runs (name) WHERE ended_at IS NULL;

  CREATE TABLE alerts (name TEXT PRIMARY KEY, since TEXT NOT NULL, value REAL NOT NULL, last_sent TEXT) WITHOUT ROWID;
  `,
  // Occupations in the titles of CVs: the first stage searches for those near the requested one. Filled as CVs are read
  // again.
  `
  CREATE TABLE occupations (term TEXT NOT NULL, key INTEGER NOT NULL, recent REAL NOT NULL, share REAL NOT NULL, PRIMARY KEY (term, key)) WITHOUT ROWID;
  CREATE INDEX occupations_key ON occupations (key);
  `,
  // Counts claims of a task, so that a late result is recognised by its number; and when a dispatcher last heard of it.
  `
  ALTER TABLE tasks ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tasks ADD COLUMN offered_at INTEGER;
  `,
  // JDs with their versions; before, each was a file in the workspace (importJds imports these).
  `
  CREATE TABLE jds (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    jd INTEGER NOT NULL, version INTEGER NOT NULL, latest INTEGER NOT NULL,
    id TEXT NOT NULL, hash TEXT NOT NULL, title TEXT, truncated INTEGER NOT NULL, source TEXT NOT NULL, added_at TEXT NOT NULL, text TEXT NOT NULL
  );
  CREATE UNIQUE INDEX jds_version ON jds (jd, version);
  CREATE UNIQUE INDEX jds_now ON jds (jd) WHERE latest = 1;
  CREATE UNIQUE INDEX jds_text ON jds (hash) WHERE latest = 1;
  CREATE INDEX jds_id ON jds (id);
  CREATE INDEX jds_source ON jds (source);
  `,
  // A near copy that was left out has a column of its own for the CV it resembles, since `cv_id` means the same bytes.
  `
  ALTER TABLE files ADD COLUMN resembles TEXT;
  UPDATE files SET resembles = cv_id, cv_id = NULL, state = 'duplicate', code = 'near_copy',
    message = 'the same text as another CV in the store; left out' WHERE cv_id <> hash;
  CREATE INDEX files_resembles ON files (resembles) WHERE resembles IS NOT NULL;
  `,
  // Who added a JD: API keys, or '' for this machine. For earlier JDs it was not recorded, so they belong to this
  // machine.
  `
  CREATE TABLE jd_holders (jd INTEGER NOT NULL, key_id TEXT NOT NULL, PRIMARY KEY (jd, key_id)) WITHOUT ROWID;
  INSERT INTO jd_holders SELECT DISTINCT jd, '' FROM jds;
  `,
  // Revisions are what one sender declared as such (`series`); candidates that only look alike are pairs on which a
  // person decides. What used to be one candidate becomes one series. `came` increases with the store's version, which
  // is above it.
  `
  ALTER TABLE cvs ADD COLUMN series TEXT NOT NULL DEFAULT '';
  ALTER TABLE cvs ADD COLUMN series_revision INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE cvs ADD COLUMN came INTEGER NOT NULL DEFAULT 0;
  UPDATE cvs SET series = candidate_id, series_revision = revision,
    came = (SELECT max(key) FROM cvs AS own WHERE own.candidate_id = cvs.candidate_id AND own.revision <= cvs.revision);
  CREATE INDEX cvs_series ON cvs (series, series_revision);
  UPDATE meta SET value = 1 + max(CAST(value AS INTEGER), (SELECT coalesce(max(key), 0) FROM cvs)) WHERE name = 'version';

  ALTER TABLE files ADD COLUMN candidate TEXT;
  CREATE INDEX files_candidate ON files (candidate, key_id) WHERE candidate IS NOT NULL;

  CREATE TABLE candidate_pairs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    a TEXT NOT NULL, b TEXT NOT NULL,
    email INTEGER NOT NULL DEFAULT 0, phone INTEGER NOT NULL DEFAULT 0, text INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'open', found_at TEXT NOT NULL
  );
  CREATE UNIQUE INDEX candidate_pairs_ab ON candidate_pairs (a, b);
  CREATE INDEX candidate_pairs_ba ON candidate_pairs (b, a);
  INSERT INTO candidate_pairs (a, b, email, phone, text, found_at)
    SELECT min(one.series, other.series), max(one.series, other.series),
      max(coalesce(one.who_email = other.who_email, 0)), max(coalesce(one.who_phone = other.who_phone, 0)),
      max(coalesce(one.duplicate_of = other.cv_id, 0)), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM (
      SELECT one.key AS x, other.key AS y FROM cvs AS one JOIN cvs AS other ON one.who_email = other.who_email
      UNION SELECT one.key, other.key FROM cvs AS one JOIN cvs AS other ON one.who_phone = other.who_phone
      UNION SELECT one.key, other.key FROM cvs AS one JOIN cvs AS other ON one.duplicate_of = other.cv_id)
    JOIN cvs AS one ON one.key = x JOIN cvs AS other ON other.key = y
    WHERE one.series <> other.series GROUP BY 1, 2;
  `,
  // An idempotency key must not lead to a batch whose files are all gone: an upload that is sent again under it would be
  // answered with that batch and kept nowhere. A trigger, because files are deleted in several places.
  `
  CREATE TRIGGER files_forgotten AFTER DELETE ON files WHEN old.batch IS NOT NULL BEGIN
    UPDATE batches SET idempotency_key = NULL
      WHERE id = old.batch AND NOT EXISTS (SELECT 1 FROM files WHERE files.batch = old.batch);
  END;
  UPDATE batches SET idempotency_key = NULL
    WHERE idempotency_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files WHERE files.batch = batches.id);
  `,
  // Tenants, used only in the database of the workspace folder. The other tenants' databases have this table and that
  // of the keys too, but leave them empty.
  `
  CREATE TABLE tenants (id TEXT PRIMARY KEY, created_at TEXT NOT NULL, removing_at TEXT) WITHOUT ROWID;
  INSERT INTO tenants (id, created_at) VALUES ('default', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
  ALTER TABLE keys ADD COLUMN tenant TEXT NOT NULL DEFAULT 'default';
  CREATE INDEX keys_tenant ON keys (tenant);
  `,
  // What people decided about pairs; `before` is the state of the pair, `parted` the series that a split made.
  `
  CREATE TABLE candidate_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pair INTEGER NOT NULL, action TEXT NOT NULL, before TEXT NOT NULL, parted TEXT,
    by_whom TEXT, key_id TEXT, at TEXT NOT NULL, undone_at TEXT, undone_by TEXT, undone_key TEXT
  );
  CREATE INDEX candidate_acts_pair ON candidate_acts (pair, id);
  `,
  // Bytes that lost a holder. Triggers record them in the transaction that forgets the file or the CV, so that they are
  // erased even if the process ends before that.
  `
  CREATE INDEX files_hash ON files (hash) WHERE hash IS NOT NULL;
  CREATE TABLE loose_originals (id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT, path TEXT);
  CREATE TRIGGER originals_of_files AFTER DELETE ON files WHEN old.hash IS NOT NULL OR old.path LIKE 'upload:%' BEGIN
    INSERT INTO loose_originals (hash, path) VALUES (old.hash, CASE WHEN old.path LIKE 'upload:%' THEN old.path END);
  END;
  CREATE TRIGGER originals_of_changes AFTER UPDATE OF hash ON files
  WHEN old.hash IS NOT NULL AND old.hash IS NOT new.hash BEGIN
    INSERT INTO loose_originals (hash) VALUES (old.hash);
  END;
  CREATE TRIGGER originals_of_cvs AFTER DELETE ON cvs BEGIN
    INSERT INTO loose_originals (hash) VALUES (old.cv_id);
  END;
  `,
  // Decisions of people, with time and person; this replaces the table of feedback. That a match was viewed is now
  // stored with the match.
  `
  CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    jd_hash TEXT NOT NULL, cv_id TEXT NOT NULL, decision TEXT NOT NULL, stage TEXT, reason TEXT,
    by_whom TEXT, key_id TEXT, at TEXT NOT NULL, undone_at TEXT, undone_by TEXT, undone_key TEXT
  );
  CREATE INDEX decisions_cv ON decisions (cv_id, jd_hash);
  CREATE INDEX decisions_jd ON decisions (jd_hash);
  ALTER TABLE matches_shown ADD COLUMN viewed_at TEXT;
  INSERT INTO decisions (jd_hash, cv_id, decision, reason, key_id, at)
    SELECT jd_hash, cv_id, action, reason, key_id, at FROM feedback JOIN matches_shown ON matches_shown.id = match_id
    WHERE action <> 'viewed' ORDER BY feedback.id;
  UPDATE matches_shown SET viewed_at =
    (SELECT min(at) FROM feedback WHERE match_id = matches_shown.id AND action = 'viewed');
  DROP TABLE feedback;
  `,
  // Removals that were committed, but of which traces may still be on the disk.
  `
  CREATE TABLE erasures (
    id TEXT PRIMARY KEY, since TEXT NOT NULL, cvs INTEGER NOT NULL, salt BLOB NOT NULL, traces BLOB NOT NULL,
    files_gone INTEGER NOT NULL DEFAULT 0, log_cut INTEGER NOT NULL DEFAULT 0, looked INTEGER NOT NULL DEFAULT 0, remains INTEGER NOT NULL DEFAULT 0
  );
  `,
  // The API key of a task ('' for this machine), with an index that leads from one key to the next, since keys take
  // turns. It holds all that is counted of waiting tasks, too.
  `
  ALTER TABLE tasks ADD COLUMN sender TEXT NOT NULL DEFAULT '';
  UPDATE tasks SET sender = coalesce((SELECT key_id FROM files WHERE files.path = tasks.path), '')
    WHERE status <> 'done';
  CREATE INDEX tasks_turns ON tasks (priority DESC, sender, id, not_before) WHERE status = 'pending' AND path >= 'upload:' AND path < 'upload;';
  `,
  // Pairs of one series by state: in a name under which thousands of CVs were written, nearly all are open.
  `
  CREATE INDEX candidate_pairs_a ON candidate_pairs (a, state, id);
  CREATE INDEX candidate_pairs_b ON candidate_pairs (b, state, id);
  `,
  // An upload is a copy of what its own key handed in before, not of what others did.
  `
  UPDATE files SET state = 'ready', code = NULL, message = NULL WHERE key_id IS NOT NULL AND code = 'exact_copy'
    AND NOT EXISTS (SELECT 1 FROM files AS own WHERE own.cv_id = files.cv_id AND own.key_id = files.key_id
      AND own.path <> files.path AND (own.state = 'ready' OR own.path < files.path));
  `,
  // Keys of the tenants' data, encrypted by the operator's; used only in the database of the workspace folder. What an
  // encrypted store keeps is a BLOB, also in columns of texts.
  `
  CREATE TABLE data_keys (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL, master TEXT NOT NULL, wrapped TEXT NOT NULL,
    created_at TEXT NOT NULL, retired_at TEXT
  );
  CREATE UNIQUE INDEX data_keys_current ON data_keys (tenant) WHERE retired_at IS NULL;
  `,
  // Whether a key handed in a CV, and by which file first: asked of every CV in what a key lists and ranks. By the index of
  // all files of a key each of these questions cost as much as the key has files.
  `
  CREATE INDEX files_cv_of_key ON files (key_id, cv_id) WHERE key_id IS NOT NULL;
  `,
  // CVs that were written or erased, for what searches keep in memory (cv/memory.ts). Triggers, because they are written
  // in several places; only the last few are needed.
  `
  CREATE TABLE changes (id INTEGER PRIMARY KEY, key INTEGER NOT NULL);
  CREATE TRIGGER changes_few AFTER INSERT ON changes BEGIN DELETE FROM changes WHERE id <= new.id - 5000; END;
  CREATE TRIGGER changes_of_scoring AFTER INSERT ON scoring
  WHEN new.generation = (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'generation') BEGIN
    INSERT INTO changes (key) VALUES (new.key);
  END;
  CREATE TRIGGER changes_of_scoring_gone AFTER DELETE ON scoring
  WHEN old.generation = (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'generation') BEGIN
    INSERT INTO changes (key) VALUES (old.key);
  END;
  CREATE TRIGGER changes_of_reading AFTER INSERT ON profiles BEGIN
    INSERT INTO changes (key) VALUES (new.key);
  END;
  `,
  // Processes that serve and work, used only in the database of the workspace folder; they beat, and are forgotten without.
  `
  CREATE TABLE processes (
    id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, version TEXT NOT NULL, role TEXT NOT NULL,
    started_at INTEGER NOT NULL, beat_at INTEGER NOT NULL, lease_until INTEGER NOT NULL,
    state TEXT NOT NULL, held INTEGER NOT NULL, done INTEGER NOT NULL, wanted TEXT
  );
  `,
  // Who keeps the schedule (one row, in the database of the workspace folder), and for when a run was due.
  `
  CREATE TABLE leader (
    single INTEGER PRIMARY KEY CHECK (single = 1), process TEXT NOT NULL, beat_at INTEGER NOT NULL, lease_until INTEGER NOT NULL
  );
  ALTER TABLE schedule_runs ADD COLUMN due TEXT;
  `,
  // What was ever removed, as keyed hashes, so that a backup of before does not bring it back. In the database of the workspace
  // folder those of removed tenants, too.
  `
  CREATE TABLE erased (salt TEXT NOT NULL, mark TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (salt, mark)) WITHOUT ROWID;
  CREATE INDEX erased_at ON erased (at);
  `,
  // Which process says that an alert fires, and changes that are still to be told; used only in the database of the
  // workspace folder.
  `
  CREATE TABLE alert_reports (
    name TEXT NOT NULL, process TEXT NOT NULL, since TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (name, process)
  ) WITHOUT ROWID;
  CREATE TABLE alert_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL,
    value REAL, at INTEGER NOT NULL, process TEXT, lease_until INTEGER NOT NULL
  );
  `,
  // What each process counted since it started, of a tenant or (tenant is empty) of all; used only in the database of the
  // workspace folder.
  `
  CREATE TABLE process_counts (
    process TEXT NOT NULL, tenant TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (process, tenant)
  ) WITHOUT ROWID;
  `,
  // The audit log: its key, records that are not sealed yet, sealed ones, their seals, and where the chain of seals begins
  // and ends. In the database of the workspace folder also what belongs to no tenant.
  `
  CREATE TABLE audit_keys (id TEXT PRIMARY KEY, secret TEXT NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE audit_open (
    id TEXT PRIMARY KEY, actor TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL, jd TEXT NOT NULL, cvs TEXT NOT NULL,
    things INTEGER NOT NULL, origin TEXT NOT NULL, outcome TEXT NOT NULL, mac TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE audit_records (
    id TEXT PRIMARY KEY, seal INTEGER NOT NULL,
    actor TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL, jd TEXT NOT NULL, cvs TEXT NOT NULL,
    things INTEGER NOT NULL, origin TEXT NOT NULL, outcome TEXT NOT NULL, mac TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE audit_seals (
    number INTEGER PRIMARY KEY, month TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, records INTEGER NOT NULL,
    digest TEXT NOT NULL, mac TEXT NOT NULL
  );
  CREATE TABLE audit_chain (
    id TEXT PRIMARY KEY, head INTEGER NOT NULL, head_mac TEXT NOT NULL, cleaned INTEGER NOT NULL, cleaned_mac TEXT NOT NULL,
    cleaned_records INTEGER NOT NULL, cleaned_at TEXT NOT NULL, mac TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  COUNTS,
  // What is known of a removal for its certificate (JSON; null: it gets none), whether the scan found its own mark, and how many
  // of its CVs the store still or again holds; and the certificates of those that have ended.
  `
  ALTER TABLE erasures ADD COLUMN draft TEXT;
  ALTER TABLE erasures ADD COLUMN mark_found INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE erasures ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tenants ADD COLUMN draft TEXT;
  CREATE TABLE erasure_certificates (id TEXT PRIMARY KEY, ended_at TEXT NOT NULL, body TEXT NOT NULL, mac TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX erasure_certificates_ended ON erasure_certificates (ended_at, id);
  `,
  // Bytes that are not taken in again, since somebody asked for their erasure.
  'ALTER TABLE erased ADD COLUMN asked INTEGER NOT NULL DEFAULT 0',
  // How long CVs are kept: rules, and CVs that stay whatever they say; with indexes of what rules look for.
  `
  CREATE TABLE retention_rules (
    name TEXT PRIMARY KEY, reach TEXT NOT NULL, conditions TEXT NOT NULL, after_days INTEGER NOT NULL, warn_days INTEGER NOT NULL,
    set_at TEXT NOT NULL, set_by TEXT NOT NULL, not_before TEXT NOT NULL, erased INTEGER NOT NULL DEFAULT 0, erased_at TEXT
  ) WITHOUT ROWID;
  CREATE TABLE retention_holds (id TEXT PRIMARY KEY, reason TEXT NOT NULL, by_whom TEXT, key_id TEXT, at TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX retention_holds_at ON retention_holds (at, id);
  CREATE TABLE retention_held (cv_id TEXT NOT NULL, hold TEXT NOT NULL, PRIMARY KEY (cv_id, hold)) WITHOUT ROWID;
  CREATE INDEX retention_held_by ON retention_held (hold);
  CREATE INDEX cvs_ingested ON cvs (ingested_at);
  CREATE INDEX decisions_rejected ON decisions (at) WHERE decision = 'rejected' AND undone_at IS NULL;
  `,
  // Who is kept out of rankings, by series; `restricted` follows from it for every CV of the candidate.
  `
  CREATE TABLE restrictions (series TEXT PRIMARY KEY, reason TEXT, by_whom TEXT, key_id TEXT, at TEXT NOT NULL) WITHOUT ROWID;
  ALTER TABLE cvs ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX cvs_restricted ON cvs (key) WHERE restricted = 1;
  `,
  // The word index (search/words/pack.ts) takes the place of that of FTS5. It is made of what is scored of the CVs; whatever
  // changes one of these forgets the piece that it is in.
  `
  DROP TABLE words;
  CREATE TABLE words_pieces (
    serial INTEGER PRIMARY KEY AUTOINCREMENT, piece INTEGER NOT NULL UNIQUE, generation INTEGER NOT NULL, made_by TEXT NOT NULL
  );
  CREATE TABLE words_lists (serial INTEGER NOT NULL, record INTEGER NOT NULL, lists BLOB NOT NULL, PRIMARY KEY (serial, record)) WITHOUT ROWID;
  CREATE TRIGGER words_forgotten AFTER DELETE ON words_pieces BEGIN
    DELETE FROM words_lists WHERE serial = old.serial;
  END;
  CREATE TRIGGER words_of_scoring AFTER INSERT ON scoring BEGIN
    DELETE FROM words_pieces WHERE piece = new.key / 2048;
  END;
  CREATE TRIGGER words_of_changed AFTER UPDATE OF features ON scoring BEGIN
    DELETE FROM words_pieces WHERE piece = new.key / 2048;
  END;
  CREATE TRIGGER words_of_scoring_gone AFTER DELETE ON scoring BEGIN
    DELETE FROM words_pieces WHERE piece = old.key / 2048;
  END;
  `,
];
