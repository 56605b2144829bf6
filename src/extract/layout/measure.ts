/** The median; 0 for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The font size of most characters: that of the body text. */
export function bodySize(parts: readonly { text: string; fontSize: number }[]): number {
  const counts = new Map<number, number>();
  let all = 0;
  for (const { text, fontSize } of parts) {
    const count = Math.ceil(text.length / 8);
    counts.set(fontSize, (counts.get(fontSize) ?? 0) + count);
    all += count;
  }
  let below = 0;
  return (
    [...counts.keys()].sort((a, b) => a - b).find((size) => (below += counts.get(size)!) > Math.floor(all / 2)) || 10
  );
}

const MONTH =
  '(?:jan|feb|mar|mär|mrt|apr|avr|abr|ma[iyg]|mei|ene|gen|jun|jui|giu|jul|lug|ao[uû]|aug|ago|sep|set|o[ck]t|ott|out|nov|de[cz]|dic|déc|fev|fév|spring|summer|fall|autumn|winter)\\p{L}{0,7}\\.?';
const YEAR = '(?:19|20)\\d\\d';
const NOW =
  "(?:present|current|currently|now|today|ongoing|heute|aktuell|présent|presente|actual|atual|heden|oggi|hoy|hoje|aujourd['’]hui|actualidad|actualité|attuale|atualmente|derzeit|laufend)";
const DATE = new RegExp(
  `(?<!\\p{L})(?:\\d{1,2}[./\\s]+)?(?:${MONTH}|\\d{1,2})?[\\s./,'-]*${YEAR}(?!\\d)|(?<!\\p{L})${MONTH}\\s*['’]\\d\\d(?!\\d)|\\b\\d{1,2}[./]\\d{2,4}\\b|(?<!\\p{L})${NOW}(?!\\p{L})`,
  'giu',
);

const MONTH_ALONE = new RegExp(`^\\s*${MONTH}\\s*$`, 'iu');
const NOW_ALONE = new RegExp(`^\\s*(?:to |till |until |bis )?${NOW}\\s*$`, 'iu');

/** Whether a text is just the name of a month or a word for today. */
export function isMonth(text: string): boolean {
  return MONTH_ALONE.test(text);
}
export function isNow(text: string): boolean {
  return NOW_ALONE.test(text);
}

/** A filter: every date has two digits or one of these words. */
const MAYBE_DATE = new RegExp(`\\d\\d|${NOW}`, 'iu');

/** Whether a text is little more than a date or date range, in the languages of CVs. */
export function isDateLike(text: string): boolean {
  if (!MAYBE_DATE.test(text)) return false;
  const all = lettersAndDigits(text);
  const rest = lettersAndDigits(text.replace(DATE, ' '));
  return all > 0 && rest < all && rest <= Math.max(4, all * 0.4);
}

function lettersAndDigits(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
