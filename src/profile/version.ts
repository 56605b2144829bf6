/** Raised with every change that makes the same document give another profile: part of the fingerprint. */
export const PROFILE_VERSION = 17;
