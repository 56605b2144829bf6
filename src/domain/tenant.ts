/** The tenant where none is named: on the command line, and in stores older than tenants. */
export const DEFAULT_TENANT = 'default';

/**
 * The id is also the name of a folder and may become a label in URLs: small letters, digits and hyphens, at most 40.
 */
const TENANT_ID = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** What a valid id looks like, for messages. */
export const TENANT_ID_EXPECTS = 'small letters, digits and hyphens, 40 at most, e.g. team-berlin';

export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text);
}

/** A sender, or a group of them, whose data nobody else can see. */
export interface Tenant {
  id: string;
  /** ISO time. */
  createdAt: string;
}
