import { matchesOf } from '../domain/index.js';
import type { Fact } from './fact.js';
import { foldText } from './words.js';

export { yearsIn, type YearsFact } from './years.js';
/**
 * Names of degree levels by level: 1 school, 2 vocational or associate, 3 bachelor, 4 master, 5 doctorate; 0 is none.
 */
export const DEGREE_NAMES = ['none', 'school', 'vocational', 'bachelor', 'master', 'doctorate'] as const;
const DEGREES: [level: number, pattern: RegExp][] = [
  [
    5,
    /\bph\.? ?d\b\.?|\bdoctora(?:te|l)\b(?! consultant)|\bpromotion in\b|\bdoktor(?:at|titel)\b|\bdoctorat\b|\bdoctorado\b|\bdr\. ?(?:rer|ing|phil)\b/gi,
  ],
  [
    4,
    /\bmaster(?:'|’)?s?(?= (?:degree|of|in|thesis))|\bm\.? ?s\.? ?c\b\.?|\bm\.?b\.?a\b\.?|\bM\.? ?(?:S|A|Eng|Tech|Ed)\b\.?(?= (?:in|degree|of)\b)|\b(?:MS|MA)\/(?:PhD|MBA)\b|\bM\.?Tech\b|\bMCA\b|\bdiplom(?:-\w+|ingenieur\w*)?\b(?!a)|\bmagister\b|\bmaster(?=studi|abschluss)|\bmast[eè]re?\b|\bm[aá]ster\b|\bbac ?\+ ?5\b|\blaurea (?:magistrale|specialistica)|\bmestrado\b|\bwo[- ](?:master|opleiding|diploma)|\blicenciatura\b/gi,
  ],
  [
    3,
    /\bbachelor(?:'|’)?s?\b|\bb\.? ?s\.? ?c\b\.?|\bB\.? ?(?:S|A|Eng|Tech|E|Com|Ed|B\.?A)\b\.?(?= ?(?:\/|in\b|degree|of\b|or\b))|\bB\.?Tech\b|\bBA\/BS\b|\b(?:4|four)[ -]year (?:college )?degree|\bundergraduate degree|\bcollege degree|\buniversity degree|\bhochschulabschluss|\bstudium\b|\blicence (?:en|de|pro)\b|\bbac ?\+ ?3\b|\bgrado en\b|\bt[ií]tulo universitario|\bdegree(?= in | or (?:equivalent|comparable|similar)|-level| level)|\blaurea\b(?! (?:magistrale|specialistica))|\bdipl[oô]me d'ing[eé]nieur|\bensino superior|\bhbo\b|\btitulaci[oó]n universitaria/gi,
  ],
  [
    2,
    /\bassociate(?:'|’)?s?(?= (?:degree|of|in))|\bvocational\b|\btrade school\b|\bausbildung\b|\bgeselle\w*|\bmeister(?:brief|titel)\b|\bBTS\b|\bDUT\b|\bbac ?\+ ?2\b|\bformaci[oó]n profesional\b|\bt[eé]cnico superior\b/gi,
  ],
  [
    1,
    /\bhigh school\b|\bGED\b|\babitur\b|\brealschul\w*|\bmatura\b|\bbaccalaur[eé]at\b|\bbachillerato\b|\bsecondary school\b/gi,
  ],
];

/** Every degree named in a text, in order; the key is its level. */
export function degreesIn(text: string): (Fact & { level: number })[] {
  return DEGREES.flatMap(([level, pattern]) =>
    matchesOf(text, pattern).map((m) => ({
      key: DEGREE_NAMES[level]!,
      level,
      start: m.index,
      end: m.index + m[0].length,
    })),
  ).sort((a, b) => a.start - b.start);
}

const LANGUAGES: Record<string, string> = {
  en: 'english|englisch\\w*|anglais|ingl[eéê]s|inglese|engels',
  de: 'german|deutsch\\w*|allemand|alem[aá]n|alem[aã]o|tedesco|duits',
  fr: 'french|franz[oö]sisch\\w*|fran[cç]ais|franc[eéê]s|francese|frans',
  es: 'spanish|spanisch\\w*|espagnol|espa[nñ]ol|espanhol|spagnolo|spaans',
  it: 'italian|italienisch\\w*|italien|italiano',
  pt: 'portuguese|portugiesisch\\w*|portugais|portugu[eé]s|portugu[eê]s',
  nl: 'dutch|niederl[aä]ndisch\\w*|n[eé]erlandais|holand[eé]s|nederlands',
  pl: 'polish|polnisch\\w*|polonais|polaco|polski',
  sv: 'swedish|schwedisch\\w*|su[eé]dois|sueco|svenska',
  da: 'danish|d[aä]nisch\\w*|dansk',
  no: 'norwegian|norwegisch\\w*|norsk',
  fi: 'finnish|finnisch\\w*|suomi',
  cs: 'czech|tschechisch\\w*',
  hu: 'hungarian|ungarisch\\w*',
  ro: 'romanian|rum[aä]nisch\\w*',
  el: 'greek|griechisch\\w*',
  tr: 'turkish|t[uü]rkisch\\w*|t[uü]rk[cç]e',
  ru: 'russian|russisch\\w*|russe|ruso',
  uk: 'ukrainian|ukrainisch\\w*',
  ar: 'arabic|arabisch\\w*|arabe|[aá]rabe',
  he: 'hebrew|hebr[aä]isch\\w*',
  hi: 'hindi',
  zh: 'mandarin|chinese|cantonese|chinesisch\\w*|chinois|chino',
  ja: 'japanese|japanisch\\w*|japonais|japon[eé]s',
  ko: 'korean|koreanisch\\w*|cor[eé]en',
};
const LANGUAGE = new RegExp(
  `(?<![\\p{L}])(?:${Object.entries(LANGUAGES)
    .map(([code, names]) => `(?<${code}>${names})`)
    .join('|')})(?![\\p{L}])`,
  'giu',
);

/** Human languages named in a text; the key is the ISO 639-1 code. */
export function languagesIn(text: string): Fact[] {
  return matchesOf(text, LANGUAGE).map((m) => {
    const key = Object.entries(m.groups ?? {}).find(([, value]) => value !== undefined)![0];
    return { key, start: m.index, end: m.index + m[0].length };
  });
}

/** The ISO 639-1 code of the language that a term names; undefined where it names none. */
export function languageNamed(term: string): string | undefined {
  const [first] = languagesIn(term);
  return first?.start === 0 && first.end === term.length ? first.key : undefined;
}

const CERTIFICATES =
  /\b(?:PMP|PRINCE2|CPA|CFA|CMA|CIA|ACCA|CISSP|CISM|CISA|CEH|OSCP|CCNA|CCNP|CCIE|MCSE|MCSA|RHCE|RHCSA|ITIL(?: v?\d)?|CSM|CSPO|PSM|CKA|CKAD|TOGAF|SHRM-(?:CP|SCP)|PHR|SPHR|BLS|ACLS|CNA|LPN|RN|LCSW|LMSW|ServSafe|OSHA ?\d{2}|CDL|Six Sigma(?: (?:green|black|yellow) belt)?|A\+|Network\+|Security\+)(?![\w+])|\b(?:AWS|Azure|Google Cloud|Microsoft|Oracle|Cisco|Salesforce|Scrum|Kubernetes) ?-?[Cc]ertified(?: [A-Z]\w+){0,4}|\b[Cc]ertified (?:[A-Z][\w-]+ ?){2,4}|\b[Dd]river(?:'|’)?s licen[sc]e|\b[Ff][uü]hrerschein\w*|\b[Pp]ermis (?:de conduire|[Bb])\b|\b[Cc]arn[eé] de conducir/g;
const SAME: [RegExp, string][] = [
  [/driver|fuhrerschein|permis|carne/, 'driving licence'],
  [/six sigma/, 'six sigma'],
  [/^itil/, 'itil'],
];

/** Certificates and licences named in a text; the key is the folded name. */
export function certificatesIn(text: string): Fact[] {
  return matchesOf(text, CERTIFICATES).map((m) => {
    const folded = foldText(m[0]).replace(/\s+/g, ' ').trim();
    return {
      key: SAME.find(([pattern]) => pattern.test(folded))?.[1] ?? folded,
      start: m.index,
      end: m.index + m[0].trimEnd().length,
    };
  });
}
