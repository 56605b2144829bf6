/** Texts are compared by their bytes, as SQLite does. */
export const T = 'text COLLATE "C"';

/**
 * The second wall between tenants: without `cvmatch.tenant`, set for one transaction, a row cannot be read or written,
 * not even by the owner of the tables. (Superusers pass it.)
 */
export function walled(table: string, tenant = 'tenant'): string {
  const own = `${tenant} = nullif(current_setting('cvmatch.tenant', true), '')::int`;
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY own ON ${table} USING (${own}) WITH CHECK (${own});`;
}
