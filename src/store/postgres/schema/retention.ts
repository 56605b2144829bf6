import { T, walled } from './wall.js';

/** Rules of retention, CVs that stay whatever they say, and indexes of what rules look for. */
export const RETENTION = `
  CREATE TABLE retention_rules (
    tenant int NOT NULL, name ${T} NOT NULL, reach ${T} NOT NULL, conditions text NOT NULL, after_days int NOT NULL, warn_days int NOT NULL,
    set_at ${T} NOT NULL, set_by ${T} NOT NULL, not_before ${T} NOT NULL, erased int NOT NULL DEFAULT 0, erased_at ${T},
    PRIMARY KEY (tenant, name)
  );
  CREATE TABLE retention_holds (
    tenant int NOT NULL, id ${T} NOT NULL, reason text NOT NULL, by_whom ${T}, key_id ${T}, at ${T} NOT NULL, PRIMARY KEY (tenant, id)
  );
  CREATE INDEX retention_holds_at ON retention_holds (tenant, at, id);
  CREATE TABLE retention_held (tenant int NOT NULL, cv_id ${T} NOT NULL, hold ${T} NOT NULL, PRIMARY KEY (tenant, cv_id, hold));
  CREATE INDEX retention_held_by ON retention_held (tenant, hold);
  CREATE INDEX cvs_ingested ON cvs (tenant, ingested_at, key);
  CREATE INDEX decisions_rejected ON decisions (tenant, at, id) WHERE decision = 'rejected' AND undone_at IS NULL;
  ${['retention_rules', 'retention_holds', 'retention_held'].map((table) => walled(table)).join('\n')}`;
