/**
 * What a key may do in its tenant. `read` and `write`: with what it uploaded itself; `all`: also with everybody else's
 * uploads; `admin`: administer the tenant. `operator`, only for keys of the tenant `default`: see the state of the
 * whole service, all tenants together. `blind` takes away: such a key reviews and decides without seeing who the candidates
 * are (blind.ts).
 */
export const SCOPES = ['read', 'write', 'all', 'admin', 'operator', 'blind'] as const;
export type Scope = (typeof SCOPES)[number];

/** What somebody at this machine may do, who needs no key. */
export const ALL_GRANTED: readonly Scope[] = SCOPES.filter((scope) => scope !== 'blind');
/** What a blind key may not have: both show who people are, in logs, tasks and exports. */
export const NOT_BLIND: readonly Scope[] = ['admin', 'operator'];
