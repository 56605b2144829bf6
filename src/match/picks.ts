/**
 * Number of candidates that the first stage picks for scoring. Of 7,231 real CVs it contains 99.8 % of the ten best that scoring
 * everything would find (`evaluate pick`).
 */
export const PICKS = 150;
