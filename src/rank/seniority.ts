import { foldSame } from './jd/words/index.js';

/** Levels of a post, lowest first. Leading people ranks above leading in a craft. */
export const SENIORITY_LEVELS = ['intern', 'junior', 'mid', 'senior', 'lead', 'head', 'executive'] as const;
export type SeniorityLevel = (typeof SENIORITY_LEVELS)[number];

/**
 * Names of levels in titles of JDs and posts, in English, German, French, Spanish, Italian, Portuguese and Dutch, as
 * folded text. At each place they are tried in this order. A word that is an occupation by itself (manager, associate)
 * names no level.
 */
const NAMES: Record<SeniorityLevel, string> = {
  executive:
    'chief (?:\\w+ ){1,3}officer|chief executive|c[eftopmi]o|ciso|cdo|cro|chro|cpo|managing director|geschaftsfuhrer(?:in)?|vorstand(?:svorsitzende[r]?)?|directeur general|directrice generale|pdg|president|director general|directora general|amministratore delegato|direttore generale|diretor geral|diretora geral|algemeen directeur|executive director|founder|co-founder',
  head: "head of|heads? (?=chef)|director(?:a)?(?: of)?|vp|svp|evp|avp|vice president|(?:abteilungs|bereichs|haupt)leiter(?:in)?|leiter(?:in)? (?:der|des|fur|entwicklung|vertrieb|marketing|personal|it|einkauf|finanzen|produktion)|leitung|direktor(?:in)?|directeur|directrice|responsable (?:du|de la|des|d'|de) (?:service|departement|pole)|chef de service|jefe (?:de|del) (?:departamento|area)|jefa (?:de|del) (?:departamento|area)|direttore|direttrice|capo (?:reparto|area)|diretor|diretora|chefe de departamento|hoofd|afdelingshoofd|manager of managers",
  lead: "(?:tech(?:nical)?|team|squad|chapter|engineering|design|development|group) lead(?:er)?|lead|leading|principal|staff(?= (?:software |data |site |machine |security |systems? |hardware |product )?(?:engineer|developer|scientist|designer))|team ?lead(?:er)?|teamleit(?:er(?:in)?|ung)|teamleider|gruppenleiter(?:in)?|chefarchitekt|leitende[rnsm]?|chef d'equipe|lider (?:de equipo|tecnico|de equipe)|jefe de equipo|jefa de equipo|capo ?(?:squadra|team)|responsabile (?:di|del|della) (?:team|squadra)|lider|referent technique|hoofdontwikkelaar|distinguished|supervisor|vorarbeiter",
  senior:
    'senior|sr\\.?|snr\\.?|experienced|berufserfahrene?[rn]?|erfahrene?[rn]?|confirmee?|experimentee?|experimentad[oa]|con experiencia|esperto|esperta|experiente|sênior|ervaren|expert',
  mid: 'mid|mid[ -]?level|middle|intermediate|mid[ -]?senior|medior|intermediaire|semi[ -]?senior|pleno|regular level|professional level|livello intermedio|nivel medio',
  junior:
    'junior|jr\\.?|jnr\\.?|entry[ -]level|early[ -]career|graduate|new grad(?:uate)?|beginner|berufseinsteiger(?:in)?|berufsanfanger(?:in)?|einsteiger(?:in)?|absolvent(?:in)?|debutante?|jeune diplomee?|recien (?:titulad|graduad)[oa]|neolaureat[oa]|recem[ -](?:formad|licenciad|graduad)[oa]|starter|pas afgestudeerde?|starters?functie|associate(?= (?:software |data |web |product )?(?:engineer|developer|consultant|analyst|designer|scientist))',
  intern:
    "intern|internship|trainee|apprentice|apprenticeship|working student|student assistant|praktikant(?:in)?|praktikum|werkstudent(?:in)?|auszubildende[rn]?|azubi|ausbildung|volontar(?:in)?|volontariat|duale[rs]? stud(?:ent|ium)\\w*|stagiaire|stage(?= (?:de|en|d'|dans|pfe|fin)|$| -)|alternante?|alternance|apprentie?|becari[oa]|practicante|practicas|aprendiz|stagista|tirocinante|tirocinio|apprendista|estagiari[oa]|estagio|stagiair(?:e)?|leerling|afstudeerstage",
};
const LEVEL = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${[...SENIORITY_LEVELS]
    .reverse()
    .map((level) => `(?<${level}>${NAMES[level]})`)
    .join('|')})(?![\\p{L}\\p{N}])(?! generation)`,
  'giu',
);

export interface SeniorityFact {
  level: SeniorityLevel;
  start: number;
  end: number;
}

/** Every level named in a title or short text, in order. */
export function senioritiesIn(text: string): SeniorityFact[] {
  return [...foldSame(text).matchAll(LEVEL)].map((m) => {
    const level = SENIORITY_LEVELS.find((name) => m.groups?.[name] !== undefined)!;
    return { level, start: m.index, end: m.index + m[0].trimEnd().length };
  });
}

/**
 * The level of a title; null where none is named. "Junior/Mid Developer" gives the lowest that is enough, "Senior
 * Director" the higher.
 */
export function seniorityOf(text: string): SeniorityLevel | null {
  const found = senioritiesIn(text).map(({ level }) => SENIORITY_LEVELS.indexOf(level));
  if (found.length === 0) return null;
  const alternatives =
    /\b(?:junior|mid|medior|senior|entry)\w*\s*(?:\/|-|–|to|or|bis|oder|ou|o|of|a)\s*(?:mid|medior|senior|junior|lead)/iu.test(
      text,
    );
  return SENIORITY_LEVELS[alternatives ? Math.min(...found) : Math.max(...found)]!;
}

/** Number of steps between two levels: 0 for the same, 1 for neighbours. */
export function seniorityDistance(a: SeniorityLevel, b: SeniorityLevel): number {
  return Math.abs(SENIORITY_LEVELS.indexOf(a) - SENIORITY_LEVELS.indexOf(b));
}
