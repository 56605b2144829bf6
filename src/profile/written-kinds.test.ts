import { expect, test } from 'vitest';
import { findPhones } from './person/contact.js';
import { laidOut, parse } from './testing.js';

/** Kinds of CVs that were misread in round trips of generated CVs. */
type Post = [string | undefined, string | undefined, string | undefined];
const read = (lines: string[], heading = 'Experiencia laboral'): Post[] =>
  parse(
    ['Nuria Robledal', 'nuria@example.org', '', heading, ...lines, '', 'Idiomas', 'Inglés'].join('\n'),
    '2024-06-01',
  ).resume.work.map(({ position, name, location }) => [position, name, location]);

test.each<[string, string[], Post[]]>([
  [
    'a legal form with a full stop ends no sentence',
    [
      'mar 2021 - actualidad',
      '- Contable, Calder Rail S.A.',
      '- Cierre mensual',
      'jun 2017 - feb 2021',
      '- Auxiliar, Ferris Foods S.L.',
      '- Facturas',
    ],
    [
      ['Contable', 'Calder Rail S.A.', undefined],
      ['Auxiliar', 'Ferris Foods S.L.', undefined],
    ],
  ],
  [
    'a title that begins as a duty does',
    [
      'Responsable marketing, Calder Rail S.A., Madrid',
      'mar 2021 - actualidad',
      '- Responsable de campañas; los costes bajaron un 5 %.',
    ],
    [['Responsable marketing', 'Calder Rail S.A.', 'Madrid']],
  ],
  [
    'an unknown town behind a legal form',
    ['Contable', 'Calder Rail Lda., Vila Nova | mar 2021 - actualidad', '- Cierre mensual'],
    [['Contable', 'Calder Rail Lda.', 'Vila Nova']],
  ],
  [
    'a department is no town',
    ['Accountant', 'Calder Rail Ltd, Risk Management | Mar 2021 - Present', '- Closed the books'],
    [['Accountant', 'Calder Rail Ltd, Risk Management', undefined]],
  ],
  [
    'N.V. is a company, not Nevada',
    ['Boekhouder', 'Calder Rail N.V., Utrecht | mrt 2021 - heden', '- Maandafsluiting'],
    [['Boekhouder', 'Calder Rail N.V.', 'Utrecht']],
  ],
  [
    'dates and title on one line without a gap, other dates apart',
    [
      '03/2021 - actualidad\tContable',
      'Calder Rail S.A., Madrid',
      '- Cierre mensual',
      '06/2017 - 02/2021 Auxiliar',
      'Ferris Foods S.L., Bilbao',
      '- Facturas',
      '01/2015 - 05/2017\tAyudante',
      'Dunmore S.L., Sevilla',
      '- Archivo',
    ],
    [
      ['Contable', 'Calder Rail S.A.', 'Madrid'],
      ['Auxiliar', 'Ferris Foods S.L.', 'Bilbao'],
      ['Ayudante', 'Dunmore S.L.', 'Sevilla'],
    ],
  ],
  [
    'employers above their posts, no blank line between',
    [
      'Calder Rail Lda., Braga',
      'Contable',
      'mar 2021 - actualidad',
      '- Cierre mensual',
      'Ferris Foods S.A., Madrid',
      'Auxiliar',
      'jun 2017 - feb 2021',
      '- Facturas',
    ],
    [
      ['Contable', 'Calder Rail Lda.', 'Braga'],
      ['Auxiliar', 'Ferris Foods S.A.', 'Madrid'],
    ],
  ],
])('%s', (_, lines, posts) => {
  expect(read(lines)).toEqual(posts);
});

test('months and years of two digits are no phone', () => {
  expect(findPhones('05/19 - 05/23\n04/18 – 04/23\n05.19-05.23', () => ['DE', 'IT'])).toEqual([]);
});

test('a place behind an icon', () => {
  expect(
    parse('Nuria Robledal\n⌂ Vila Nova\n✉ nuria@example.org\n\nProfile\nAccountant').resume.basics.location?.city,
  ).toBe('Vila Nova');
});

test.each([
  ['+44 20 7946 0208 ● Leeds, UK ● nuria@example.org', 'Leeds, UK'],
  ['+44 20 7946 0208 ⋄ Leeds, UK ⋄ nuria@example.org', 'Leeds, UK'],
  ['T +44 20 7946 0208 E nuria@example.org A Leeds, UK', 'Leeds, UK'],
  ['+44 20 7946 0208 ‖ Leeds, UK ‖ nuria@example.org', 'Leeds, UK'],
  ['(p) +44 20 7946 0208 (a) Leeds, UK (e) nuria@example.org', 'Leeds, UK'],
])('a place between signs: %s', (line, place) => {
  expect(parse(`Nuria Robledal\n${line}\n\nProfile\nAccountant`).resume.basics.location?.text).toBe(place);
});

test('where an employer has its seat is not where the person lives', () => {
  const { basics, work } = parse(
    'Nuria Robledal\nnuria@example.org\n\nAccountant\nMarlow Retail Group, Leeds\n2019 - 2024\n- Closed the books\n\nEducation\nBSc Mathematics, University of Leeds, 2011',
  ).resume;
  expect([basics.location, work[0]!.name]).toEqual([undefined, 'Marlow Retail Group']);
});

test('a side bar on the right that begins with contacts is none of the section beside it', () => {
  const { resume } = parse(
    laidOut([
      ['20', 'Nuria Robledal'],
      ['14b', 'Experience'],
      ['10', 'Accountant'],
      ['10', 'Calder Rail Ltd, Leeds | Mar 2021 - Present'],
      ['10', '• Closed the books'],
      ['10/1', 'Location: Vila Nova'],
      ['10/1', 'Email: nuria@example.org'],
      ['14b/1', 'Skills'],
      ['10/1', 'Excel'],
      ['14b/1', 'Languages'],
      ['10/1', 'English'],
    ]),
  );
  expect(resume.basics.location?.city).toBe('Vila Nova');
  expect(resume.work.map(({ summary }) => summary)).toEqual([undefined]);
});

test('an item of a list of skills that other CVs head a section with', () => {
  const { resume } = parse(
    'Nuria Robledal\nnuria@example.org\n\nWork Experience\nAccountant, Calder Rail Ltd\nMar 2021 - Present\n\nSkills\nExcel\nPresentation\nForecasting\nPayroll\n\nLanguages\nEnglish',
  );
  expect(resume.skills.map(({ name }) => name)).toEqual(['Excel', 'Presentation', 'Forecasting', 'Payroll']);
});

test('a degree with its field in brackets is no heading', () => {
  expect(
    parse(
      'Nuria Robledal\nnuria@example.org\n\nFormation\n\nLicence (Informatique)\n\nUniversité de Lyon | 2015 – 2018\n\nLangues\n\nFrançais',
    ).resume.education,
  ).toMatchObject([{ studyType: 'Licence', area: 'Informatique', institution: 'Université de Lyon' }]);
});
