import { placeScore } from '../../profile/person/places.js';
import { LEGAL_FORMS, ORGANISATIONS, ROLES } from '../../profile/words/roles.js';
import { clausesOf } from './clauses.js';
import { foldSame, LABELS, pieces } from './words/index.js';

/** (m/w/d), H/F and the like: what stands before them is a title. */
const GENDER = /\(?\b[mwfhdxv](?:\s?[/|]\s?[mwfhdxvi*]){1,2}\b\)?|\(?\ball genders?\)?/giu;
const LONGEST = 120;
const MOST_WORDS = 14;

/** Endings of one-word occupations, which are too many to list: Softwareentwickler, Teamleiterin, Pflegefachkraft. */
const ENDING =
  /(?:entwickler|ingenieur|leiter|berater|manager|kraft|helfer|fahrer|meister|pfleger|techniker|mechaniker|elektroniker|kaufmann|kauffrau|verkaufer|arzt|lehrer|architekt|designer|assistent|koordinator|spezialist|experte|analyst|administrator|programmierer|referent|buchhalter|monteur|schlosser|backer|mitarbeiter|medewerker|ontwikkelaar|beheerder|adviseur|ingenieurs?|leider|verpleegkundige|engineer|developer|smith|wright|ist|ologist|keeper|worker)(?:\*?in|:in|_in|innen|e|er|ster)?$/u;

/** Whether a word names an occupation. */
function isRole(word: string): boolean {
  const bare = word.replace(/[^\p{L}-]/gu, '').replace(/in$|innen$/u, '');
  const plain = word
    .replace(/\/?[-(*:_]?(?:in|e|euse|rice|ora|a|ne|ere|iere|trice)\)?$/u, '')
    .replace(/[^\p{L}-]/gu, '');
  const parts = [word.replace(/[^\p{L}]/gu, ''), bare, plain, bare.split('-').at(-1)!];
  return parts.some((part) => ROLES.has(part) || (part.length > 6 && ENDING.test(part)));
}

export const withoutGender = (text: string): string => text.replace(GENDER, '');

const namesRole = (text: string): boolean =>
  text.search(GENDER) >= 0 ||
  (foldSame(titleHead(text))
    .split(/[\s/]+/)
    .some(isRole) &&
    !isCompany(text));

/** Whether a line is short and no sentence. */
export function isTitleLine(line: string): boolean {
  return (
    line.length <= LONGEST &&
    line.split(/\s+/).length <= MOST_WORDS &&
    !/[.!?]$/.test(line.replace(/\b(?:Sr|Jr|Inc)\.$|\([^)]*\)$/, ''))
  );
}

/**
 * How much a line looks like a title: 2 it names an occupation or has a gender mark, 1 it may be a title, 0 it is a
 * company or a sentence.
 */
export function titleScore(line: string): 0 | 1 | 2 {
  if (!isTitleLine(line) || /\S@\S|https?:|www\.|^\+?[\d\s()/-]+$/.test(line)) return 0;
  if (line.search(GENDER) >= 0) return 2;
  const words = foldSame(titleHead(cleanTitle(line)))
    .split(/[\s/]+/)
    .filter((word) => word !== '');
  if (words.some(isRole)) return isCompany(line) && !isRole(words.at(-1)!) ? 0 : 2;
  return isCompany(line) ? 0 : 1;
}

/** Whether a line ends like a company's name: "Zephyr Holdings", "ACME GmbH". */
export function isCompany(line: string): boolean {
  const words = foldSame(line)
    .replace(/[().,]/g, ' ')
    .trim()
    .split(/\s+/);
  const last = words.at(-1) ?? '';
  return (
    words.length <= 7 &&
    (LEGAL_FORMS.has(last) ||
      (words.length > 1 && ORGANISATIONS.has(last)) ||
      /\.(?:com|io|de|org|net|co\.uk|fr|es|it|pt|nl|ai)$/.test(foldSame(line)))
  );
}

/**
 * A title without its label, gender marks, exclusions and neighbouring columns: `Stelle: Koch (m/w/d)` -> `Koch`,
 * `Kestrel Ltd | Koch | Berlin` -> `Koch`.
 */
export function cleanTitle(line: string): string {
  const cells = withoutLabel(line.replace(/^[\s#*•]+/, ''))
    .split('\t')
    .filter((cell) => cell.trim() !== '');
  const named = cells.length > 1 ? cells.find((cell) => namesRole(cell)) : undefined;
  const first = named ?? cells[0] ?? '';
  const meant = clausesOf(first)
    .filter(({ sense }) => sense !== 'excluded')
    .map(({ start, end }) => first.slice(start, end))
    .join('');
  return withoutEmployer(beforePlace(meant.replace(AT_OURS, '')))
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}([."“„«]+|[^\p{L}\p{N})\]+#."”»]+$/gu, '')
    .trim();
}

/** Where a title ends before a place: "iOS Developer in our Leeds office". */
const AT_OURS =
  /\s+(?:(?:in|at|for|within|to join|joining) (?:our|the)|(?:in|für|bei) unser\p{L}*|(?:dans|pour|chez) (?:notre|nos)|au sein d[eu']|(?:en|para) nuestr[oa]s?|(?:nel|nella|per il|per la|presso (?:il|la)) nostr[oa]|(?:na|no|para (?:a|o)) noss[oa]|(?:in|voor|bij) on(?:s|ze))(?!\p{L}).*$/iu;

/** Removes gender marks and the place: "Koch (m/w/d) in Stuttgart", "iOS Developer in Leeds". */
function beforePlace(title: string): string {
  const marked = title.search(GENDER);
  const head =
    marked > 3 &&
    foldSame(title.slice(0, marked))
      .split(/[\s/]+/)
      .some(isRole) &&
    /^\S*(?:\s+|\s*[-–|,]\s*)(?:in|fur|für|bei|am|im|a|à|en|te|em|[-–|,])\s/iu.test(title.slice(marked))
      ? title.slice(0, marked)
      : title.replace(GENDER, ' ');
  const place = /^(.*\S)\s+(?:in|à|en|em|te)\s+\p{Lu}[\p{L}.-]*(?:[ ,]+\p{Lu}[\p{L}.-]*){0,2}\s*$/u.exec(head);
  return place !== null &&
    isRole(
      foldSame(place[1]!)
        .split(/[\s/]+/)
        .at(-1)!,
    )
    ? place[1]!
    : head;
}

function withoutLabel(line: string): string {
  const split = /^([^:\t]{2,40}?)\s*(?::|\t|\s-\s)\s*(?=\S)/.exec(foldSame(line));
  return split !== null && LABELS.get(split[1]!.trim()) === 'title' ? line.slice(split[0].length) : line;
}

const WANTED = /\s+(?:wanted|needed|required|gesucht|gezocht|cercasi|recherch[ée]e?s?|buscado|procura-se)[!.]*$/iu;

/**
 * Removes the employer: "iOS Developer at Zephyr Holdings", "iOS Developer - Leeds, £60k", "Zephyr Ltd is hiring an iOS
 * Developer".
 */
function withoutEmployer(title: string): string {
  const [at] = title.split(/\s+(?:at|@|bei|chez|presso|bij)\s+(?=\p{Lu})/u);
  const parts = at!.replace(WANTED, '').split(/\s+[-–—]\s+|:\s+/u);
  const kept = parts.length === 1 ? parts : parts.filter((part, i) => !isSurrounding(part, i));
  return beforeCompany(kept.length === 0 || kept.length === parts.length ? at!.replace(WANTED, '') : kept.join(' - '));
}

/** Everything before the employer: "iOS Developer, Kestrel Holdings, Leeds", "iOS Developer (Kestrel Ltd)". */
function beforeCompany(title: string): string {
  for (const m of title.matchAll(/\s*[,(]\s*([^,()]+)\)?/gu)) {
    if (m.index > 2 && /^\p{Lu}\S*(?: [\p{Lu}&]\S*){0,3}$/u.test(m[1]!.trim()) && isFirm(m[1]!))
      return title.slice(0, m.index);
  }
  return title;
}

/** A legal form or group: a surer sign of a company than the ending of "Recommendation Systems". */
const FIRM = /(?:holdings?|group[eo]?|gruppo|grupo|gruppe|enterprises|konzern)$/u;

export function isFirm(part: string): boolean {
  const last = foldSame(part)
    .replace(/[.,()]/g, '')
    .trim()
    .split(/\s+/)
    .at(-1)!;
  return LEGAL_FORMS.has(last) || FIRM.test(last);
}

/** A part after a dash that belongs to no title: the employer, pay, hours, a reference. */
function isSurrounding(part: string, i: number): boolean {
  if (isFirm(part)) return true;
  if (/[£€$]|\b(?:remote|full[- ]time|part[- ]time|vollzeit|teilzeit|cdi|cdd|hybrid|permanent|contract)\b/iu.test(part))
    return true;
  return i > 0 && (/^(?:ref|id|req|job)\b.*\d|^#?\d[\d-]*$/i.test(part.trim()) || placeScore(part) >= 0.9);
}

const SEEKS = pieces((words) => words.seeks);
/** Openers that count only where nothing else names a title: "As a baker you ...". */
const WEAK = /^(?:as|als|comme|como|come|werde|en tant que|needs|wants|requires)$/u;
/** Articles and praise that may stand between "we are looking for" and the title. */
const ARTICLE =
  /^(?:\s*(?:an?|the|our|your|ein|eine|einen|eine[nr]?\/?n?|eine:n|eine\*n|un|une|un\(e\)|un\/e|un\/una|un\/a|una|uno|um|uma|um\(a\)|um\/a|een|de|het|le|la|el|o|os|den|der|die|dich|sie|experienced|talented|passionate|motivated|skilled|dedicated|motivierte[nr]?|erfahrene[nr]?|engagierte[nr]?|new|neue[nr]?|nieuwe|enthousiaste|ervaren|nouveau|nouvelle|great|highly|another|additional|a\/an|for|fur|one|two|three|several|full-time|part-time|strong|senior-level|to|join|as|als|comme|como|come|weitere[nr]?|unser|unsere[nr]?|pour|para|per|voor)(?=\s))+\s*/iu;
const TITLE_END =
  /\s+(?:who|you|vous|du wirst|sie werden|je|to|with|for|in|at|based|that|which|on|from|and you|our|we|join|joining|within|near|der|die|das|mit|fur|zur|zum|im|am|ab|bei|qui|avec|pour|dans|sur|afin|que|con|para|en|a|per|che|com|na|no|voor|met|die|bij|as|of at|using|willing|responsible|is|are|will|wird|sera|del|nel|presso|chez|mit|und|working|sucht|gesucht)(?=\s|$)|[,.;:!?(\n\t|]|\s[-–—]\s|$/iu;

/** "We are looking for an iOS Developer to ..." -> `iOS Developer`; null where the sentence names no occupation. */
export function titleInSentence(sentence: string, weak = false): { title: string; end: number } | null {
  const folded = foldSame(sentence);
  for (const cue of folded.matchAll(SEEKS)) {
    if (WEAK.test(cue[0]) && !weak) continue;
    const from =
      cue.index +
      cue[0].length +
      /^\s*(?:[:–-]\s*)?/.exec(folded.slice(cue.index + cue[0].length, cue.index + cue[0].length + 5))![0].length;
    const article = ARTICLE.exec(folded.slice(from, from + 120))?.[0] ?? '';
    const start = from + article.length;
    const rest = folded.slice(start, start + 90);
    const gender = rest.search(GENDER);
    const end = Math.min(TITLE_END.exec(rest)?.index ?? rest.length, gender > 0 ? gender : rest.length);
    const title = cleanTitle(sentence.slice(start, start + end).replace(/[/*:(]-?(?:in|e|euse|rice|a)\)?$/u, ''));
    const words = foldSame(title).split(/[\s/]+/);
    if (title.length > 2 && words.length <= 7 && (words.some(isRole) || gender > 0))
      return { title: /^\p{Ll}{2}/u.test(title) ? title[0]!.toUpperCase() + title.slice(1) : title, end: start + end };
  }
  return null;
}

/**
 * Where the title ends in a JD of a single line, such as "iOS Developer with 3 years of Swift, UIKit and Core Data";
 * null where all of it is the title.
 */
export function titleEnd(line: string): number | null {
  const folded = foldSame(line);
  const cut =
    /[,;:(]|\.\s|\s+-\s+|\s+(?:with|who|mit|avec|con|com|met|having|needed|wanted|gesucht|required|for|in|\d+\+?)\s/u.exec(
      folded,
    );
  if (cut === null || cut.index < 3) return null;
  const words = folded.slice(0, cut.index).split(/\s+/);
  return words.length <= 6 && words.some(isRole) ? cut.index : null;
}

const LEVEL =
  /\b(?:senior|sr\.?|junior|jr\.?|lead|principal|staff|entry[ -]level|mid[ -]level|intern|trainee|associate(?= \w+ (?:engineer|developer))|full[ -]?time|part[ -]?time|pt|ft|remote|contract|temporary|[ivx]{1,3}|\d+)\b\.?/giu;

/**
 * The occupation without seniority and without what follows a comma, dash or bracket: `Sr. Accountant - Tax` ->
 * `Accountant`.
 */
export function titleHead(title: string): string {
  const [head] = title.split(/\s*[,;:(|@\t]\s*|\s+[-–—]\s+/u).filter((part) => part.trim() !== '');
  const bare = (head ?? title).replace(LEVEL, ' ').replace(/\s+/g, ' ').trim();
  return bare === '' ? title.trim() : bare;
}
