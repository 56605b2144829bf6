import { docxEntries, escapeXml } from '../../simulate/generate/formats/office.js';
import { winAnsi } from '../../simulate/generate/formats/fonts.js';
import { writePdf } from '../../simulate/generate/formats/pdf.js';
import { writeZip } from '../../simulate/generate/formats/zip.js';
import { Random } from '../../simulate/random.js';
import { invented, plain, type Invented, type Tongue } from './people.js';
import { TOLD, type Told } from './told.js';

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

type Lines = string[];
interface Body {
  lines: Lines;
  plants: string[];
}

const SKILLS = ['TypeScript', 'PostgreSQL', 'Kubernetes', 'Python', 'Terraform', 'Java', 'React', 'Kafka'];

/** What was done, with words that make every CV a text of its own. */
const DONE =
  `ledger queue invoice parcel turbine sensor cluster schema payroll booking voltage harvest tariff cargo tunnel beacon
anvil lattice furnace carousel pipeline glacier orchard compass harbour meadow quarry lantern saddle timber valve wharf abacus
bobbin crane dynamo engine fathom gasket hinge ingot jigsaw kiln lever magnet nozzle oven piston quilt rivet spindle
trowel urn vessel winch yarn zinc archive bridge canal depot estuary ferry garage hangar island junction`.split(/\s+/);

function done(n: number): Lines {
  const random = new Random('done', n);
  return Array.from({ length: 4 }, () => `- ${random.sample(DONE, 7).join(' ')} ${random.int(100, 9999)}`);
}

const work = ({ work: heading, engineer }: Told, n: number): Lines => [
  heading,
  `${engineer}, Uferwerk Software GmbH, 03/2018 - 11/2023`,
  `- ${SKILLS[n % 8]!} ${SKILLS[(n + 3) % 8]!} PostgreSQL`,
  ...done(n),
];
const skills = ({ skills: heading }: Told, n: number): Lines => [
  heading,
  `${SKILLS[n % 8]!}, ${SKILLS[(n + 3) % 8]!}, SQL, Docker`,
];
const study = ({ study: heading, degree }: Told, { school }: Invented): Lines => [
  heading,
  `${degree}, ${school}, 2008 - 2012`,
];
const contacts = ({ email, phone, link, street, town }: Invented): string[] => [email, phone, link, street, town];

/** Ways to write a CV, by who is told where. */
const LAYOUTS: Record<string, (person: Invented, told: Told, n: number) => Body> = {
  header: (p, t, n) => ({
    lines: [
      p.full,
      `${p.street}, ${p.town}`,
      `${p.email} | ${p.phone}`,
      p.link,
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
    ],
    plants: [p.first, p.last, ...contacts(p), p.school],
  }),
  labels: (p, t, n) => ({
    lines: [
      `${t.name}: ${p.full}`,
      `${t.born}: ${p.birth}`,
      `E-Mail: ${p.email}`,
      `${t.phone}: ${p.phone}`,
      t.gender,
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
    ],
    plants: [p.first, p.last, p.birth, p.email, p.phone, t.gender.split(': ')[1]!, p.school],
  }),
  prose: (p, t, n) => ({
    lines: [t.summary, `${t.third(p)} ${t.aged(p.age)}`, '', ...work(t, n), t.studied(p.school), '', ...skills(t, n)],
    plants: [p.first, p.last, t.ageIn(p.age), p.school],
  }),
  signed: (p, t, n) => ({
    lines: [
      t.dear,
      '',
      t.mine(p),
      t.bornIn(p.birth),
      t.studied(p.school),
      '',
      ...work(t, n),
      '',
      ...skills(t, n),
      '',
      t.regards,
      p.full,
    ],
    plants: [p.first, p.last, p.birth, p.school],
  }),
  capitals: (p, t, n) => ({
    lines: [
      `${p.latin[1].toUpperCase()}, ${p.latin[0]}`,
      p.email,
      '',
      ...work(t, n),
      `- ${p.latin[0][0]!}. ${p.latin[1]}: ${t.led}`,
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
      '',
      `${p.latin[0].toUpperCase()} ${p.latin[1].toUpperCase()} - 1/2`,
    ],
    plants: [p.latin[0], p.latin[1], p.email, p.school],
  }),
  small: (p, t, n) => ({
    lines: [
      `${p.latin[0]} ${p.latin[1]}`.toLowerCase(),
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
      '',
      p.phone,
    ],
    plants: [p.latin[0], p.latin[1], p.phone, p.school],
  }),
  unnamed: (p, t, n) => ({
    lines: [...work(t, n), '', ...study(t, p), '', ...skills(t, n), '', `${p.email} / ${p.phone} / ${p.link}`],
    plants: [p.email, p.phone, p.link, p.school],
  }),
  called: (p, t, n) => ({
    lines: [t.summary, t.led, '', ...work(t, n), `- ${p.latin[0]} ${t.led}`, '', ...skills(t, n), '', ...study(t, p)],
    plants: [p.latin[0], p.school],
  }),
  footer: (p, t, n) => ({
    lines: [
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
      '',
      `${p.full} · ${p.street} · ${p.town}`,
      `${p.email} · ${p.phone}`,
    ],
    plants: [p.first, p.last, ...contacts(p).filter((one) => one !== p.link), p.school],
  }),
  authors: (p, t, n) => ({
    lines: [
      `${p.latin[0]} ${p.latin[1]}`,
      `${p.email}`,
      '',
      ...work(t, n),
      '',
      ...skills(t, n),
      '',
      t.publications,
      `${p.latin[1]}, ${p.latin[0][0]!}., Zwick, B. (2019) Queues in practice. Example Press.`,
      '',
      ...study(t, p),
    ],
    plants: [p.latin[0], p.latin[1], p.email, p.school],
  }),
  spaced: (p, t, n) => ({
    lines: [
      `${[...p.latin[0].toUpperCase()].join(' ')}   ${[...p.latin[1].toUpperCase()].join(' ')}`,
      p.email,
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
      '',
      t.led,
      `${p.latin[0]} ${p.latin[1]}`,
    ],
    plants: [p.latin[0], p.latin[1], p.email, p.school],
  }),
  bar: (p, t, n) => ({
    lines: [
      `${p.full} - ${t.engineer} | ${p.town} | ${p.phone}`,
      `${t.aged(p.age)} ${t.family}`,
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
    ],
    plants: [p.first, p.last, p.phone, p.town, t.ageIn(p.age), p.school],
  }),
};
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
  return text
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ');
}
