/** What a key may do. `read`, `write`: on its own uploads; `all`: on everybody's; `admin`: operate the service. */
export const SCOPES = ['read', 'write', 'all', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
