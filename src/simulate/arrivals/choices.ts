/** How arrivals spread over time. In a file of its own, so that a command's help loads nothing else. */
export const PROFILES = ['constant', 'poisson', 'day', 'week', 'flash'] as const;
export type Profile = (typeof PROFILES)[number];
