/** What a key may do: read and write what it uploaded; `all`: what anybody brought in; `admin`: run the service. */
export const SCOPES = ['read', 'write', 'all', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
