/** Part of the fingerprint. Raise it with every change that makes the same document give another profile. */
export const PROFILE_VERSION = 18;
