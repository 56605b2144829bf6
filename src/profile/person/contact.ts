import parsePhone, { type CountryCode } from 'libphonenumber-js/min';
import { isBlank } from '../../domain/index.js';
import { numbersIn } from '../text/beginnings.js';
import type { Span } from '../text/lines.js';

/** A value with the span it was read from and how sure we are. */
export interface Found extends Span {
  value: string;
  confidence: number;
}

const EMAIL =
  /(?<![\p{L}\d._%+-])[\p{L}\d][\p{L}\p{M}\d._%+'’-]{0,63}@[\p{L}\d](?:[\p{L}\d-]{0,62}\.)+[\p{L}]{2,24}(?![\p{L}\d])/gu;
// Written forms of the at sign: "jane (at) example [dot] com", "jane @ example . com", also with a line break after it
// or before the domain.
const AT = '\\s*(?:@|\\(\\s*at\\s*\\)|\\[\\s*at\\s*\\]|\\{\\s*at\\s*\\}|<\\s*at\\s*>|\\s+at\\s+|\\(a\\)|\\(@\\))\\s*';
const DOT = '\\s*(?:\\.|\\(\\s*(?:dot|\\.)\\s*\\)|\\[\\s*(?:dot|\\.)\\s*\\]|\\{\\s*dot\\s*\\}|\\s+dot\\s+)\\s*';
const MASKED_EMAIL = new RegExp(
  `(?<![\\p{L}\\d._%+-])([\\p{L}\\d][\\p{L}\\d_%+-]*(?:\\.[\\p{L}\\d_%+-]+)*)${AT}([\\p{L}\\d-]+(?:${DOT}[\\p{L}\\d-]+)*?)${DOT}(com|net|org|edu|gov|io|de|at|ch|fr|es|it|pt|nl|be|uk|in|eu|me|dev|info|ac|us|ca|au|br|mx)(?![\\p{L}\\d])`,
  'giu',
);

/** E-mail addresses as written, then those of `mailto:` links, then broken or obfuscated ones put back together. */
export function findEmails(text: string, links: readonly string[]): Found[] {
  const plain = matchesAround(text, '@', EMAIL).map((match) => ({ ...match, confidence: 0.99 }));
  const linked = links
    .filter((link) => /^mailto:/i.test(link))
    .map((link) => decode(link.slice(7).split('?')[0]!))
    .filter((value) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value) && !plain.some((found) => same(found.value, value)));
  const found = [...plain, ...linked.map((value) => ({ value, start: 0, end: 0, confidence: 0.9 }))];
  return found.length > 0 ? found : maskedEmails(text);
}

/**
 * Matches of a pattern without blanks, searched only in the pieces between blanks that contain a required `sign`. Tried
 * at every word of a text, such a pattern would cost more than all other contacts together.
 */
function matchesAround(text: string, sign: string, pattern: RegExp): { value: string; start: number; end: number }[] {
  const found: { value: string; start: number; end: number }[] = [];
  for (let at = text.indexOf(sign), to = 0; at >= 0; at = text.indexOf(sign, Math.max(to, at + 1))) {
    if (isBlank(text.charCodeAt(at + 1))) continue;
    let from = at;
    while (from > to && !isBlank(text.charCodeAt(from - 1))) from -= 1;
    for (to = at; to < text.length && !isBlank(text.charCodeAt(to));) to += 1;
    for (const match of text.slice(from, to).matchAll(pattern))
      found.push({ value: match[0], start: from + match.index, end: from + match.index + match[0].length });
  }
  return found;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function decode(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text;
  }
}

/** A quick test: every obfuscated address contains this. */
const MASKED_SIGN = /@|[([{<]\s*(?:at|dot|a\))|dot\s/i;
const MASKED_AT = /@\s|\s@|[([{<]\s*(?:at|@)\s*[)\]}>]|\(a\)|\sdot\s|[([{]\s*dot\s*[)\]}]/iu;

function maskedEmails(text: string): Found[] {
  if (!MASKED_SIGN.test(text) || !MASKED_AT.test(text)) return [];
  const found: Found[] = [];
  for (const match of text.matchAll(MASKED_EMAIL)) {
    const at = /@|\(|\[|\{|</.test(match[0]);
    if (!at && (!/\sdot\s/i.test(match[0]) || /\sat\s+(?:the|an?|my|our|this)\s/i.test(match[0]))) continue;
    const domain = `${match[2]!}.${match[3]!}`.replace(new RegExp(DOT, 'giu'), '.');
    found.push({
      value: `${match[1]!}@${domain}`.replace(/\s+/g, ''),
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.7,
    });
  }
  return found;
}

const PHONE =
  /(?<![\p{L}\d@/_.,$€£%-])(?:\(?\+|\(\d|00(?=[1-9])|\d)[\d\s().\-–/\u00a0]{6,24}\d(?![\p{L}\d@%]|[.,]\d)/uy;
const PHONE_LABEL =
  /(?:phone|mobile|cell|tel|tlf|telefon|telefono|telefone|telephone|handy|mobil|movil|portable|mob|contact|call|whatsapp|gsm|cellulare|celular|telemovel|telefoon|ph|m|t|p|fon|puhelin|telefonszam|电话|電話|電話番号|手机|手機|携帯|전화|휴대폰|연락처|هاتف|الهاتف|جوال|الجوال|موبايل|تلفن|טלפון|נייד|телефон|тел|моб|τηλέφωνο|τηλ|κινητό|điện thoại|đt|sđt|☎|📞|📱|✆|\uf095)\s*(?:no|number|nr|nummer|#)?\.?\s*[:：.-]?\s*\(?$/iu;

/**
 * Phone numbers: valid according to libphonenumber, or labelled and of plausible length. Numbers without country code
 * are read for `regions` (ISO 3166-1 alpha-2).
 */
export function findPhones(written: string, regions: () => readonly string[]): Found[] {
  const found: Found[] = [];
  const text = withPlainDigits(written);
  for (const match of numbersIn(text, PHONE)) {
    const whole = match[0].split(/\n|\s{4,}/)[0]!.trim();
    const at = match.index + match[0].indexOf(whole);
    for (const { raw, offset } of numbersApart(whole)) {
      const digits = raw.replace(/\D/g, '');
      if (digits.length < 7 || digits.length > 15 || isDateLike(raw)) continue;
      const start = at + offset;
      const labelled = PHONE_LABEL.test(text.slice(Math.max(0, at - 24), at));
      const confidence = phoneConfidence(raw, regions, labelled);
      if (confidence > 0) found.push({ value: raw, start, end: start + raw.length, confidence });
    }
  }
  return found;
}

/** Two complete numbers separated by a slash: "98220 55501 / 98220 55502". */
function numbersApart(whole: string): { raw: string; offset: number }[] {
  const slash = whole.indexOf('/');
  if (slash < 0) return [{ raw: whole, offset: 0 }];
  const [left, right] = [whole.slice(0, slash).trim(), whole.slice(slash + 1).trim()];
  if ([left, right].some((part) => part.replace(/\D/g, '').length < 8)) return [{ raw: whole, offset: 0 }];
  return [
    { raw: left, offset: 0 },
    { raw: right, offset: whole.indexOf(right, slash) },
  ];
}

/** Full-width, Arabic-Indic, Persian and Indic digits and full-width signs as ASCII. Keeps the length. */
function withPlainDigits(text: string): string {
  return text.replace(FOREIGN_DIGITS, (run) =>
    Array.from(
      run,
      (sign) =>
        SIGNS[sign] ?? String((sign.charCodeAt(0) - ZEROS.findLast((zero) => zero <= sign.charCodeAt(0))!) % 16),
    ).join(''),
  );
}
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
const FOREIGN_DIGITS = /[ー\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19＋（）－‐‑‒−]+/g;
const SIGNS: Record<string, string> = {
  '＋': '+',
  '（': '(',
  '）': ')',
  '－': '-',
  ー: '-',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '−': '-',
};

/**
 * Dates that look like phone numbers to a pattern: `2012 - 2014`, `01.02.2013`, `10/2013 - 11/2014`, `05/19 - 05/23`.
 */
const SHORT_RANGE = /^(?:0?[1-9]|1[0-2])[/.]\d{2}\s*[-–]\s*(?:0?[1-9]|1[0-2])[/.]\d{2}$/;

function isDateLike(raw: string): boolean {
  if (SHORT_RANGE.test(raw)) return true;
  return /(?:^|\D)(?:19|20)\d{2}\s*[-–/.]|[-–/.]\s*(?:19|20)\d{2}$/.test(raw) && !raw.startsWith('+');
}

function phoneConfidence(raw: string, regions: () => readonly string[], labelled: boolean): number {
  const international = /^\(?\+/.test(raw) ? raw : raw.startsWith('00') ? `+${raw.slice(2)}` : null;
  if (international !== null) return isValid(international) ? 0.98 : labelled || /[\s().-]/.test(raw) ? 0.75 : 0;
  if (regions().some((region) => isValid(raw, region)))
    return labelled ? 0.95 : /^\d+$/.test(raw) && raw.length < 10 ? 0 : 0.85;
  if (labelled) return 0.7;
  // Country unknown: accept digits grouped as people write numbers, but not a bare run of digits.
  if (/^8[\s(-]/.test(raw) && isValid(raw, 'RU')) return 0.75;
  return /^(?:\(0?\d{2,4}\)[\s.\-/]?|\(?0?\d{2,4}\)?[\s.\-/])\d{2,4}(?:[\s.\-/]\d{2,4}){1,3}$/.test(raw) &&
    raw.replace(/\D/g, '').length >= 9
    ? 0.5
    : 0;
}

function isValid(raw: string, region?: string): boolean {
  return parsePhone(raw, region as CountryCode | undefined)?.isValid() === true;
}

const TLD =
  'com|net|org|edu|io|dev|me|co|de|at|ch|fr|es|it|pt|nl|be|uk|in|eu|info|ai|app|tech|xyz|us|ca|au|br|site|online|name|page|tv|gov|ac|ly|sh|gg|pro|design|blog|cc';
const URL_TEXT = new RegExp(
  `(?<![\\p{L}\\d@._-])(?:https?://|www\\.)?(?:[\\p{L}\\d](?:[\\p{L}\\d-]{0,61})\\.)+(?:${TLD})(?![\\p{L}\\d@.-]|\\.\\p{L})(?:[/?#][^\\s<>"|，,;)\\]]*)?`,
  'giu',
);

/** Links as written, with the network each belongs to; a link broken over two lines is joined. */
export function findLinks(text: string): Found[] {
  const found: Found[] = [];
  for (const { value, start } of matchesAround(text, '.', URL_TEXT)) {
    if (isProse(value)) continue;
    const joined = joinBroken(text, start, value);
    const raw = joined.raw.replace(/(?<![.,;:)\]])[.,;:)\]]+$/, '');
    if (raw.endsWith('-')) continue;
    found.push({
      value: raw.replace(/\s+/g, ''),
      start,
      end: start + raw.length,
      confidence: /^https?:|^www\.|\//i.test(raw) ? 0.97 : 0.8,
    });
  }
  return found;
}

/**
 * "ASP.net", "Node.io" and a missing blank after a sentence are no links: without scheme or path a link must be lower
 * case.
 */
function isProse(raw: string): boolean {
  if (/^https?:|^www\.|\//i.test(raw)) return false;
  return (
    /\p{Lu}/u.test(raw) || !/^[\w-]{3,}\./.test(raw) || /^(?:asp|vb|ado|vue|node|next|socket|express)\./i.test(raw)
  );
}

/**
 * A link that ends its line with `/`, `-` or `_` continues on the next line if that begins with something like a path,
 * or holds a single piece without blanks.
 */
function joinBroken(text: string, start: number, raw: string): { raw: string } {
  const end = start + raw.length;
  const next =
    /^[ \t]*\n(?:[ \t]*\n(?=\S{2,60} \([\p{L} ]{3,20}\)[ \t]*\n))?[ \t]*([\p{L}\p{M}\p{N}_%~.'-]+(?:\/[\p{L}\p{M}\p{N}_%~.'?=&-]+)*\/?)(?=\s|$)([ \t]*(?:\n|$))?/u.exec(
      text.slice(end, end + 140),
    );
  if (next === null || !/[/_-]$/.test(raw)) return { raw };
  const [, piece, alone] = next;
  if (!/[\d/_-]/.test(piece!) && (raw.endsWith('/') || alone === undefined)) return { raw };
  return { raw: text.slice(start, end + next[0].length).trimEnd() };
}

const SCHEME = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)\S+/giu;
/**
 * The end of a link that continues on the next line. A full stop ends a sentence, unless the host is still incomplete.
 */
const OPEN_LINK = /[-_=&]$|^(?:https?:\/\/|www\.)[^./]+\.?$/iu;
/** What may continue a broken link on the next line. */
const REST = /^[ \t]*\n[ \t]*[\p{L}\p{M}\p{N}_%~.'@/?=&-]+(?=\s|$)/u;
const LOCAL_END = /[\p{L}\d][\p{L}\p{M}\d._%+'’-]*$/u;
const DOMAIN_REST = /^(?:[\p{L}\d.-]*[.-])?[ \t]*\n[ \t]*(?:[\p{L}\d-]+\.)*[\p{L}\d-]{2,}/u;
/** The first half of an address, alone in its line or after a label. */
const LOCAL_ABOVE = /(?:^|[\n:|•·(])[ \t]*([\p{L}\d][\p{L}\p{M}\d._%+'’-]{0,40}[._-])[ \t]*\n[ \t]*$/u;

/**
 * Places of links and addresses so broken by a line end that they read as neither: `https://jane-`, `jane.` above
 * `roe@example.com`, `jane@` above `example.com`.
 */
export function brokenContacts(text: string, emails: readonly Span[]): Span[] {
  const links = [...matchesAround(text, '://', SCHEME), ...matchesAround(text, 'www.', SCHEME)].map(
    ({ value, start, end }) => {
      const rest = OPEN_LINK.test(value) ? REST.exec(text.slice(end, end + 100)) : null;
      return { start, end: end + (rest?.[0].length ?? 0) };
    },
  );
  const above = emails.flatMap(({ start, end }) => {
    const before = end > 0 ? LOCAL_ABOVE.exec(text.slice(Math.max(0, start - 60), start)) : null;
    return before === null ? [] : [{ start: start - before[0].length + before[0].indexOf(before[1]!), end: start }];
  });
  return [...links, ...brokenAddresses(text), ...above];
}

function brokenAddresses(text: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = DOMAIN_REST.exec(text.slice(at + 1, at + 100));
    const local = rest !== null && rest[0].includes('.') ? LOCAL_END.exec(text.slice(Math.max(0, at - 64), at)) : null;
    if (local !== null) found.push({ start: at - local[0].length, end: at + 1 + rest![0].length });
  }
  return found;
}

/** A labelled account anywhere in the text: "GitHub: jane-roe". */
const NETWORK =
  /(?<![\p{L}\p{N}])(?:github|gitlab|bitbucket|twitter|x|skype|telegram|linked-?in|instagram|facebook|xing|wechat|whatsapp|discord|medium|behance|dribbble|kaggle|leetcode|hackerrank|codepen|mastodon|bluesky|orcid|icq|vk|slack|signal)(?:[ \t]*(?:id|handle|name|profile|user(?:name)?))?[ \t]*[:：/][ \t]*@?[\p{Ll}\d][\p{Ll}\p{M}\d._-]{1,40}(?=$|[\s|,;•·)])/gimu;
export const findHandles = (text: string): Span[] =>
  [...text.matchAll(NETWORK)].map((m) => ({ start: m.index, end: m.index + m[0].length }));

const NETWORKS: readonly (readonly [RegExp, string])[] = [
  [/linkedin\./i, 'LinkedIn'],
  [/github\.(?:com|io)/i, 'GitHub'],
  [/gitlab\./i, 'GitLab'],
  [/xing\./i, 'Xing'],
  [/indeed\./i, 'Indeed'],
  [/(?:^|[/.])(?:twitter|x)\.com/i, 'Twitter'],
  [/stackoverflow\./i, 'Stack Overflow'],
  [/facebook\./i, 'Facebook'],
  [/instagram\./i, 'Instagram'],
  [/medium\.com/i, 'Medium'],
  [/behance\./i, 'Behance'],
  [/dribbble\./i, 'Dribbble'],
  [/kaggle\./i, 'Kaggle'],
  [/researchgate\./i, 'ResearchGate'],
  [/orcid\.org/i, 'ORCID'],
  [/scholar\.google/i, 'Google Scholar'],
  [/bitbucket\./i, 'Bitbucket'],
  [/youtube\.|youtu\.be/i, 'YouTube'],
  [/hackerrank\./i, 'HackerRank'],
  [/leetcode\./i, 'LeetCode'],
  [/skype/i, 'Skype'],
];

export function networkOf(url: string): string | null {
  return NETWORKS.find(([pattern]) => pattern.test(url))?.[1] ?? null;
}

/** The last path segment, if it looks like a user name. */
export function usernameOf(url: string): string | undefined {
  const path = url
    .replace(/^https?:\/\//i, '')
    .split(/[?#]/)[0]!
    .split('/')
    .slice(1)
    .filter((part) => part !== '');
  const name = path.find((part) => !/^(?:in|r|pub|profile|users?|people|u|company|channel)$/i.test(part));
  return name === undefined || name === '' ? undefined : name;
}
