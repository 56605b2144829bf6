import { LEGAL_FORMS } from '../../profile/words/roles.js';
import { isCompany, isFirm } from './title.js';
import type { FoundTitle } from './titles.js';
import type { Read } from './text.js';

/** Longer ones are sentences, not names. In characters. */
const LONGEST = 60;
const MOST_NAMES = 8;
const NAMED = String.raw`\p{Lu}[\p{L}\d&.'’-]*`;
const NAME = `${NAMED}(?:\\s+(?:${NAMED}|&|of|de|der|und|et|y|e|en|&)){0,4}`;
/** "About Kestrel Holdings". */
const ABOUT = new RegExp(
  `^(?:about|über|à propos de|sobre|acerca de|informazioni su|over|who is|life at|working at)\\s+(${NAME})\\s*[:?]?$`,
  'u',
);
const SMALL_ABOUT = /^(?:About|Über|À propos de|Sobre|Acerca de|Informazioni su|Over|Who is|Life at|Working at|ABOUT)/u;
/** "Kestrel is hiring": the subject is an employer, not a skill. */
const SEEKER = new RegExp(
  `^(?:The |Die |Der |Das |La |Le |L'|El |Il |A |O |De |Het |Bei |At |Chez )?(?!(?:We|You|They|He|She|I|It|Who|This|That|Wir|Sie|Er|Es|Nous|On|Vous|Il|Elle|Noi|Wij|Je)\\s)(${NAME})(?=\\s+(?:(?:is|are) (?:currently |now |actively |always )?(?:hiring|looking|seeking|recruiting|searching|growing|expanding)|needs|seeks|sucht|stellt|recherche|recrute|embauche|busca|selecciona|contrata|cerca|ricerca|assume|procura|recruta|zoekt|est[áa] (?:a )?(?:recrut|contrat|procur|busca)\\p{L}*|est à la recherche|sta (?:cerc|assum|selezion)\\p{L}*|ist auf der suche|is op zoek)(?!\\p{L}))`,
  'u',
);

const WE_ARE = new RegExp(`^(?:We are|Wir sind|Nous sommes|Somos|Siamo|Wij zijn) (${NAME})(?=[.,!:]|$)`, 'u');

/**
 * The company's names as the JD gives them: labelled, above the title, after "About", or before "is" with an ending
 * that only companies have.
 */
export function companyNames(lines: readonly Read[], found: FoundTitle): string[] {
  const names = new Set<string>();
  const add = (text: string | undefined): void => {
    const name = withoutForm(text?.trim().replace(/[,:!?]+$/, '') ?? '');
    // A single word may itself be asked for, such as "Oracle".
    if (names.size < MOST_NAMES && name.length <= LONGEST && /\S\s+\S/.test(name)) names.add(name);
  };
  for (const [i, { line, heading, label }] of lines.entries()) {
    if (label?.name === 'company')
      add(label.value < line.text.length ? line.text.slice(label.value) : lines[i + 1]?.line.text);
    else if (heading?.role === 'company')
      add(ABOUT.exec(line.text.replace(SMALL_ABOUT, (start) => start.toLowerCase()))?.[1]);
    else if (found.lines.has(i))
      partsOf(line.text)
        .filter(found.lines.get(i)!.logo ? isCompany : isFirm)
        .forEach(add);
    if (label === null && heading === null && !line.bullet)
      add(SEEKER.exec(line.text)?.[1] ?? WE_ARE.exec(line.text)?.[1]);
  }
  return [...names];
}

const partsOf = (line: string): string[] => line.split(/[\t·|,]|\s[-–—]\s/).map((part) => part.trim());

/** The name without its legal form: "Kestrel Holdings GmbH" is also called Kestrel Holdings. */
function withoutForm(name: string): string {
  const words = name.split(/\s+/);
  return words.length > 2 && LEGAL_FORMS.has(words.at(-1)!.toLowerCase().replace(/[.()]/g, ''))
    ? words.slice(0, -1).join(' ').replace(/,$/, '')
    : name.replace(/\.$/, '');
}

/** Whether a sentence is about the company and seeks nobody: "Kestrel Holdings builds ...". */
export function isAbout(text: string, names: readonly string[]): boolean {
  return !SEEKER.test(text) && names.some((name) => text.startsWith(`${name} `));
}

/** Where a text names the company: ascending, without overlaps. */
export function companyIn(text: string, names: readonly string[]): [start: number, end: number][] {
  const seeker = SEEKER.exec(text);
  const found: [number, number][] = seeker === null ? [] : [[0, seeker[0].length]];
  for (const name of names) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
      found.push([at, at + name.length]);
  }
  const apart: [number, number][] = [];
  for (const one of found.sort((a, b) => a[0] - b[0])) if (one[0] >= (apart.at(-1)?.[1] ?? 0)) apart.push(one);
  return apart;
}
