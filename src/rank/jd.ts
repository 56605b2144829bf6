/** A JD's text in pieces: what each piece is for, and which are boilerplate that asks nothing of a candidate. */

export type SegmentRole = 'title' | 'duties' | 'must' | 'nice' | 'company' | 'benefits' | 'legal';
const BOILERPLATE = new Set<SegmentRole>(['company', 'benefits', 'legal']);

export interface Segment {
  role: SegmentRole;
  text: string;
  start: number;
  end: number;
}

export interface JdText {
  title: string | null;
  /** In order; the title line, where there is one, is the first. */
  segments: Segment[];
}

/** Headings that open a part of a JD, in English, German, French and Spanish; matched on folded-case text. */
const HEADINGS: [SegmentRole, string][] = [
  ['nice', 'preferred (?:skills|qualifications|experience|education|requirements)|desired (?:skills|qualifications|experience)|nice[ -]to[ -]have|bonus points|pluses|desirable|additional skills|von vorteil|wünschenswert|idealerweise|les plus|atouts|serait un plus|deseable|se valorará|valorable'],
  ['must', '(?:minimum |basic |required |key |job |essential |position |education and |other )?(?:qualifications|requirements)|required (?:skills|experience|education)(?: and \\w+)?|(?:skills|education|experience)(?: and| &| \\/) (?:skills|education|experience|abilities|requirements)|what you(?:\'|’)?(?:ll| will)? (?:bring|need|have)|who you are|you have|must[ -]haves?|we(?:\'|’)?re looking for|what we(?:\'|’)?re looking for|skills|anforderungen|dein profil|ihr profil|das bringst du mit|das bringen sie mit|qualifikation(?:en)?|profil recherché|votre profil|profil|compétences(?: requises)?|requisitos|perfil(?: requerido)?|qué buscamos|formación'],
  ['duties', '(?:key |job |primary |essential |major |position )?(?:duties|responsibilities)(?: and responsibilities)?|essential functions|(?:job|position|role) (?:summary|description|overview|purpose)|what you(?:\'|’)?(?:ll| will) (?:do|be doing)|the role|your role|about the (?:job|role|position)|aufgaben|deine aufgaben|ihre aufgaben|stellenbeschreibung|tätigkeiten|missions?|vos missions|le poste|descriptif du poste|responsabilit(?:és|ades|ies)|funciones|descripción del puesto|tareas'],
  ['benefits', '(?:our |company |employee )?benefits(?: (?:package|include|of \\w+(?: \\w+)?))?|perks(?: and benefits)?|what we offer|we offer|why (?:join us|work (?:with|for|at) \\w+)|compensation(?: and benefits)?|salary|wir bieten|das bieten wir|was wir bieten|unser angebot|deine vorteile|nous offrons|ce que nous offrons|avantages|rémunération|ofrecemos|qué ofrecemos|beneficios|te ofrecemos'],
  ['company', 'about (?:us|the company|our company|the team)|who we are|our (?:story|mission|company|values|culture)|company (?:overview|description)|über uns|wer wir sind|das unternehmen|à propos(?: de nous)?|qui sommes[- ]nous|l\'entreprise|sobre nosotros|quiénes somos|la empresa'],
  ['legal', 'equal (?:employment )?opportunity(?: employer)?(?: statement)?|eeo(?: statement)?|disclaimer|how to apply|accommodations?|privacy (?:notice|policy)|physical (?:demands|requirements)|working conditions|work environment|chancengleichheit|datenschutz|bewerbung|so bewirbst du dich|kontakt|égalité des chances|pour postuler|igualdad de oportunidades|cómo aplicar'],
];
const HEADING = HEADINGS.map(([role, names]): [SegmentRole, RegExp] => [role, new RegExp(`^[\\s*#•-]*(?:${names})[\\s:*…!?-]*$`, 'iu')]);
/** The same names inside a text without line breaks: with a colon, in capitals, or capitalised after a sentence's end. */
const INLINE = new RegExp(`(?:^|(?<=[.!?:;)\\]•]\\s*))\\s*(?:${HEADINGS.map(([, names]) => names).join('|')})(?=\\s*:|\\s+\\p{Lu})`, 'giu');
const SENTENCE_END = /(?<=[.!?;])\s+(?=[\p{Lu}•●▪*\d"“-])|\s*[•●▪◦■➢✓]\s*|\s+[*–-]\s+(?=\p{Lu})/u;

const LEGAL =
  /equal (?:employment )?opportunit|affirmative action|without regard to|regardless of (?:race|age|gender)|protected (?:veteran|class|by law)|\b(?:race|colou?r|religion|sex|gender|age|disability|national origin|sexual orientation|veteran)\b(?:,? (?:or |and )?\w*(?: \w+)?,? ?){0,2}\b(?:race|colou?r|religion|creed|national origin|sexual orientation|gender identity|disability|veteran|ancestry)\b|reasonable accommodation|e-?verify|background (?:check|investigation)|drug (?:test|screen|free)|criminal (?:history|record)|unabhängig von (?:geschlecht|alter|herkunft)|schwerbehinder|chancengleichheit|égalité des chances|à compétences égales|situation de handicap|igualdad de oportunidades|sin distinción/iu;
const BENEFIT =
  /401 ?\(?k\)?|(?:health|medical|dental|vision|life|disability) (?:care )?(?:insurance|plan|coverage|benefits)|paid (?:time off|vacation|holidays?|sick|training|parental)|\bPTO\b|vacation (?:days|time)|tuition (?:reimbursement|assistance)|(?:competitive|attractive) (?:salary|pay|compensation|wage|benefit|remuneration)|benefits? (?:package|include|program)|retirement plan|stock (?:options?|purchase)|\bbonus(?:es)?\b.{0,40}\b(?:salary|pay|annual|sign)|employee discounts?|flexible (?:hours|schedule)|free (?:snacks|lunch|parking|coffee)|gym|parental leave|\$ ?\d[\d,.]*(?:k| ?(?:per|an|\/) ?(?:hour|year))|altersvorsorge|tage urlaub|urlaubstage|homeoffice|firmenwagen|flexible arbeitszeit|vermögenswirksam|mutuelle|tickets? restaurant|RTT\b|télétravail|13e mois|seguro (?:médico|de salud)|vacaciones|teletrabajo|retribución flexible|plan de carrera/iu;
const PRAISE =
  /(?:world|nation|industry|market|global)(?:(?:'|’)s)?[ -]?(?:wide )?lead(?:er|ing)|leading (?:provider|company|supplier|manufacturer)|one of the (?:largest|fastest|best|most)|fortune \d+|award[ -]winning|best places? to work|great place to work|founded in|since (?:18|19|20)\d\d|headquartered in|our (?:mission|vision|values|culture) (?:is|are)|we (?:are|were) (?:proud|passionate|committed|dedicated|a team|one of)|we (?:believe|pride)|(?:join|grow with) (?:us|our (?:growing|dynamic|amazing))|employees (?:worldwide|around|across|in)|weltweit führend|marktführer|mitarbeite\w+ weltweit|gegründet|leader (?:mondial|européen|du marché)|collaborateurs|fondée en|líder (?:mundial|en el sector|del mercado)|fundada en/iu;

const NICE = /\bpreferred\b|\bpreferabl[ey]|nice to have|\ba plus\b|\bbonus\b|\bdesir(?:ed|able)\b|\badvantage(?:ous)?\b|\bideally\b|\bhelpful\b|von vorteil|wünschenswert|idealerweise|gerne auch|\bun plus\b|\batout\b|idéalement|souhaité|apprécié|deseable|valora(?:ble|rá)|\bplus\s*[.!]?$/iu;
const MUST = /\bmust\b|\brequired?\b|\bminimum\b|\bmandatory\b|\bessential\b|\bat least\b|\bnecessary\b|\bneeds? to have\b|zwingend|erforderlich|vorausgesetzt|voraussetzung|mindestens|unbedingt|\bexigée?s?\b|\bobligatoire|indispensable|impérati|minimum|imprescindible|\brequerid|obligatori|al menos/iu;

/** Cuts a JD's text into segments with roles; the first short line is its title unless `title` is given (null: it has none). */
export function readJd(text: string, title?: string | null): JdText {
  const segments: Segment[] = [];
  let role: SegmentRole = 'duties';
  let found = title ?? null;
  const looking = title === undefined;
  for (const line of linesOf(text)) {
    const heading = headingRole(line.text);
    if (looking && segments.length === 0 && heading === null && isTitleLine(line.text)) {
      found = cleanTitle(line.text);
      segments.push({ ...line, role: 'title' });
    } else if (heading !== null) role = heading;
    else segments.push(...sentences(line).map((sentence) => ({ ...sentence, role: roleOf(sentence.text, role) })));
  }
  return { title: found, segments };
}

export function isBoilerplate(segment: Segment): boolean {
  return BOILERPLATE.has(segment.role);
}

interface Stretch {
  text: string;
  start: number;
  end: number;
}

/** Lines, cut again where a heading stands inside one; each heading is a line of its own. */
function linesOf(text: string): Stretch[] {
  return [...text.matchAll(/[^\n]+/g)].flatMap((line) => {
    const cuts = line[0].length < 120 ? [] : [...line[0].matchAll(INLINE)].filter((m) => isHeadingLike(m[0], line[0].slice(m.index + m[0].length)));
    const edges = [0, ...cuts.flatMap((m) => [m.index, m.index + m[0].length]), line[0].length];
    return edges.slice(0, -1).map((edge, i) => stretch(text, line.index + edge, line.index + edges[i + 1]!)).filter((s) => s.text !== '');
  });
}

function isHeadingLike(name: string, after: string): boolean {
  const bare = name.trim();
  if (/^\s*:/.test(after) || (bare === bare.toUpperCase() && bare.length > 4)) return true;
  return /^\p{Lu}/u.test(bare) && /\s/.test(bare) && bare.split(/\s+/).every((word) => /^(?:\p{Lu}|and\b|of\b|the\b|&|to\b|we\b)/u.test(word));
}

function stretch(text: string, start: number, end: number): Stretch {
  const raw = text.slice(start, end);
  const from = start + (raw.length - raw.trimStart().length);
  return { text: raw.trim(), start: from, end: from + raw.trim().length };
}

function headingRole(line: string): SegmentRole | null {
  if (line.length > 60) return null;
  return HEADING.find(([, pattern]) => pattern.test(line))?.[0] ?? null;
}

function sentences(line: Stretch): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const part of line.text.split(SENTENCE_END)) {
    const start = line.text.indexOf(part, at);
    at = start + part.length;
    const text = part.replace(/^[\s:*-]+/, '');
    if (/\p{L}/u.test(text)) found.push({ text, start: line.start + start + part.length - text.length, end: line.start + at });
  }
  return found;
}

/** A sentence's own words first, then the heading it stands under. */
function roleOf(sentence: string, under: SegmentRole): SegmentRole {
  if (LEGAL.test(sentence)) return 'legal';
  if (BENEFIT.test(sentence) && under !== 'must' && under !== 'nice') return 'benefits';
  if (BOILERPLATE.has(under)) return MUST.test(sentence) && !PRAISE.test(sentence) ? 'must' : under;
  if (NICE.test(sentence)) return 'nice';
  if (PRAISE.test(sentence)) return 'company';
  if (under === 'duties' && MUST.test(sentence)) return 'must';
  return under;
}

const LABEL = /^\s*(?:job title|position(?: title)?|title|role|stellenbezeichnung|stelle|position|poste|intitulé(?: du poste)?|puesto|título)\s*[:：-]\s*/iu;

function isTitleLine(line: string): boolean {
  return line.length <= 120 && line.split(/\s+/).length <= 14 && !/[.!?]$/.test(line.replace(/\b(?:Sr|Jr|Inc)\.$/, ''));
}

/** Without a label, gender marks, and a reference number: `Stelle: Koch (m/w/d)` -> `Koch`. */
export function cleanTitle(line: string): string {
  return line
    .replace(/^[\s#*•]+/, '')
    .replace(LABEL, '')
    .replace(/\(?\b[mwfhdx](?:\s?[/|]\s?[mwfhdx*]){1,2}\b\)?/giu, '')
    .replace(/\(\s*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const LEVEL = /\b(?:senior|sr\.?|junior|jr\.?|lead|principal|staff|entry[ -]level|mid[ -]level|intern|trainee|associate(?= \w+ (?:engineer|developer))|full[ -]?time|part[ -]?time|pt|ft|remote|contract|temporary|[ivx]{1,3}|\d+)\b\.?/giu;

/** The occupation's name without seniority and what follows a comma, dash or bracket: `Sr. Accountant - Tax` -> `Accountant`. */
export function titleHead(title: string): string {
  const [head] = title.split(/\s*[,;:(|@]\s*|\s+[-–—]\s+/u).filter((part) => part.trim() !== '');
  const bare = (head ?? title).replace(LEVEL, ' ').replace(/\s+/g, ' ').trim();
  return bare === '' ? title.trim() : bare;
}
