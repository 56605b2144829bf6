import { AUDIT } from './audit.js';
import { RETENTION } from './retention.js';
import { T, walled } from './wall.js';

/**
 * Migrations, applied in order and recorded in the table `migrations`. Never change a released one; add another that
 * only adds, so that processes of the release before go on beside it, or say in `contracts` why it may take something
 * away (CONTRIBUTING.md, "Change the tables on PostgreSQL"). Columns are as in the SQLite store, with the tenant's number
 * in front; texts are compared by their bytes (COLLATE "C"), as SQLite does.
 */
export interface Migration {
  name: string;
  sql: string;
  /** The lowest number of migrations that a process must know to work with this one. */
  needs: number;
  /** What it takes away or forbids, and why no process that `needs` allows misses it. Absent: it only adds. */
  contracts?: string;
}

/** Tables of which every row belongs to a tenant. */
export const TENANT_TABLES = [
  'batches',
  'cvs',
  'bands',
  'documents',
  'profiles',
  'scoring',
  'words',
  'postings',
  'occupations',
  'files',
  'tasks',
  'cache',
  'matches',
  'explanations',
  'jd_vectors',
  'matches_shown',
  'decisions',
  'schedule_runs',
  'jds',
  'jd_holders',
  'candidate_pairs',
  'candidate_acts',
  'loose_originals',
  'erasures',
  'erased',
  'erasure_certificates',
  'retention_rules',
  'retention_holds',
  'retention_held',
  'restrictions',
  'changes',
  'words_pieces',
  'words_lists',
  'audit_keys',
  'audit_open',
  'audit_records',
  'audit_seals',
  'audit_chain',
] as const;

/** Those that later migrations make. */
const LATER = /^(?:erased|erasure_certificates|retention_.*|restrictions|changes|words_.*|audit_.*)$/;

/** Uploads: paths that begin with `upload:`. */
export const UPLOADS = "path >= 'upload:' AND path < 'upload;'";

const ENDED = "status IN ('done', 'failed', 'dead')";

/** One row for each tenant: small facts, counters of ids, and the lock of its writers. */
const STORES = `
  CREATE TABLE stores (
    tenant int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id ${T} NOT NULL UNIQUE,
    version bigint NOT NULL DEFAULT 0, generation int NOT NULL DEFAULT 1, model text, exchange text,
    jds bigint NOT NULL DEFAULT 0, cvs int NOT NULL DEFAULT 0, tokens bigint NOT NULL DEFAULT 0,
    last_cv int NOT NULL DEFAULT 0, last_task bigint NOT NULL DEFAULT 0, last_pair int NOT NULL DEFAULT 0,
    last_act int NOT NULL DEFAULT 0, last_decision int NOT NULL DEFAULT 0, last_run int NOT NULL DEFAULT 0,
    last_original bigint NOT NULL DEFAULT 0, last_jd int NOT NULL DEFAULT 0
  ) WITH (fillfactor = 50);`;

const CVS = `
  CREATE TABLE cvs (
    tenant int NOT NULL, key int NOT NULL, cv_id ${T} NOT NULL, series ${T} NOT NULL, candidate_id ${T} NOT NULL,
    series_revision int NOT NULL, revision int NOT NULL, latest boolean NOT NULL, duplicate_of ${T}, path ${T} NOT NULL,
    came bigint NOT NULL, ingested_at ${T} NOT NULL,
    name ${T}, label ${T}, years float8, country ${T}, language ${T}, format ${T} NOT NULL, engine ${T} NOT NULL,
    passages int NOT NULL, fingerprint ${T} NOT NULL, text_hash ${T} NOT NULL, signature bytea NOT NULL,
    who_email ${T}, who_phone ${T},
    PRIMARY KEY (tenant, key), UNIQUE (tenant, cv_id)
  );
  CREATE INDEX cvs_candidate ON cvs (tenant, candidate_id, revision);
  CREATE INDEX cvs_series ON cvs (tenant, series, series_revision);
  CREATE INDEX cvs_path ON cvs (tenant, path);
  CREATE INDEX cvs_older ON cvs (tenant, key) WHERE NOT latest;
  CREATE INDEX cvs_text ON cvs (tenant, text_hash);
  CREATE INDEX cvs_email ON cvs (tenant, who_email) WHERE who_email IS NOT NULL;
  CREATE INDEX cvs_phone ON cvs (tenant, who_phone) WHERE who_phone IS NOT NULL;
  CREATE INDEX cvs_duplicate ON cvs (tenant, duplicate_of) WHERE duplicate_of IS NOT NULL;

  CREATE TABLE bands (tenant int NOT NULL, band bigint NOT NULL, key int NOT NULL, PRIMARY KEY (tenant, band, key));
  CREATE INDEX bands_key ON bands (tenant, key);
  CREATE TABLE documents (tenant int NOT NULL, key int NOT NULL, text bytea NOT NULL, layout text NOT NULL, lines bytea NOT NULL, PRIMARY KEY (tenant, key));
  CREATE TABLE profiles (tenant int NOT NULL, key int NOT NULL, profile text NOT NULL, PRIMARY KEY (tenant, key));
  CREATE TABLE scoring (
    tenant int NOT NULL, generation int NOT NULL, key int NOT NULL, features bytea NOT NULL, passages bytea NOT NULL, vectors bytea NOT NULL,
    PRIMARY KEY (tenant, generation, key)
  );
  -- Vectors do not become smaller by compression.
  ALTER TABLE scoring ALTER COLUMN vectors SET STORAGE EXTERNAL;

  -- Words in the order of each part, between spaces, for phrases; and how often each CV has a word, with its length. The
  -- postings of a CV are found by its words: another index would cost as much as the table.
  CREATE TABLE words (tenant int NOT NULL, key int NOT NULL, title ${T} NOT NULL, skills ${T} NOT NULL, body ${T} NOT NULL, tokens int NOT NULL, PRIMARY KEY (tenant, key));
  CREATE TABLE postings (
    tenant int NOT NULL, key int NOT NULL, title int2 NOT NULL, skills int2 NOT NULL, body int2 NOT NULL, length int2 NOT NULL, term ${T} NOT NULL,
    PRIMARY KEY (tenant, term, key) INCLUDE (title, skills, body, length)
  );
  CREATE TABLE occupations (tenant int NOT NULL, term ${T} NOT NULL, key int NOT NULL, recent float8 NOT NULL, share float8 NOT NULL, PRIMARY KEY (tenant, term, key));
  CREATE INDEX occupations_key ON occupations (tenant, key);`;

const TASKS = `
  CREATE TABLE batches (
    tenant int NOT NULL, id ${T} NOT NULL, source text NOT NULL, files int NOT NULL, created_at ${T} NOT NULL, key_id ${T}, idempotency_key ${T},
    PRIMARY KEY (tenant, id)
  );
  CREATE UNIQUE INDEX batches_idempotency ON batches (tenant, coalesce(key_id, ''), idempotency_key) WHERE idempotency_key IS NOT NULL;

  CREATE TABLE files (
    tenant int NOT NULL, path ${T} NOT NULL, cv_id ${T}, resembles ${T}, hash ${T}, state ${T}, code ${T}, message text, format ${T},
    size float8 NOT NULL, mtime float8 NOT NULL, made_with ${T}, name ${T}, key_id ${T}, batch ${T}, candidate ${T},
    PRIMARY KEY (tenant, path)
  );
  CREATE INDEX files_cv ON files (tenant, cv_id) WHERE cv_id IS NOT NULL;
  CREATE INDEX files_resembles ON files (tenant, resembles) WHERE resembles IS NOT NULL;
  CREATE INDEX files_hash ON files (tenant, hash) WHERE hash IS NOT NULL;
  CREATE INDEX files_name ON files (tenant, name) WHERE name IS NOT NULL;
  CREATE INDEX files_batch ON files (tenant, batch, path) WHERE batch IS NOT NULL;
  CREATE INDEX files_key ON files (tenant, key_id) WHERE key_id IS NOT NULL;
  CREATE INDEX files_candidate ON files (tenant, candidate, key_id) WHERE candidate IS NOT NULL;

  CREATE TABLE tasks (
    tenant int NOT NULL, id bigint NOT NULL, batch ${T} NOT NULL, path ${T} NOT NULL, status ${T} NOT NULL, priority int NOT NULL DEFAULT 0,
    sender ${T} NOT NULL DEFAULT '', attempts int NOT NULL DEFAULT 0, fence bigint NOT NULL DEFAULT 0,
    owner ${T}, lease_until bigint, not_before bigint NOT NULL DEFAULT 0, offered_at bigint,
    last_code ${T}, last_message text, created_at ${T} NOT NULL, updated_at ${T} NOT NULL,
    PRIMARY KEY (tenant, id), UNIQUE (tenant, path)
  ) WITH (fillfactor = 70);
  CREATE INDEX tasks_turns ON tasks (tenant, priority DESC, sender, id) WHERE status = 'pending' AND ${UPLOADS};
  CREATE INDEX tasks_held ON tasks (tenant, owner) WHERE status = 'running';
  CREATE INDEX tasks_ended ON tasks (tenant, updated_at) WHERE ${ENDED};
  CREATE INDEX tasks_failed ON tasks (tenant, id) WHERE status IN ('failed', 'dead');

  CREATE TABLE schedule_runs (
    tenant int NOT NULL, id int NOT NULL, name ${T} NOT NULL, started_at ${T} NOT NULL, ended_at ${T}, ok boolean, result text,
    owner ${T}, lease_until bigint, PRIMARY KEY (tenant, id)
  );
  CREATE INDEX schedule_runs_name ON schedule_runs (tenant, name, id);
  CREATE UNIQUE INDEX schedule_runs_open ON schedule_runs (tenant, name) WHERE ended_at IS NULL;`;

const MATCHES = `
  CREATE TABLE cache (tenant int NOT NULL, name ${T} NOT NULL, value text NOT NULL, version bigint NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (tenant, name));
  CREATE TABLE matches (
    tenant int NOT NULL, jd_hash ${T} NOT NULL, cv_id ${T} NOT NULL, match_id ${T} NOT NULL, score float8 NOT NULL, fingerprint ${T} NOT NULL, at ${T} NOT NULL,
    PRIMARY KEY (tenant, jd_hash, cv_id)
  );
  CREATE INDEX matches_cv ON matches (tenant, cv_id, score DESC);
  CREATE INDEX matches_best ON matches (tenant, jd_hash, score DESC, cv_id);
  CREATE TABLE explanations (
    tenant int NOT NULL, jd_hash ${T} NOT NULL, cv_id ${T} NOT NULL, text text NOT NULL, fingerprint ${T} NOT NULL, at ${T} NOT NULL,
    PRIMARY KEY (tenant, jd_hash, cv_id)
  );
  CREATE INDEX explanations_cv ON explanations (tenant, cv_id);
  CREATE TABLE jd_vectors (
    tenant int NOT NULL, jd_hash ${T} NOT NULL, fingerprint ${T} NOT NULL, texts text NOT NULL, vectors bytea NOT NULL, at ${T} NOT NULL,
    PRIMARY KEY (tenant, jd_hash, fingerprint)
  );
  CREATE TABLE matches_shown (
    tenant int NOT NULL, id ${T} NOT NULL, cv_id ${T} NOT NULL, jd_hash ${T} NOT NULL, rank int NOT NULL, shown_at ${T} NOT NULL, viewed_at ${T},
    PRIMARY KEY (tenant, id)
  );
  CREATE INDEX matches_shown_cv ON matches_shown (tenant, cv_id);
  CREATE INDEX matches_shown_at ON matches_shown (tenant, shown_at);

  CREATE TABLE decisions (
    tenant int NOT NULL, id int NOT NULL, jd_hash ${T} NOT NULL, cv_id ${T} NOT NULL, decision ${T} NOT NULL, stage ${T}, reason text,
    by_whom ${T}, key_id ${T}, at ${T} NOT NULL, undone_at ${T}, undone_by ${T}, undone_key ${T}, PRIMARY KEY (tenant, id)
  );
  CREATE INDEX decisions_cv ON decisions (tenant, cv_id, jd_hash);
  CREATE INDEX decisions_jd ON decisions (tenant, jd_hash);

  CREATE TABLE jds (
    tenant int NOT NULL, key int NOT NULL, jd int NOT NULL, version int NOT NULL, latest boolean NOT NULL,
    id ${T} NOT NULL, hash ${T} NOT NULL, title text, truncated boolean NOT NULL, source ${T} NOT NULL, added_at ${T} NOT NULL, text text NOT NULL,
    PRIMARY KEY (tenant, key), UNIQUE (tenant, jd, version)
  );
  CREATE UNIQUE INDEX jds_now ON jds (tenant, jd) WHERE latest;
  CREATE UNIQUE INDEX jds_text ON jds (tenant, hash) WHERE latest;
  CREATE INDEX jds_id ON jds (tenant, id);
  CREATE INDEX jds_source ON jds (tenant, source);
  CREATE TABLE jd_holders (tenant int NOT NULL, jd int NOT NULL, key_id ${T} NOT NULL, PRIMARY KEY (tenant, jd, key_id));`;

const CANDIDATES = `
  CREATE TABLE candidate_pairs (
    tenant int NOT NULL, id int NOT NULL, a ${T} NOT NULL, b ${T} NOT NULL,
    email boolean NOT NULL DEFAULT false, phone boolean NOT NULL DEFAULT false, text boolean NOT NULL DEFAULT false,
    state ${T} NOT NULL DEFAULT 'open', found_at ${T} NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (tenant, a, b)
  );
  CREATE INDEX candidate_pairs_a ON candidate_pairs (tenant, a, state, id);
  CREATE INDEX candidate_pairs_b ON candidate_pairs (tenant, b, state, id);
  CREATE TABLE candidate_acts (
    tenant int NOT NULL, id int NOT NULL, pair int NOT NULL, action ${T} NOT NULL, before ${T} NOT NULL, parted ${T},
    by_whom ${T}, key_id ${T}, at ${T} NOT NULL, undone_at ${T}, undone_by ${T}, undone_key ${T}, PRIMARY KEY (tenant, id)
  );
  CREATE INDEX candidate_acts_pair ON candidate_acts (tenant, pair, id);`;

/** What was forgotten, noted by triggers in the transaction that forgets it; see the schema of the SQLite store. */
const FORGOTTEN = `
  CREATE TABLE loose_originals (tenant int NOT NULL, id bigint NOT NULL, hash ${T}, path ${T}, PRIMARY KEY (tenant, id));
  CREATE TABLE erasures (
    tenant int NOT NULL, id ${T} NOT NULL, since ${T} NOT NULL, cvs int NOT NULL, salt bytea NOT NULL, traces bytea NOT NULL,
    removed_by xid8 NOT NULL DEFAULT pg_current_xact_id(), vacuumed boolean NOT NULL DEFAULT false,
    files_gone boolean NOT NULL DEFAULT false, remains boolean NOT NULL DEFAULT false, PRIMARY KEY (tenant, id)
  );

  CREATE FUNCTION note_loose(of int, hash text, path text) RETURNS void LANGUAGE sql AS $$
    WITH next AS (UPDATE stores SET last_original = last_original + 1 WHERE tenant = $1 RETURNING last_original)
    INSERT INTO loose_originals (tenant, id, hash, path) SELECT $1, last_original, $2, $3 FROM next
  $$;
  CREATE FUNCTION file_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF old.hash IS NOT NULL OR old.path LIKE 'upload:%' THEN
      PERFORM note_loose(old.tenant, old.hash, CASE WHEN old.path LIKE 'upload:%' THEN old.path END);
    END IF;
    IF old.batch IS NOT NULL THEN
      UPDATE batches SET idempotency_key = NULL WHERE tenant = old.tenant AND id = old.batch AND idempotency_key IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM files WHERE files.tenant = old.tenant AND files.batch = old.batch);
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION file_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM note_loose(old.tenant, old.hash, NULL);
    RETURN NULL;
  END $$;
  CREATE FUNCTION cv_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM note_loose(old.tenant, old.cv_id, NULL);
    RETURN NULL;
  END $$;
  CREATE TRIGGER file_forgotten AFTER DELETE ON files FOR EACH ROW EXECUTE FUNCTION file_forgotten();
  CREATE TRIGGER file_changed AFTER UPDATE OF hash ON files FOR EACH ROW
    WHEN (old.hash IS NOT NULL AND old.hash IS DISTINCT FROM new.hash) EXECUTE FUNCTION file_changed();
  CREATE TRIGGER cv_forgotten AFTER DELETE ON cvs FOR EACH ROW EXECUTE FUNCTION cv_forgotten();`;

/** What belongs to no tenant. */
const REGISTRY = `
  CREATE TABLE tenants (id ${T} PRIMARY KEY, created_at ${T} NOT NULL, removing_at ${T});
  INSERT INTO tenants (id, created_at) VALUES ('default', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  CREATE TABLE keys (
    id ${T} PRIMARY KEY, hash ${T} NOT NULL UNIQUE, tenant ${T} NOT NULL, name text NOT NULL, scopes text NOT NULL,
    created_at ${T} NOT NULL, revoked_at ${T}, last_used_at ${T}
  );
  CREATE INDEX keys_tenant ON keys (tenant);
  CREATE TABLE workspace (single boolean PRIMARY KEY DEFAULT true CHECK (single), name text NOT NULL DEFAULT gen_random_uuid()::text);
  INSERT INTO workspace DEFAULT VALUES;
  CREATE TABLE alerts (name ${T} PRIMARY KEY, since ${T} NOT NULL, value float8 NOT NULL);`;

/**
 * Only the last few changes are kept. Triggers, because CVs are written in several places, also by processes of the release
 * before. Who writes CVs holds the row in `stores`, so the ids of a tenant are given in the order of its commits.
 */
const CHANGES = `
  ALTER TABLE stores ADD COLUMN last_change bigint NOT NULL DEFAULT 0;
  CREATE TABLE changes (tenant int NOT NULL, id bigint NOT NULL, key int NOT NULL, PRIMARY KEY (tenant, id));
  ${walled('changes')}

  CREATE FUNCTION note_changes(of int, keys int[]) RETURNS void LANGUAGE plpgsql AS $$ DECLARE last bigint; BEGIN
    IF cardinality(keys) = 0 THEN RETURN; END IF;
    UPDATE stores SET last_change = last_change + cardinality(keys) WHERE tenant = of RETURNING last_change INTO last;
    INSERT INTO changes (tenant, id, key)
      SELECT of, last - cardinality(keys) + place, key FROM unnest(keys) WITH ORDINALITY AS changed(key, place);
    IF last / 500 > (last - cardinality(keys)) / 500 THEN DELETE FROM changes WHERE tenant = of AND id <= last - 5000; END IF;
  END $$;
  CREATE FUNCTION scoring_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM note_changes(changed.tenant, array_agg(changed.key ORDER BY changed.key)) FROM changed
      JOIN stores ON stores.tenant = changed.tenant AND stores.generation = changed.generation GROUP BY changed.tenant;
    RETURN NULL;
  END $$;
  CREATE FUNCTION reading_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM note_changes(changed.tenant, array_agg(changed.key ORDER BY changed.key)) FROM changed GROUP BY changed.tenant;
    RETURN NULL;
  END $$;
  CREATE TRIGGER scoring_written AFTER INSERT ON scoring REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION scoring_changed();
  CREATE TRIGGER scoring_erased AFTER DELETE ON scoring REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION scoring_changed();
  CREATE TRIGGER reading_written AFTER INSERT ON profiles REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION reading_changed();`;

export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'the store as it began',
    needs: 1,
    sql: [
      STORES,
      CVS,
      TASKS,
      MATCHES,
      CANDIDATES,
      FORGOTTEN,
      REGISTRY,
      ...TENANT_TABLES.filter((table) => !LATER.test(table)).map((table) => walled(table)),
    ].join('\n'),
  },
  {
    name: 'processes that serve and work',
    needs: 1,
    sql: `CREATE TABLE processes (
      id ${T} PRIMARY KEY, host text NOT NULL, pid int NOT NULL, version ${T} NOT NULL, role ${T} NOT NULL,
      started_at bigint NOT NULL, beat_at bigint NOT NULL, lease_until bigint NOT NULL,
      state ${T} NOT NULL, held int NOT NULL, done bigint NOT NULL, wanted ${T}
    )`,
  },
  {
    name: 'indexes of tasks by time, of pairs by state, of files by key in their order, and of batches by what their sender calls them',
    needs: 1,
    contracts: 'the index files_key: files_of_key finds the same rows, for statements of before as well',
    // Behind the wall between tenants the index on coalesce(key_id, '') only keeps pairs unique: PostgreSQL does not trust
    // coalesce with rows that the wall may hide.
    sql: `CREATE INDEX batches_called ON batches (tenant, idempotency_key) WHERE idempotency_key IS NOT NULL;
      CREATE INDEX files_of_key ON files (tenant, key_id, path) WHERE key_id IS NOT NULL;
      DROP INDEX files_key;
      CREATE INDEX tasks_created ON tasks (tenant, created_at);
      CREATE INDEX candidate_pairs_state ON candidate_pairs (tenant, state, id);`,
  },
  {
    name: 'who keeps the schedule',
    needs: 1,
    sql: `CREATE TABLE leader (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        process ${T} NOT NULL, beat_at bigint NOT NULL, lease_until bigint NOT NULL, gap bigint NOT NULL
      );
      ALTER TABLE schedule_runs ADD COLUMN due ${T}`,
  },
  {
    name: 'counts against limits',
    needs: 1,
    // A crash of the server may forget counts; an hour later they would be gone anyway.
    sql: `CREATE UNLOGGED TABLE quotas (
      quota ${T} NOT NULL, caller ${T} NOT NULL, used bigint NOT NULL, granted bigint NOT NULL, ends_at bigint NOT NULL,
      PRIMARY KEY (quota, caller)
    ) WITH (fillfactor = 50)`,
  },
  {
    name: 'uploads that are not handed out',
    needs: 1,
    sql: `ALTER TABLE stores ADD COLUMN paused_at ${T}`,
  },
  {
    name: 'how many changes of the schema each process knows',
    needs: 1,
    sql: 'ALTER TABLE processes ADD COLUMN schema int',
  },
  {
    name: 'what was ever removed, as keyed hashes',
    needs: 1,
    sql: `CREATE TABLE erased (
        tenant int NOT NULL, salt ${T} NOT NULL, mark ${T} NOT NULL, at ${T} NOT NULL, PRIMARY KEY (tenant, salt, mark)
      );
      CREATE INDEX erased_at ON erased (tenant, at);
      ${walled('erased')}`,
  },
  {
    name: 'CVs that were written or erased, for what searches keep in memory',
    needs: 1,
    sql: CHANGES,
    contracts: 'nothing: its triggers note keys in a table of their own, whoever writes CVs',
  },
  {
    name: 'which process says that an alert fires, and changes that are still to be told',
    needs: 1,
    sql: `CREATE TABLE alert_reports (
        name ${T} NOT NULL, process ${T} NOT NULL, since ${T} NOT NULL, value float8 NOT NULL, PRIMARY KEY (name, process)
      );
      CREATE TABLE alert_changes (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name ${T} NOT NULL, status ${T} NOT NULL, since ${T} NOT NULL,
        value float8, at bigint NOT NULL, process ${T}, lease_until bigint NOT NULL
      )`,
  },
  {
    name: 'what each process counted since it started',
    needs: 1,
    sql: `CREATE TABLE process_counts (
        process ${T} NOT NULL REFERENCES processes ON DELETE CASCADE, tenant ${T} NOT NULL, counts text NOT NULL,
        PRIMARY KEY (process, tenant)
      )`,
  },
  { name: 'the audit log', needs: 1, sql: AUDIT },
  {
    name: 'certificates of removals',
    needs: 1,
    sql: `ALTER TABLE erasures ADD COLUMN draft text;
      ALTER TABLE tenants ADD COLUMN draft text;
      CREATE TABLE erasure_certificates (
        tenant int NOT NULL, id ${T} NOT NULL, ended_at ${T} NOT NULL, body text NOT NULL, mac ${T} NOT NULL, PRIMARY KEY (tenant, id)
      );
      CREATE INDEX erasure_certificates_ended ON erasure_certificates (tenant, ended_at, id);
      ${walled('erasure_certificates')}`,
  },
  {
    name: 'bytes that are not taken in again',
    needs: 1,
    sql: 'ALTER TABLE erased ADD COLUMN asked int NOT NULL DEFAULT 0',
  },
  { name: 'how long CVs are kept', needs: 1, sql: RETENTION },
  {
    name: 'who is kept out of rankings',
    needs: 1,
    sql: `CREATE TABLE restrictions (
        tenant int NOT NULL, series ${T} NOT NULL, reason text, by_whom ${T}, key_id ${T}, at ${T} NOT NULL, PRIMARY KEY (tenant, series)
      );
      ${walled('restrictions')}
      ALTER TABLE cvs ADD COLUMN restricted boolean NOT NULL DEFAULT false;
      CREATE INDEX cvs_restricted ON cvs (tenant, key) WHERE restricted`,
  },
  {
    // Made of what is scored of the CVs, as in the SQLite store. `words` and `postings` are written by releases before alone.
    name: 'the word index in pieces',
    needs: 1,
    contracts: 'nothing: its triggers forget pieces in a table of their own, whoever writes CVs',
    sql: `CREATE TABLE words_pieces (
        tenant int NOT NULL, serial bigint GENERATED ALWAYS AS IDENTITY, piece int NOT NULL, generation int NOT NULL, made_by ${T} NOT NULL,
        PRIMARY KEY (tenant, piece)
      );
      CREATE TABLE words_lists (tenant int NOT NULL, serial bigint NOT NULL, record int NOT NULL, lists bytea NOT NULL, PRIMARY KEY (tenant, serial, record));
      ${walled('words_pieces')}
      ${walled('words_lists')}
      CREATE FUNCTION words_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM words_lists USING gone WHERE words_lists.tenant = gone.tenant AND words_lists.serial = gone.serial;
        RETURN NULL;
      END $$;
      CREATE FUNCTION words_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM words_pieces USING (SELECT DISTINCT tenant, key / 2048 AS piece FROM changed) AS touched
          WHERE words_pieces.tenant = touched.tenant AND words_pieces.piece = touched.piece;
        RETURN NULL;
      END $$;
      CREATE TRIGGER words_gone AFTER DELETE ON words_pieces REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION words_forgotten();
      CREATE TRIGGER words_of_scoring AFTER INSERT ON scoring REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION words_changed();
      CREATE TRIGGER words_of_scoring_gone AFTER DELETE ON scoring REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION words_changed();`,
  },
  {
    name: 'places of backups',
    needs: 1,
    sql: `CREATE TABLE backup_places (place ${T} PRIMARY KEY, last text);
      CREATE TABLE backup_told (place ${T} NOT NULL, tenant ${T} NOT NULL, at ${T} NOT NULL, PRIMARY KEY (place, tenant))`,
  },
];
