/** A word divided at the end of a line: letters, a hyphen, and the rest in lower case at the start of the next line. */
const DIVIDED = /[-\u2010](?<=(?<![\p{L}\p{N}-])(\p{L}{2,}).)[ \t]*\n[ \t]*(\p{Ll}{2,})([^\s]*)[ \t]*/gu;

const ADDRESS = /www\.|:\/\/|\.(?:com|org|net|io|dev)\//i;
/**
 * The rest begins the next line, or the next but a blank one, and is no ordinary word: it contains a sign or digit, or a
 * bracket follows.
 */
const BROKEN_ADDRESS =
  /((?:https?:\/\/|www\.|(?<![\p{L}\p{N}@.-])[a-z0-9-]{1,40}\.(?:com|org|net|io|dev)\/)[\w.~%/?#=&+-]{0,200}[-/_=&?])[ \t]*(\n\n?)[ \t]*(?=[\w.~%/?#=&+-]*[\d/_=&?.-]|(?<=[-_]\s*)[\w%-]+(?:\n|$|[ \t]*\())([\w.~%/?#=&+-]+)[ \t]*/giu;

/** LinkedIn's export breaks long addresses anywhere and puts a label after them. */
const LABELLED_ADDRESS =
  /((?:https?:\/\/|www\.)[\w.-]{1,60}\/[\w.~%/?#=&+-]{1,200})\n([\w.~%/?#=&+-]{1,200}[ \t]*\n?[ \t]*\((?:LinkedIn|Personal|Company|Portfolio|Blog|RSS Feed|Other)\))/gu;

/** First parts of compounds that keep their hyphen: "full-time", "self-employed". */
const FIRST_PARTS = new Set(
  'all back best client co cost cross customer data decision detail end entry ex e face fast first five five four front full goal hand hands hard high in industry inter large lead left life long low market medium mid mission multi non off on one open part people post pre problem profit project real result results right risk sales second self semi service short single six small so solution state task team ten third three time top two two user value vice web well wide word world year'.split(
    ' ',
  ),
);
/** Words after a hyphen that stands for an omitted part: "Vertriebs- und Marketing", "pre- and post-sales". */
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
 * Rejoins divided words on the first line. The text itself decides: a word that occurs whole elsewhere is joined, one
 * that occurs with a hyphen elsewhere keeps it, and so do common compounds.
 */
export function repairHyphens(text: string): string {
  return repairWords(repairAddresses(text));
}

/**
 * An address broken after a hyphen, slash or another sign that cannot end an address keeps that sign, which is part of
 * it.
 */
function repairAddresses(text: string): string {
  return ADDRESS.test(text) ? text.replace(BROKEN_ADDRESS, '$1$3$2').replace(LABELLED_ADDRESS, '$1$2') : text;
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
