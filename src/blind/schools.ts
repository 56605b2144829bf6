import { namesDegree, schoolWordsIn } from '../profile/words/degrees.js';
import { placeScore } from '../profile/person/places.js';
import type { Span } from '../profile/text/lines.js';

/** What may stand between the words of a school's name. */
const JOINING =
  'of|for|at|in|and|the|de|des|du|del|della|delle|degli|dei|di|da|do|dos|das|la|le|les|et|e|y|für|fuer|und|der|die|das|van|voor|en|het|im|am|im\\.|i|w|na|ve|и|им\\.|имени';
const CAPITAL = String.raw`[«„“"'‘]?(?:[lLdD]['’])?(?:[\p{Lu}\p{Lt}][\p{L}\p{M}]{0,3}\.|[\p{Lu}\p{Lt}\d№](?:[\p{L}\p{M}\d'’&-]|\.(?=\p{L}))*)[»”"'’]?`;
/** The rest of a name after the word for a school: "of Applied Sciences", "de technologie de Compiègne", "Altenbrück". */
const AFTER = new RegExp(
  String.raw`^(?:[ \t]*-[ \t]*(?=\p{L})|,?[ \t]+(?=(?:${JOINING})[ \t]+\p{L}+[^\n,;.]{0,40}?\p{Lu})|[ \t]+)?(?:(?:(?:${JOINING})[ \t]+|&[ \t]+|[dl]['’])*(?:${CAPITAL}|\p{Ll}{4,}(?=[ \t]+(?:${JOINING})[ \t]+(?:\p{Ll}{4,}[ \t]+(?:${JOINING})[ \t]+)?\p{Lu}))(?:[ \t]+|-|$|(?=[^\p{L}])))+`,
  'u',
);
/** The words before it: "Northfield State", "St. Mary's", "Московский государственный". */
const BEFORE = new RegExp(
  String.raw`(?:(?:${CAPITAL}|(?<=[\p{Lu}\p{Script=Cyrillic}][\p{L}\p{M}.]*[ \t]+)\p{Script=Cyrillic}+|(?:${JOINING}))(?:[ \t]+|-))+$`,
  'u',
);
const CASELESS = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** In characters: how far a name reaches. */
const REACH = 70;
/** Kinds of schools that stand before a town: "TU München", "UC Davis". */
const ACRONYMS =
  /(?<![\p{L}\p{N}])(?:TU|TH|FH|HS|FU|HU|UC|UCL|LMU|LSE|KIT|DHBW|HTWK?|HAW|NUS|NTU|CUNY|SUNY|UNAM|USP|UAM)(?=[ -]\p{Lu}\p{Ll})/gu;
/** Short words for schools that mean something else in small letters: "mit", "eth". */
const ACRONYM = /^[a-z]{2,5}$/iu;

/** The names of schools in a text: the words for them with the names around. "A university degree" names none. */
export function schoolsIn(text: string): Span[] {
  const acronyms = [...text.matchAll(ACRONYMS)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  return [...schoolWordsIn(text), ...acronyms].flatMap((word) => schoolAt(text, word) ?? []);
}

function schoolAt(text: string, { start, end }: Span): Span | null {
  const word = text.slice(start, end);
  if (ACRONYM.test(word) && word !== word.toUpperCase() && word.toLowerCase() !== 'univ') return null;
  const [before, after] = [lineBefore(text, start), text.slice(end, end + REACH).split('\n')[0]!];
  if (UNSPACED.test(word)) return unspacedSchool(text, { start, end });
  if (CASELESS.test(word))
    return {
      start: start - (/(?:[\p{L}\p{M}]+[ \t]+){0,3}$/u.exec(before)?.[0].length ?? 0),
      end: end + (/^(?:[ \t]+[\p{L}\p{M}]+){0,3}/u.exec(after)?.[0].length ?? 0),
    };
  const own = /^(?:[\p{L}\p{M}]|[.-](?=\p{L}))*/u.exec(after)![0].length;
  const tail = own + (AFTER.exec(after.slice(own))?.[0].trimEnd().length ?? 0);
  const head = beforeName(before);
  // "university degree", "at university": nothing is named.
  if (/^\p{Ll}/u.test(word) && head === 0 && tail === own) return null;
  const stop = end + tail;
  return { start: start - head, end: stop + townAfter(text.slice(stop, stop + REACH)) };
}

function lineBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - REACH), start);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** Length of what belongs to the name before its word; degrees do not. */
function beforeName(before: string): number {
  let found = BEFORE.exec(before)?.[0] ?? '';
  if (/^(?:An?|The|My|Die|Der|Eine?|Une?|La|Le)\s+$/u.test(found)) return 0;
  for (let at = found.search(/[ \t]/u); at >= 0; at = found.search(/[ \t]/u)) {
    const first = found.slice(0, at);
    const isJoint = new RegExp(`^(?:${JOINING})$`, 'u').test(first);
    if (!isJoint && !namesDegree(first) && !/^\d{4}\b/u.test(first)) break;
    found = found.slice(at).trimStart();
  }
  return found.length;
}

/** ", Berkeley": a town that tells which of several. */
function townAfter(rest: string): number {
  const found = /^,[ \t]*(\p{Lu}[\p{L}\p{M}'’-]+)/u.exec(rest);
  return found !== null && placeScore(found[1]!) >= 0.9 ? found[0].length : 0;
}

function unspacedSchool(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && start - from < 24 && /[\p{L}\p{N}]/u.test(text[from - 1]!)) from -= 1;
  if (from === start)
    from -= /[\p{Script=Hangul}\p{L}]+[ \t]$/u.exec(text.slice(Math.max(0, start - 16), start))?.[0].length ?? 0;
  return { start: from, end };
}
