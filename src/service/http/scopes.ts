/**
 * What a key may do in its tenant: read and write what it uploaded; `all`: what anybody there brought in; `admin`: run it.
 * `operator`, for keys of the tenant `default` alone: see how the whole service fares, all tenants together.
 */
export const SCOPES = ['read', 'write', 'all', 'admin', 'operator'] as const;
export type Scope = (typeof SCOPES)[number];
