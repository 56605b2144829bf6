/**
 * The roots of Europass XML: version 3 (2012 to 2020), and the HR Open "Candidate" of the portal since then. The
 * namespace is required, so that no other schema is taken for it.
 */
const ROOT =
  /<(?:[\w-]+:)?(?:SkillsPassport|LearnerInfo)\s[^>]*xmlns(?::[\w-]+)?\s*=\s*["'][^"']*europass|<(?:[\w-]+:)?Candidate\s[^>]*xmlns(?::[\w-]+)?\s*=\s*["'][^"']*(?:europass|hr-xml\.org)/i;

export const isEuropass = (xml: string): boolean => ROOT.test(xml);
