import { describe, expect, it } from 'vitest';
import { seniorityOf } from './seniority.js';
import { yearsIn } from './years.js';
import { asks } from './jd/testing.js';

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
