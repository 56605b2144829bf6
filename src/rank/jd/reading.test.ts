import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectLinear, repeated } from '../../profile/work/testing-work.js';
import { openVocabulary } from '../../profile/vocabulary/vocabulary.js';
import { explainReading } from './explain.js';
import { isRequirementFile, writeRequirementFile } from './formats/requirement-file.js';
import { jobPostingOf } from './formats/job-posting.js';
import { jdTextOf, jdTitle, readJdSource } from './formats/source.js';
import { seniorityOf } from '../seniority.js';
import { yearsIn } from '../years.js';

const vocabulary = openVocabulary(
  readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url)),
);
const read = (source: string) => readJdSource(jdTextOf(source), vocabulary);
const asks = (source: string) => read(source).requirements;
const named = (source: string, must: boolean) =>
  asks(source)
    .filter((one) => one.must === must && (one.kind === 'skill' || one.kind === 'term'))
    .flatMap(({ text, alternatives = [] }) => [text, ...alternatives.map((other) => other.text)]);

describe('headings of must and nice', () => {
  it.each([
    // English
    ['Required', 'Preferred'],
    ['Essential criteria', 'Desirable criteria'],
    ['Skills (must)', 'Skills (optional)'],
    ['Who you are', "It's great if you also have"],
    ['What we ask for', 'What will make you stand out'],
    ['## Requirements', '## Bonus points'],
    ['Must-haves:', 'Nice-to-haves:'],
    ['Person specification - essential', 'Person specification - desirable'],
    ['You must have', 'Even better if you have'],
    ['Hard requirements', 'Soft requirements'],
    ['Core skills', 'Secondary skills'],
    ['Non-negotiable', 'Negotiable'],
    ['Absolutely required', 'Would be amazing'],
    ["What we can't do without", 'What would make us smile'],
    ['To be considered', 'To impress us'],
    ['We want', "We'd like"],
    ['Things you need', 'Things that help'],
    ['Required knowledge', 'Useful knowledge'],
    ["We'd love you to have", 'The cherry on top'],
    ["You'll have", 'You might have'],
    ['Must have 👇', '✨ Nice to have ✨'],
    // German
    ['Muss', 'Kann'],
    ['Das bringst du mit', 'Das wäre schön'],
    ['Ihr Profil', 'Pluspunkte'],
    ['Zwingend erforderlich', 'Wünschenswert'],
    ['Was wir erwarten', 'Was uns freuen würde'],
    ['Pflicht', 'Kür'],
    ['Muss-Kenntnisse', 'Kann-Kenntnisse'],
    ['Was wir voraussetzen', 'Was wir uns wünschen'],
    // French
    ['Profil recherché', 'Les plus'],
    ['Indispensable', 'Serait un plus'],
    ['Nous exigeons', 'Nous apprécions'],
    ['Compétences requises', 'Compétences appréciées'],
    // Spanish
    ['Requisitos', 'Deseable'],
    ['Imprescindible', 'Se valorará'],
    ['Excluyente', 'No excluyente'],
    ['Requisitos excluyentes', 'Requisitos no excluyentes'],
    // Italian
    ['Requisiti', 'Costituisce titolo preferenziale'],
    ['Cosa cerchiamo', 'Sarà un plus'],
    ['Devi conoscere', 'Meglio se conoscessi'],
    // Portuguese
    ['Requisitos obrigatórios', 'Diferenciais'],
    ['O que procuramos', 'Mais-valias'],
    ['Precisas de ter', 'Seria ótimo se tivesses'],
    ['Deves ter', 'Era bom que tivesses'],
    // Dutch
    ['Functie-eisen', 'Pluspunten'],
    ['Wat vragen wij', 'Een pre'],
  ])('%s / %s', (must, nice) => {
    const jd = `iOS Developer\n\n${must}\n- Xcode\n- Zorblax\n\n${nice}\n- Kotlin\n- Docker\n`;
    expect(named(jd, true)).toEqual(expect.arrayContaining(['Xcode', 'Zorblax']));
    expect(named(jd, false)).toEqual(expect.arrayContaining(['Kotlin', 'Docker']));
  });

  it.each([
    'We do not expect',
    'Was wir nicht verlangen',
    'Ce que nous ne demandons pas',
    'Lo que no pedimos',
    'Cosa non chiediamo',
    'O que não exigimos',
    'Wat we niet vragen',
  ])('%s: asks for nothing', (heading) => {
    const jd = `iOS Developer\n\nRequirements\n- Xcode\n\n${heading}\n- Kotlin\n- Docker\n`;
    expect(named(jd, true)).toContain('Xcode');
    for (const must of [true, false]) expect(named(jd, must)).not.toEqual(expect.arrayContaining(['Kotlin']));
  });

  it.each([
    '| Skill | Level |\n|---|---|\n| Xcode | must |\n| Zorblax | required |\n| Kotlin | nice |\n| Docker | optional |',
    '| Must have | Nice to have |\n|---|---|\n| Xcode | Kotlin |\n| Zorblax | |\n| | Docker |',
    'Muss            Kann\n- Xcode         - Kotlin\n- Zorblax       - Docker',
    'Requirements\n- Xcode [must]\n- Zorblax [must]\n- Kotlin [plus]\n- (Optional) Docker',
    'MUSS\n• Xcode\n• Zorblax\nKÜR\n• Kotlin\n• Docker',
    "Must: Xcode, Zorblax. Could: Kotlin, Docker. Won't: Perl.",
    "Requirements\n- Must: Xcode\n- Should: Kotlin. Won't: Perl.\n- Could: Docker\n- Zorblax",
    'You need\n🔹 Xcode\n🔹 Zorblax\n\nBonus\n🔸 Kotlin\n🔸 Docker',
    'Requirements\n* Xcode\n* Zorblax\n* ~~Perl~~\n* _Optional:_ Kotlin\n* Docker *preferred*',
    'We look for someone who knows Xcode.\n\nMust have\n- Zorblax\n\nKotlin and Docker would be great.',
    'Requirements\n- [Xcode](https://example.com/xcode)\n- Zorblax\n- [Optional] Kotlin\n- Bonus – Docker',
  ])('in tables and brackets: %j', (text) => {
    const jd = `iOS Developer\n\n${text}\n`;
    expect(named(jd, true).sort()).toEqual(['Xcode', 'Zorblax', 'iOS']);
    expect(named(jd, false).sort()).toEqual(['Docker', 'Kotlin']);
  });
});

describe('lists', () => {
  it.each([
    'React',
    'Angular',
    'Jest',
    'R',
    'Maven',
    'Spring',
    'Oracle',
    'Go',
    'Swift',
    'Excel',
    'Access',
    'Express',
    'Zorblax',
    'Core Data',
    'D',
  ])('takes %s as it stands', (skill) => {
    expect(named(`Engineer\n\nMust have\n- ${skill}\n- Docker`, true)).toEqual(
      expect.arrayContaining([skill, 'Docker']),
    );
  });

  it.each([
    'Able to react to changes in the schedule and go the extra mile',
    'Swift service of the spring menu; excel under pressure',
    'Access to a car; make sauces from scratch; express yourself well',
    'Grade C in food hygiene or higher',
    'Swift, polite service',
    'Excel, react and express yourself',
    'Word of mouth matters',
    'Category C or D driving licence',
    'Express interest in drama',
    'R. Smith will answer questions',
    'Word-perfect English',
    'Rounds of c. 20 minutes',
    'c. 20 hours a week',
    'Excel in customer service',
    'Make latte art',
    'Rust on tools is removed',
    'Go the extra mile in aisles A, B and C',
  ])('finds no skill in prose: %s', (line) => {
    const skills = named(`Line Cook\n\nRequirements\n- ${line}\n- Knife skills`, true);
    for (const word of [
      'C',
      'R',
      'Go',
      'React',
      'Swift',
      'Access',
      'Express',
      'Excel',
      'Spring',
      'Scratch',
      'Make',
      'Word',
      'D',
    ])
      expect(skills).not.toContain(word);
  });

  it.each([
    ['Java or Kotlin', ['Java', 'Kotlin']],
    ['AWS/GCP/Azure', ['AWS', 'GCP', 'Azure']],
    ['Experience with AWS, GCP or Azure', ['AWS', 'GCP', 'Azure']],
    ['At least one of: React, Angular, Vue', ['React', 'Angular', 'Vue']],
    ['Java oder Kotlin', ['Java', 'Kotlin']],
    ['Java ou Kotlin', ['Java', 'Kotlin']],
    ['Java of Kotlin', ['Java', 'Kotlin']],
    ['Cloud platforms (AWS, GCP or Azure)', ['AWS', 'GCP', 'Azure']],
  ])('reads alternatives as one requirement: %s', (line, all) => {
    const groups = asks(`Engineer\n\nRequirements\n- ${line}`).map(({ text, alternatives = [] }) => [
      text,
      ...alternatives.map((one) => one.text),
    ]);
    expect(groups).toContainEqual(all);
  });

  it('takes a letter beside a skill that more words follow', () => {
    expect(named('Engineer\n\nRequirements\n- C and Fortran for simulations\n- You know Go', true)).toEqual(
      expect.arrayContaining(['C', 'Fortran', 'Go']),
    );
    for (const line of [
      'Langage C',
      'Programmiersprache C',
      'Linguaggio C',
      'Lenguaje C',
      'Linguagem C',
      'Programmeertaal C',
    ])
      expect(named(`Engineer\n\nRequirements\n- ${line}`, true)).toEqual(['C']);
  });

  it.each([
    ['Java 17', 'Java'],
    ['Angular 15+', 'Angular'],
    ['Node.js 20', 'Node.js'],
    ['Python 3.11 or higher', 'Python'],
    ['ISO 9001', 'ISO 9001'],
    ['p5.js', 'p5.js'],
  ])('asks for %s as %s', (line, name) => {
    expect(named(`Engineer\n\nMust have\n- ${line}\n- Docker`, true)).toContain(name);
  });

  it('takes each cell of a long row', () => {
    expect(named('Engineer | Must have | Go | Kotlin | Swift | Docker', true)).toEqual([
      'Go',
      'Kotlin',
      'Swift',
      'Docker',
    ]);
  });

  it('keeps both names of one term', () => {
    expect(named('Welder\n\nMust have\n- MIG welding\n- TIG welding', true)).toEqual(['MIG welding', 'TIG welding']);
  });

  it.each(['CI/CD', 'TCP/IP', 'PL/SQL', 'UI/UX'])('%s stays one', (one) => {
    expect(asks(`Engineer\n\nRequirements\n- ${one}`)).toContainEqual(
      expect.objectContaining({ text: one, kind: 'skill' }),
    );
  });

  it('asks for a degree or equivalent experience', () => {
    expect(asks('Engineer\n\nRequirements\n- Degree in physics or equivalent experience')).toContainEqual(
      expect.objectContaining({
        kind: 'education',
        alternatives: [{ text: 'equivalent experience', term: 'experience' }],
      }),
    );
  });
});

const praise =
  'Kestrel Holdings is a world-leading provider of Oracle and SAP solutions, founded in 1988. We have won the Java Innovation Award for 10 years.';

describe('the title', () => {
  it.each([
    `About us\n${praise}\n\nJob title: iOS Developer`,
    `About Kestrel Holdings\n${praise}\n\niOS Developer`,
    'Kestrel Holdings\n\niOS Developer (m/f/d)',
    'KESTREL\niOS Developer\nLeeds | Full-time',
    'Company: Kestrel Holdings\nPosition: iOS Developer',
    'Company\nKestrel Holdings\nPosition\niOS Developer',
    `# Kestrel Holdings\n\n## iOS Developer\n\n${praise}`,
    `${praise}\nWe are looking for an iOS Developer to join our team.`,
    `Who we are\n${praise}\n\nThe role: iOS Developer`,
    'Kestrel GmbH\nWir suchen zum nächstmöglichen Zeitpunkt einen iOS Developer (m/w/d)',
    'Kestrel SAS\nNous recherchons un iOS Developer H/F pour notre équipe.',
    'iOS Developer (not Android!)',
    'iOS Developer at Kestrel Holdings',
    'Kestrel Holdings - iOS Developer',
    'Kestrel Holdings | iOS Developer | Leeds',
    'iOS Developer - Kestrel Holdings - Leeds, UK',
    'Kestrel Holdings is hiring: iOS Developer (m/f/x)',
    `Job Description\n\niOS Developer\n\nAbout Kestrel Holdings\n${praise}`,
    `Our story\n${praise}\n\nThe position\niOS Developer`,
    'Role: iOS Developer, Location: Leeds, Company: Kestrel Holdings',
    '>> iOS Developer <<',
    "🚀 We're hiring! 🚀\n\niOS Developer @ Kestrel Holdings",
    'Are you our new iOS Developer?',
    'iOS Developer, Kestrel Holdings, Leeds',
    'iOS Developer (Kestrel Holdings)',
    'Kestrel Holdings seeks iOS Developer',
    `About us\n${praise}\n\nThe job: iOS Developer`,
    `${praise}\n\nOpen role: iOS Developer`,
    `${praise}\n\nFreie Stelle: iOS Developer`,
    'Wir sind Kestrel Holdings. Seit 1988 liefern wir Oracle.\n\nGesucht: iOS Developer (m/w/d)',
    `Who we are\n${praise}\n\nYour role: iOS Developer`,
    'iOS Developer (2+ years)',
    `Who are we?\n${praise}\n\nWhat is the role?\niOS Developer in our Leeds office`,
    `iOS Developer\n\nFounded in 1988, Kestrel Holdings builds boats. Our Oracle team won three prizes.`,
    'Kestrel Holdings S.p.A. ricerca per la sede di Torino:\n\niOS Developer\n\nKestrel Holdings sviluppa soluzioni Oracle.',
    `Introduction\n${praise}\n\nAs an iOS Developer you will build our app.`,
  ])('%s', (head) => {
    const { jd, requirements } = read(`${head}\n\nYour profile\n- 3 years of Swift\n- UIKit\n`);
    expect(jd.title).toBe('iOS Developer');
    expect(requirements.map(({ text }) => text)).not.toEqual(expect.arrayContaining(['Oracle']));
    expect(requirements).toContainEqual(expect.objectContaining({ text: 'Swift', must: true, years: 3 }));
  });

  it.each([
    'Zephyr is hiring an iOS Developer.',
    'Company: Zephyr Systems\nZephyr Systems writes apps.',
    'About Zephyr Systems\nWe write apps.\n\nThe role\nYou write apps for Zephyr Systems.',
    'Zephyr Systems sucht Verstärkung.',
    'Wir sind Zephyr Systems.',
    'You write apps for Zephyr Systems.\nCompany: Zephyr Systems',
  ])('takes no skill from the name of the company: %s', (line) => {
    expect(asks(`iOS Developer\n\n${line}\n\nRequirements\n- Swift`).map(({ text }) => text)).not.toContain('Zephyr');
  });

  it('is a whole JD', () => {
    expect(read('Baker').jd.title).toBe('Baker');
  });
});

const posting = {
  '@context': 'https://schema.org',
  '@type': 'JobPosting',
  title: 'Pastry Chef',
  hiringOrganization: { '@type': 'Organization', name: 'Kestrel Bakery' },
  description: '<p>You bake.</p><h3>Requirements</h3><ul><li>Croissants</li></ul>',
  experienceRequirements: { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: 30 },
};

describe('formats', () => {
  it('reads a page by its h1, without what is around the advert', () => {
    const page =
      '<!doctype html><html><head><title>Careers</title><script>var a="Django"</script></head><body><nav>PHP team</nav><main><h1>Pastry Chef</h1><h2>Requirements</h2><ul><li>C#</li></ul></main><footer>Similar jobs: Java Developer</footer></body></html>';
    expect(read(page).jd.title).toBe('Pastry Chef');
    expect(named(page, true)).toEqual(['C#']);
    // An item that is not shown makes none of what follows.
    expect(
      jdTextOf('<body><ul class="menu"><li>SAP</li></ul><p>You bake bread.</p><h1>Pastry Chef</h1></body>'),
    ).not.toContain('- You');
  });

  it('reads a JobPosting, alone and in a page that a script fills', () => {
    for (const source of [
      JSON.stringify(posting),
      `<html><head><script type="application/ld+json">${JSON.stringify({ '@graph': [posting] })}</script></head><body><div id="app"></div></body></html>`,
    ]) {
      expect(read(source).jd.title).toBe('Pastry Chef');
      expect(named(source, true)).toContain('Croissants');
      expect(asks(source)).toContainEqual(expect.objectContaining({ kind: 'experience', years: 2.5 }));
    }
  });

  it('writes a JobPosting that it reads again', () => {
    const { jd, requirements } = read(
      'Pastry Chef\nLocation: Leeds\nSalary: £30k - £35k\n\nRequirements\n- 2 years of experience\n- Croissants\n',
    );
    const written = jobPostingOf(jd, requirements, jd.text);
    expect(written).toMatchObject({
      '@type': 'JobPosting',
      title: 'Pastry Chef',
      skills: 'Croissants',
      experienceRequirements: { monthsOfExperience: 24 },
      baseSalary: { currency: 'GBP', value: { minValue: 30000, maxValue: 35000 } },
    });
    expect(named(JSON.stringify(written), true)).toContain('Croissants');
  });

  it.each([
    ['https://example.com/jobs/1', 'only a URL'],
    ['{"@context":"https://schema.org","@type":"JobPosting"}', 'neither a title'],
    ['{"basics":{"name":"Ann Example"}}', 'no JobPosting'],
    ['requirements:\n  - text: Go\n    kind: wizardry', "kind 'wizardry'"],
    ['requirements:\n  - text: Go\n   kind: [skill', 'not YAML'],
    ['requirements:\n  - text: Go\n    kind: skill\n    weight: heavy', "'heavy'"],
    ['requirements:\n  - kind: skill', 'no `text`'],
  ])('refuses %s', (source, why) => {
    expect(() => jdTextOf(source)).toThrow(why);
  });
});

describe('a requirement file', () => {
  const jd =
    'Backend Engineer\n\nRequirements\n- 4+ years with Go\n- Java or Kotlin\n- No C++ needed\n- Fluent German\n';

  it('says what was read, and is read as that', () => {
    const reading = read(jd);
    const yaml = writeRequirementFile(
      {
        title: reading.jd.title,
        requirements: reading.requirements,
        notAsked: reading.notAsked.map(({ text }) => text),
        text: jd,
      },
      'jd.txt',
      vocabulary,
    );
    expect(isRequirementFile(yaml)).toBe(true);
    const again = read(yaml);
    expect(jdTitle(yaml)).toBe('Backend Engineer');
    expect(again.requirements).toEqual(reading.requirements);
    expect(again.notAsked.map(({ text }) => text)).toEqual(['C++']);
  });

  it('may be edited: terms follow the text', () => {
    expect(
      asks('requirements:\n  - text: k8s\n    kind: skill\n  - text: Deutsch\n    kind: language\n    must: false\n'),
    ).toEqual([
      { text: 'k8s', kind: 'skill', must: true, weight: 1, term: 'Kubernetes' },
      { text: 'Deutsch', kind: 'language', must: false, weight: 1, term: 'de' },
    ]);
  });
});

it('explains every line', () => {
  const { lines, notAsked } = explainReading(
    read(
      'Backend Engineer\n\nRequirements\n- Go\n- No C++ needed, and you will not have to touch PHP\n\nBenefits\n- Company bicycle',
    ),
  );
  expect(lines.map(({ part }) => part)).toEqual(['title', 'heading', 'must', 'not asked, must', 'heading', 'benefits']);
  expect(lines[2]!.asks).toEqual([expect.objectContaining({ text: 'Go', kind: 'skill', must: true })]);
  expect(notAsked).toEqual(['C++', 'PHP']);
});

describe('years', () => {
  it.each<[string, number | undefined, number?]>([
    // at least, in words and digits
    ['At least five years in backend roles', 5],
    ['5+ YOE', 5],
    ['two (2) years', 2],
    ['18 months of experience', 1.5],
    ['one and a half years of experience', 1.5],
    ['Years of experience: 5', 5],
    ['a decade of experience', 10],
    ['three-plus years of experience', 3],
    ['5 (five) years of experience', 5],
    ['five-year track record', 5],
    ['3yr experience', 3],
    ['2½ years of experience', 2.5],
    ['half a year of experience', 0.5],
    ['thirty-six months of experience', 3],
    ['YOE: 5', 5],
    ['Experience (years): 5', 5],
    ['vierundzwanzig Monate Erfahrung', 2],
    ['a year and a half of experience', 1.5],
    ['two-and-a-half years of experience', 2.5],
    ['anderthalb Jahre Erfahrung', 1.5],
    ["un an et demi d'expérience", 1.5],
    ['un año y medio de experiencia', 1.5],
    ['un anno e mezzo di esperienza', 1.5],
    ['um ano e meio de experiência', 1.5],
    ['anderhalf jaar ervaring', 1.5],
    ['mindestens drei Jahre Berufserfahrung', 3],
    ['5-jährige Berufserfahrung', 5],
    ["cinq ans d'expérience", 5],
    ['cinco años de experiencia', 5],
    ['cinque anni di esperienza', 5],
    ['cinco anos de experiência', 5],
    ['vijf jaar ervaring', 5],
    // ranges and maxima
    ['0-2 years experience', 0, 2],
    ['3 bis 5 Jahre Erfahrung', 3, 5],
    ['capped at 3 years of experience', undefined, 3],
    ['not over 3 years of experience', undefined, 3],
    ["2 à 4 ans d'expérience", 2, 4],
    ['tra i 3 e i 5 anni di esperienza', 3, 5],
    ['maximum 3 years of experience', undefined, 3],
    ["jusqu'à 3 ans d'expérience", undefined, 3],
    ['höchstens 3 Jahre Erfahrung', undefined, 3],
    ['até 3 anos de experiência', undefined, 3],
    ['maximaal 3 jaar ervaring', undefined, 3],
  ])('%s', (text, years, maxYears) => {
    const [fact] = yearsIn(text);
    expect([fact?.years, fact?.maxYears]).toEqual([years, maxYears]);
  });

  it.each([
    '18 years old',
    'At least 18 years of age',
    'ab 18 Jahren',
    'Avoir 18 ans minimum',
    'contract for 2 years',
    'a five-year plan',
    '5 years of pension match',
    'founded 30 years ago',
  ])('none in: %s', (text) => {
    expect(yearsIn(text)).toEqual([]);
  });

  it.each(['Experience level: 4-6 yrs', 'Experience: 4+ years'])('stand in a form: %s', (line) => {
    expect(asks(`Baker\n${line}\n\nRequirements\n- Bread`)).toContainEqual(
      expect.objectContaining({ kind: 'experience', years: 4 }),
    );
  });

  it('are not those of the company', () => {
    expect(
      asks('Baker\nWe are a bakery with 20 years of experience.\n\nRequirements\n- Bread').filter(
        ({ kind }) => kind === 'experience',
      ),
    ).toEqual([]);
  });
});

it.each([
  ['Junior Developer', 'junior'],
  ['Sr. Accountant', 'senior'],
  ['Head of Sales', 'head'],
  ['Team Lead Logistics', 'lead'],
  ['Chief Technology Officer', 'executive'],
  ['Werkstudent Marketing', 'intern'],
  ['Développeur confirmé', 'senior'],
  ['Junior to Mid Developer', 'junior'],
  ['Praktikant (m/w/d)', 'intern'],
  ['Jefe de equipo', 'lead'],
  ['Direttore vendite', 'head'],
  ['Estagiário', 'intern'],
  ['Medior ontwikkelaar', 'mid'],
  ['Product Manager', null],
  ['Lead Generation Specialist', null],
  ['Stage Manager', null],
])('the level of %s', (title, level) => {
  expect(seniorityOf(title)).toBe(level);
});

it.each([
  'a',
  ' ',
  ',',
  'no ',
  'and or ',
  '(',
  '- \n',
  'years ',
  '5 ',
  '/',
  'a/b ',
  'Must have: ',
  '\t',
  '. A',
  'experience with ',
  '<',
  ':',
  'not, but ',
  '😀',
  'é',
  '[',
  '[a](b',
  'Aa ',
  '| a ',
  '|',
  'Location: ',
])('reads a line of %j with work in proportion', (piece) => {
  expectLinear((kilobytes) => {
    const text = `Baker\nRequirements\n- ${repeated(piece, kilobytes / 4)}`;
    return () => {
      read(text);
    };
  });
});
