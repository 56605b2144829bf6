/**
 * What a key may do in its tenant. `read` and `write`: with what it uploaded itself; `all`: also with everybody else's
 * uploads; `admin`: administer the tenant. `operator`, only for keys of the tenant `default`: see the state of the
 * whole service, all tenants together.
 */
export const SCOPES = ['read', 'write', 'all', 'admin', 'operator'] as const;
export type Scope = (typeof SCOPES)[number];
