import { describe, expect, it } from 'vitest';
import { expectLinear, repeated } from '../../profile/posts/testing-work.js';
import { explainReading } from './explain.js';
import { named, asks, read } from './testing.js';

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
