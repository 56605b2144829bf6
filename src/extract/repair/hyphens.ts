/** A word divided at the end of a line: letters, a hyphen, the rest in small letters at the start of the next line. */
const DIVIDED = /[-\u2010](?<=(?<![\p{L}\p{N}-])(\p{L}{2,}).)[ \t]*\n[ \t]*(\p{Ll}{2,})([^\s]*)[ \t]*/gu;

const ADDRESS = /www\.|:\/\/|\.(?:com|org|net|io|dev)\//i;
/** The rest, up to a blank, begins the next line and is no word of prose: it has a sign or a digit, or a bracket follows. */
const BROKEN_ADDRESS =
  /((?:https?:\/\/|www\.|(?<![\p{L}\p{N}@.-])[a-z0-9-]{1,40}\.(?:com|org|net|io|dev)\/)[\w.~%/?#=&+-]{0,200}[-/_=&?])[ \t]*\n[ \t]*(?=[\w.~%/?#=&+-]*[\d/_=&?.-]|(?<=[-_]\s*)[\w%-]+(?:\n|$|[ \t]*\())([\w.~%/?#=&+-]+)[ \t]*/giu;

/** LinkedIn's export breaks long addresses anywhere and sets a label behind them. */
const LABELLED_ADDRESS =
  /((?:https?:\/\/|www\.)[\w.-]{1,60}\/[\w.~%/?#=&+-]{1,200})\n([\w.~%/?#=&+-]{1,200}[ \t]*\n?[ \t]*\((?:LinkedIn|Personal|Company|Portfolio|Blog|RSS Feed|Other)\))/gu;

/** First parts that keep their hyphen: "full-time", "self-employed". */
const FIRST_PARTS = new Set(
  'all back best client co cost cross customer data decision detail end entry ex e face fast first five five four front full goal hand hands hard high in industry inter large lead left life long low market medium mid mission multi non off on one open part people post pre problem profit project real result results right risk sales second self semi service short single six small so solution state task team ten third three time top two two user value vice web well wide word world year'.split(
    ' ',
  ),
);
/** "Vertriebs- und Marketing", "pre- and post-sales": a hyphen that stands for a word left out. */
const CONJUNCTIONS = new Set([
  'und',
  'oder',
  'bzw',
  'sowie',
  'and',
  'or',
  'to',
  'et',
  'ou',
  'e',
  'o',
  'y',
  'en',
  'of',
  'ed',
  'och',
  'og',
  'i',
]);

/**
 * Puts divided words together on the first line. The text decides: a word that it has whole elsewhere is joined, one that it
 * has with a hyphen elsewhere keeps it, and so do the usual compounds.
 */
export function repairHyphens(text: string): string {
  return repairWords(repairAddresses(text));
}

/**
 * An address that breaks behind a hyphen, a slash or another sign that it cannot end with keeps the sign: a browser would
 * not find it without.
 */
function repairAddresses(text: string): string {
  return ADDRESS.test(text) ? text.replace(BROKEN_ADDRESS, '$1$2\n').replace(LABELLED_ADDRESS, '$1$2') : text;
}

function repairWords(text: string): string {
  if (text.search(DIVIDED) < 0) return text;
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-\u2010][\p{L}\p{N}]+)*/gu) ?? []);
  return text.replace(DIVIDED, (match, first: string, second: string, rest: string) => {
    if (CONJUNCTIONS.has(second)) return match;
    const keeps =
      !words.has((first + second).toLowerCase()) &&
      (words.has(`${first}-${second}`.toLowerCase()) || FIRST_PARTS.has(first.toLowerCase()));
    return `${keeps ? '-' : ''}${second}${rest}\n`;
  });
}
