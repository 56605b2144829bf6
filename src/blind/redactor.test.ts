import { describe, expect, it } from 'vitest';
import type { ExtractedDocument } from '../domain/index.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import { parseProfile } from '../profile/index.js';
import { inventedNames } from '../evaluate/fairness/invented-names.js';
import { Redactor } from './redactor.js';
import { blindProfile } from './views.js';

const vocabulary = loadVocabulary();

function read(text: string, file = 'cv.txt') {
  const document: ExtractedDocument = {
    ...{ format: 'txt', engine: 'text', text, pageStarts: [0], lines: [], hidden: [], links: [], documentDate: null },
    warnings: [],
  };
  const profile = parseProfile(document, { vocabulary, asOf: '2026-01-01' });
  const redactor = new Redactor({ text, profile, links: [], files: [file] }, vocabulary);
  const shown = redactor
    .pieces()
    .map((piece) => piece.text)
    .join('');
  return { shown, redactor, profile };
}

const REST =
  '\nExperience\nSoftware Engineer, Acme Ltd, 2018 - 2022\n- Built services in Kafka\n\nSkills\nPython, SQL\n';

describe('the redactor', () => {
  // A text, the words that must go, and those that must stay. Nobody here exists.
  it.each([
    [
      'a name in running prose alone',
      'In 2019 Acme hired Thornwick Halloran to lead.' + REST,
      ['Thornwick', 'Halloran'],
      ['Acme'],
    ],
    ['a single name on top', 'Suhartono' + REST, ['Suhartono'], ['Kafka']],
    ['a single name at the end of a letter', `${REST}\nYours sincerely,\n\nThornwick`, ['Thornwick'], ['Kafka']],
    ['the subject of a sentence', `Summary\nTen years.\n${REST}Thornwick is praised.`, ['Thornwick'], ['praised']],
    [
      'nicknames, particles, apostrophes and possessives',
      `Thornwick "Jojo" van 't Halloran-O'Neill\njojo@example.com\n${REST}- Jojo built it. O'Neill's team won.`,
      ['Thornwick', 'Jojo', 'Halloran', 'Neill', 'example.com'],
      ['team won'],
    ],
    [
      'names that are words',
      `Mason Baker\nmason.baker@example.com\n${REST}- Mason baked.`,
      ['Mason', 'Baker'],
      ['baked'],
    ],
    [
      'personal data in one line, without labels',
      `PERSONAL DATA\nThornwick Halloran, 34, married, British\n12 Foo Street\nLS1 4AP Leeds\n${REST}`,
      ['Thornwick', '34', 'married', 'Foo Street', 'LS1 4AP'],
      ['Acme'],
    ],
    [
      'contacts in any writing',
      `Tel. 0151 23 456 789\nthornwick [at] example [dot] com\nSkype: thornwick.h\nwww.thornwick.example.org/cv\n@thornwick_h\n${REST}`,
      ['456', 'thornwick', '[at]'],
      ['Kafka'],
    ],
    [
      'ages and births',
      `Summary\nI am 34. I'm 34 years. 34 y/o, in her mid-thirties, aged 34, born 12 March 1990 in Leeds, thirty-four years old.\n${REST}`,
      ['34', 'thirties', '1990', 'thirty-four'],
      ['Kafka', '2018'],
    ],
    [
      'gender',
      `Summary\nWorking mother of two and former chairwoman (she/her). Mrs Halloran led it; Ms. Roth too.\n${REST}`,
      ['mother', 'chairwoman', 'she', 'Mrs', 'Ms', 'Halloran', 'Roth'],
      ['Working'],
    ],
    [
      'German',
      'Lebenslauf\nName: Hallhuber, Thornlinde\ngeb. 12.03.1990 in Ulm, ledig, 2 Kinder\nJahrgang 1990\n\nBerufserfahrung\nSoftwareentwicklerin bei der Acme GmbH, 2018 - 2022\n- Hallhubers Team; Frau Hallhuber; Beraterin\n\nAusbildung\nAbitur am Albert-Schweitzer-Gymnasium Ulm\nStudium der Informatik an der TU München, 2008 - 2012',
      [
        'Hallhuber',
        'Thornlinde',
        '1990',
        'ledig',
        'Kinder',
        'entwicklerin',
        'Beraterin',
        'Frau',
        'Schweitzer',
        'TU München',
      ],
      ['Softwareentwickler', 'Berater', 'Acme GmbH', 'Informatik', '2008'],
    ],
    [
      'schools in prose',
      `I graduated from the University of Leeds, then MIT, then ETH Zürich and Harvard Business School. A university degree helps.\n${REST}`,
      ['Leeds', 'MIT', 'ETH', 'Harvard', 'Business School'],
      ['university degree', 'Kafka'],
    ],
    [
      'a CV in small letters',
      'thornwick halloran\nengineer\n\nexperience\nengineer at acme, 2018 - 2022\n- thornwick built a thing\nskills\npython, sql',
      ['thornwick', 'halloran'],
      ['python', 'engineer at acme'],
    ],
  ])('hides %s', (_, text, gone, kept) => {
    const { shown } = read(text);
    expect(
      gone.filter((word) => shown.includes(word)),
      shown,
    ).toEqual([]);
    expect(
      kept.filter((word) => !shown.includes(word)),
      shown,
    ).toEqual([]);
  });

  it.each([
    [
      'Formación y experiencia\nExperiencia laboral\nJefa de cocina, Restaurante Sol SL, 2018 - 2022\n- Equipo de nueve\n\nCompetencias\nCocina',
      'Jefe de cocina',
      'Jefa',
    ],
    [
      'Expérience professionnelle\nDirectrice commerciale, Sol SARL, 2018 - 2022\n- Vente de services\n\nCompétences\nVente',
      'Directeur',
      'Directrice',
    ],
    [
      'Berufserfahrung\nKauffrau für Büromanagement, Sol GmbH, 2018 - 2022\n- Ansprechpartnerin im Einkauf\n\nKenntnisse\nSAP',
      'Kaufleute',
      'partnerin',
    ],
  ])('words titles as for anybody: %#', (text, neutral, own) => {
    const { shown } = read(text);
    expect(shown).toContain(neutral);
    expect(shown).not.toContain(own);
  });

  it('knows somebody by the name of a file', () => {
    const { shown, redactor } = read(`${REST}- Halloran led it`, 'uploads/Lebenslauf_Halloran.txt');
    expect(shown).not.toContain('Halloran');
    expect(redactor.text('HALLORAN was punctual')).toBe('[…] was punctual');
  });

  it('keeps a skill of the vocabulary in the list of skills, whoever is called so', () => {
    const { shown, redactor, profile } = read(
      `Ruby Swift\nruby@example.com\n${REST.replace('Python', 'Ruby, Python')}`,
    );
    expect(shown).not.toContain('Ruby');
    const { resume } = blindProfile(profile, redactor, 'candidate 1');
    expect(resume.skills.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ruby', 'Python', 'SQL']));
  });

  it('hides names in any form that names are written in', () => {
    const left = inventedNames(400).filter(({ line, last }) => {
      const { shown } = read(`${line}\n${REST}`);
      return shown.includes(line) || shown.split('Experience')[0]!.includes(last);
    });
    expect(left).toEqual([]);
  });

  it('leaves ranges of dates, numbers and units alone', () => {
    const text = `Jane Halloran\n${REST}\n03/2018 - 11/2022, 2018 - 2022, 1,200 requests, 99.95 %, 10 years of experience, 12 people aged well, version 10.2.1`;
    const { shown } = read(text);
    for (const kept of [
      '03/2018 - 11/2022',
      '2018 - 2022',
      '1,200 requests',
      '99.95 %',
      '10 years of experience',
      '10.2.1',
    ])
      expect(shown).toContain(kept);
  });

  it('takes time in proportion to the text', () => {
    const line =
      'Worked with Thornwick Halloran of 12 Example Road on +44 20 7946 0958, born 1990 at the University of Leeds\n';
    const time = (times: number): number => {
      const text = line.repeat(times);
      const { redactor } = read(text);
      const start = performance.now();
      redactor.pieces();
      return performance.now() - start;
    };
    time(100);
    expect(time(800)).toBeLessThan(40 * Math.max(5, time(100)));
  });
});
