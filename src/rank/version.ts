/** Part of the fingerprint. Raise it with every change that makes the same CV and JD score differently. */
export const RANK_VERSION = 18;
