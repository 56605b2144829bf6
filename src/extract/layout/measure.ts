/** The middle value of a list by its order; 0 for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The size that most characters are set in: the body's size. */
export function bodySize(parts: readonly { text: string; fontSize: number }[]): number {
  const sizes: number[] = [];
  for (const part of parts) for (let i = 0; i < part.text.length; i += 8) sizes.push(part.fontSize);
  return median(sizes) || 10;
}

const MONTH = 'jan|feb|mar|mär|mar[sç]|apr|avr|abr|ma[iyg]|ene|gen|jun|jui|giu|jul|lug|ao[uû]|aug|ago|sep|set|o[ck]t|ott|out|nov|de[cz]|dic|fev|fév';
const DATE_LIKE = new RegExp(`\\b(?:19|20)\\d\\d\\b|\\b\\d{1,2}[./]\\d{2,4}\\b|^(?:${MONTH})[\\p{L}.]*(?:\\s|$)|^(?:present|current|now|today|heute|aktuell|présent|presente|actual|atual|heden|ongoing)\\b`, 'iu');

/** True for a short text that is a date or range of dates, in the languages that CVs come in. */
export function isDateLike(text: string): boolean {
  return text.length <= 40 && DATE_LIKE.test(text.trim());
}
