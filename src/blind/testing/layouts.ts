import { plain, type Invented } from './people.js';
import type { Told } from './told.js';
import { Random } from '../../simulate/random.js';

export type Lines = string[];
export interface Body {
  lines: Lines;
  plants: string[];
}

export const SKILLS = ['TypeScript', 'PostgreSQL', 'Kubernetes', 'Python', 'Terraform', 'Java', 'React', 'Kafka'];

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

type Layouts = Record<string, (person: Invented, told: Told, n: number) => Body>;

/** What must not be seen of the line about gender; a single syllable may be a part of any word. */
function genderIn({ gender }: Told): string {
  const value = gender.split(/\s?: /)[1]!;
  return value.length < 2 ? gender : value;
}

/** Ways to write a CV, by who is told where. */
const USUAL: Layouts = {
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
    plants: [p.first, p.last, p.birth, p.email, p.phone, genderIn(t), p.school],
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

/** Ways in which names, addresses and ages hide better. */
const HARDER: Layouts = {
  hired: (p, t, n) => ({
    lines: [...work(t, n), `- ${t.hired(p.latin.join(' '))}`, '', ...study(t, p), '', ...skills(t, n)],
    plants: [...p.latin, p.school],
  }),
  mail: (p, t, n) => ({
    lines: [
      t.summary,
      `From: ${p.latin.join(' ')} <${p.email}>`,
      'Subject: CV',
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
    ],
    plants: [...p.latin, p.email, p.school],
  }),
  addressed: (p, t, n) => ({
    lines: [t.summary, `${t.title} ${p.latin[1]} ${t.led}`, '', ...work(t, n), '', ...study(t, p), '', ...skills(t, n)],
    plants: [p.latin[1], p.school],
  }),
  degrees: (p, t, n) => ({
    lines: [`${p.latin.join(' ')}, PhD, MBA`, t.engineer, '', ...work(t, n), '', ...skills(t, n), '', ...study(t, p)],
    plants: [...p.latin, p.school],
  }),
  double: (p, t, n) => ({
    lines: [
      `${p.latin[0]} van der ${p.latin[1]}-${p.town}`,
      p.email,
      '',
      ...work(t, n),
      `- ${p.latin[1]}-${p.town} ${t.led}`,
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
    ],
    plants: [...p.latin, p.town, p.email, p.school],
  }),
  lines: (p, t, n) => ({
    lines: [
      p.full,
      t.engineer,
      '',
      p.street,
      `12345 ${p.town}`,
      p.phone,
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
    ],
    plants: [p.first, p.last, p.street, p.town, p.phone, p.school],
  }),
  spread: (p, t, n) => ({
    lines: [
      `${p.latin[0]}\t\t${p.phone}`,
      `${p.latin[1]}\t\t${p.email}`,
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      ...skills(t, n),
      '',
      `${t.born}: ${p.birth}`,
    ],
    plants: [...p.latin, p.phone, p.email, p.birth, p.school],
  }),
  twice: (p, t, n) => ({
    lines: [
      'Curriculum Vitae',
      `${p.latin[1]} ${p.latin[0]}`,
      '',
      ...skills(t, n),
      '',
      ...work(t, n),
      '',
      ...study(t, p),
      '',
      `${p.latin[0]} ${p.latin[1]}`,
      `Curriculum Vitae ${p.latin[1]}, 2/2`,
    ],
    plants: [...p.latin, p.school],
  }),
  written: (p, t, n) => ({
    lines: [
      ...work(t, n),
      '',
      ...skills(t, n),
      '',
      ...study(t, p),
      '',
      `${p.email.replace('@', ' [at] ').replace(/[.](?=[a-z]+$)/, ' [dot] ')}`,
      `Skype: ${plain(p.latin[0])}.${plain(p.latin[1])}`,
      `@${plain(p.latin[0])}_${plain(p.latin[1])}`,
    ],
    plants: [...p.latin.map(plain), p.school],
  }),
};

export const LAYOUTS: Layouts = { ...USUAL, ...HARDER };
