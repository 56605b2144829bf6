/** The tenant of whoever names none: the command line, and stores from before there were tenants. */
export const DEFAULT_TENANT = 'default';

/** Also the name of a folder, and of a label in URLs: small letters, digits and hyphens, at most 40. */
const TENANT_ID = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** What an id looks like, for people. */
export const TENANT_ID_EXPECTS = 'small letters, digits and hyphens, 40 at most, e.g. team-berlin';

export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text);
}

/** Somebody whose data nobody else sees. */
export interface Tenant {
  id: string;
  /** ISO time. */
  createdAt: string;
}
