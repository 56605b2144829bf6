import { stripAccents } from '../../profile/text/lines.js';
import { docxEntries, escapeXml } from '../../simulate/generate/formats/office.js';
import { winAnsi } from '../../simulate/generate/formats/fonts.js';
import { writePdf } from '../../simulate/generate/formats/pdf.js';
import { writeZip } from '../../simulate/generate/formats/zip.js';
import { LAYOUTS, SKILLS, type Lines } from './layouts.js';
import { invented, plain, type Invented, type Tongue } from './people.js';
import { TOLD } from './told.js';

/** A CV with what must not be seen of it, and what must. */
export interface Planted {
  /** As its sender called it. */
  file: string;
  bytes: Uint8Array;
  text: string;
  layout: string;
  person: Invented;
  /** Names, contacts, ages, dates of birth and schools, as they stand in it. */
  plants: string[];
  /** Skills of the list of skills, and employers. */
  kept: string[];
}

const NAMES = Object.keys(LAYOUTS);

type Format = 'txt' | 'md' | 'html' | 'rtf' | 'docx' | 'pdf';
const FORMATS: readonly Format[] = ['txt', 'docx', 'html', 'pdf', 'md', 'rtf'];
/** Formats that can only hold the letters of western Europe. */
const WESTERN: ReadonlySet<Tongue> = new Set(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']);

/** CV `n`; culture, layout and format change independently of each other. */
export function planted(n: number): Planted {
  const person = invented(n);
  const layout = NAMES[(n + Math.floor(n / 15)) % NAMES.length]!;
  const told = TOLD[person.tongue];
  const { lines, plants } = LAYOUTS[layout]!(person, told, n);
  const drawn = FORMATS[(n + Math.floor(n / 12)) % FORMATS.length]!;
  const format = (drawn === 'pdf' || drawn === 'rtf') && !WESTERN.has(person.tongue) ? 'docx' : drawn;
  const [first, last] = person.latin.map(plain);
  // Every file has a name of its own, also in one folder.
  const name =
    layout === 'called' || n % 3 === 0
      ? `${first!}_${last!}_cv${n}`
      : n % 3 === 1
        ? `cv-${n}`
        : `${person.full.replace(' ', '')}-${2000 + n}`;
  return {
    file: `${name}.${format}`,
    bytes: WRITERS[format](lines),
    text: lines.join('\n'),
    layout,
    person,
    plants: [...new Set(plants.includes(person.school) ? [...plants, person.schoolName] : plants)],
    kept: [SKILLS[n % 8]!, SKILLS[(n + 3) % 8]!, 'SQL', 'Docker'],
  };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const WRITERS: Record<Format, (lines: Lines) => Uint8Array> = {
  txt: (lines) => utf8(lines.join('\n')),
  md: (lines) => utf8(lines.join('\n\n')),
  html: (lines) =>
    utf8(`<!doctype html><html><body>${lines.map((line) => `<p>${escapeXml(line)}</p>`).join('\n')}</body></html>`),
  docx: (lines) => {
    const body = lines
      .map((line) => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`)
      .join('');
    return writeZip(docxEntries(`${body}<w:sectPr/>`, null));
  },
  rtf: (lines) => {
    const code = (line: string): string =>
      line.replaceAll(/[\\{}]/g, '\\$&').replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0)}?`);
    return Buffer.from(
      `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\fs20\n${lines.map((line) => `${code(line)}\\par`).join('\n')}\n}`,
      'latin1',
    );
  },
  pdf: (lines) => {
    const runs = lines.map((line, i) => ({
      x: 50,
      y: 60 + i * 16,
      size: i === 0 ? 16 : 10,
      bold: i === 0,
      colour: 'black' as const,
      text: winAnsi(line),
    }));
    return writePdf([{ runs }], { family: 'Helvetica' });
  },
};

/** The plants that a text still holds: letters by themselves whatever their case and accents, all else as written. */
export function leaksIn(output: string, plants: readonly string[]): string[] {
  const text = loose(output);
  return plants.filter((plant) => {
    const sought = loose(plant);
    const edges =
      /^[\p{L}\p{M}' -]+$/u.test(sought) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(sought);
    return edges
      ? new RegExp(`(?<![\\p{L}\\p{N}])${sought.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(
          text,
        )
      : text.includes(sought);
  });
}

/** Where a text holds a plant, for whoever has to find out why. */
export function contextOf(output: string, plant: string): string {
  const [text, sought] = [loose(output), loose(plant)];
  const at = text.indexOf(sought);
  return text.slice(Math.max(0, at - 100), at + sought.length + 60);
}

function loose(text: string): string {
  return stripAccents(text.toLowerCase()).replace(/\s+/g, ' ');
}
