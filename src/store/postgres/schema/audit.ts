import { T, walled } from './wall.js';

/** Columns of a record of the audit log, sealed or not. */
const RECORD = `actor text NOT NULL, action ${T} NOT NULL, detail text NOT NULL, jd ${T} NOT NULL, cvs ${T} NOT NULL,
    things int NOT NULL, origin text NOT NULL, outcome ${T} NOT NULL, mac ${T} NOT NULL`;

/**
 * An id begins with the time, so that partitions by id are partitions by month. They are made when a month is first sealed;
 * what has none goes into the one for all others. `audit_month`: up to this month a tenant has nothing left.
 */
export const AUDIT = `
  CREATE TABLE audit_keys (tenant int NOT NULL, id ${T} NOT NULL, secret ${T} NOT NULL, made_at ${T} NOT NULL, PRIMARY KEY (tenant, id));
  CREATE TABLE audit_open (tenant int NOT NULL, id ${T} NOT NULL, ${RECORD}, PRIMARY KEY (tenant, id));
  CREATE TABLE audit_records (tenant int NOT NULL, id ${T} NOT NULL, seal int NOT NULL, ${RECORD}, PRIMARY KEY (tenant, id))
    PARTITION BY RANGE (id);
  CREATE TABLE audit_records_other PARTITION OF audit_records DEFAULT;
  CREATE TABLE audit_seals (
    tenant int NOT NULL, number int NOT NULL, month ${T} NOT NULL, first ${T} NOT NULL, last ${T} NOT NULL, records int NOT NULL,
    digest ${T} NOT NULL, mac ${T} NOT NULL, PRIMARY KEY (tenant, number)
  );
  CREATE TABLE audit_chain (
    tenant int NOT NULL, id ${T} NOT NULL, head int NOT NULL, head_mac ${T} NOT NULL, cleaned int NOT NULL, cleaned_mac ${T} NOT NULL,
    cleaned_records int NOT NULL, cleaned_at ${T} NOT NULL, mac ${T} NOT NULL, PRIMARY KEY (tenant, id)
  );
  ALTER TABLE stores ADD COLUMN audit_month ${T} NOT NULL DEFAULT to_char(now() AT TIME ZONE 'UTC' - interval '1 month', 'YYYY-MM');
  ${['audit_keys', 'audit_open', 'audit_records', 'audit_records_other', 'audit_seals', 'audit_chain'].map((table) => walled(table)).join('\n')}`;
