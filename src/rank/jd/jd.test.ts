import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openVocabulary } from '../../profile/vocabulary/vocabulary.js';
import { certificatesIn, degreesIn, languagesIn, yearsIn } from '../facts.js';
import { cleanTitle, readJd, titleHead } from './jd.js';
import { languageOf } from './language.js';
import { requirementsOf } from './requirements.js';
import { isBoilerplate } from './text.js';

const vocabulary = openVocabulary(
  readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url)),
);
const asks = (text: string) => requirementsOf(readJd(text), vocabulary);
const kept = (text: string) =>
  readJd(text)
    .segments.filter((segment) => !isBoilerplate(segment))
    .map(({ text }) => text)
    .join('\n');

describe('titles', () => {
  it.each([
    ['Job title: Senior Accountant', 'Senior Accountant'],
    ['Stelle: Koch (m/w/d)', 'Koch'],
    ['Poste : Infirmier H/F', 'Infirmier'],
  ])('%s', (line, title) => {
    expect(cleanTitle(line)).toBe(title);
  });

  it.each([
    ['Sr. Accountant - Tax', 'Accountant'],
    ['Program Manager, Maps Support, Cloud', 'Program Manager'],
    ['Application Engineer IV', 'Application Engineer'],
    ['Lead', 'Lead'],
  ])('the head of %s', (title, head) => {
    expect(titleHead(title)).toBe(head);
  });

  it('is the first short line, never a sentence', () => {
    expect(readJd('Line Cook\nYou cook.').title).toBe('Line Cook');
    expect(readJd('We are a small kitchen and look for someone who cooks.').title).toBeNull();
  });
});

describe('boilerplate', () => {
  it.each([
    ['benefits', 'Nurse\nYou care for patients.\nBenefits:\n- Fitness studio\n- Company car'],
    [
      'a benefit without a heading',
      'Nurse\nYou care for patients.\nWe pay for health insurance and paid time off: fitness studio.',
    ],
    [
      'equal opportunity',
      'Nurse\nYou care for patients.\nWe are an equal opportunity employer. fitness studio is open without regard to race, color, religion or sex.',
    ],
    [
      'company praise',
      "Nurse\nYou care for patients.\nFounded in 1912, we are the world's leading provider of fitness studio equipment.",
    ],
    ['Wir bieten', 'Pflegekraft (m/w/d)\nAufgaben:\n- You care for patients.\nWir bieten:\n- fitness studio'],
    ['Nous offrons', 'Infirmier\nVos missions :\n- You care for patients.\nNous offrons :\n- fitness studio'],
    ['Ofrecemos', 'Enfermera\nFunciones:\n- You care for patients.\nOfrecemos:\n- fitness studio'],
    [
      'a heading inside a text without lines',
      'Nurse\nYou care for patients day and night in a hospital with many beds, and you write down what you did. Benefits: Company car and a fitness studio for all.',
    ],
  ])('%s', (_, jd) => {
    expect(kept(jd)).toContain('You care for patients');
    expect(kept(jd)).not.toMatch(/fitness studio/i);
  });
});

describe('requirements', () => {
  const jd =
    "Data Engineer\nRequirements:\n- 5+ years of experience with Python\n- Bachelor's or Master's degree\n- Fluent German\n- PMP\nNice to have:\n- Kubernetes\nLocation: Leeds";

  it.each([
    ['title', { text: 'Data Engineer', must: true }],
    ['skill', { text: 'Python', must: true, years: 5 }],
    ['skill', { text: 'Kubernetes', must: false }],
    ['experience', { years: 5, must: true }],
    ['education', { term: 'bachelor', must: true }],
    ['language', { term: 'de', must: true }],
    ['certificate', { term: 'pmp', must: true }],
    ['location', { text: 'Leeds', must: false }],
  ])('%s %o', (kind, expected) => {
    expect(asks(jd).filter((one) => one.kind === kind)).toContainEqual(expect.objectContaining(expected));
  });

  it('asks for nothing that only boilerplate names', () => {
    expect(
      asks('Nurse\nYou care for patients.\nAbout us:\nOur cloud runs on Kubernetes.').map(({ text }) => text),
    ).not.toContain('Kubernetes');
  });

  it.each([
    [
      'Anforderungen:\n- mindestens 3 Jahre Erfahrung\n- Abgeschlossenes Studium\n- Sehr gute Deutschkenntnisse',
      3,
      'bachelor',
      'de',
    ],
    [
      "Profil recherché :\n- 3 ans d'expérience minimum\n- Licence en informatique\n- Allemand courant",
      3,
      'bachelor',
      'de',
    ],
    [
      'Requisitos:\n- Al menos 3 años de experiencia\n- Grado en informática\n- Nivel alto de alemán',
      3,
      'bachelor',
      'de',
    ],
  ])('in other languages: %s', (text, years, degree, language) => {
    const found = asks(`Data Engineer\n${text}`);
    expect(found).toContainEqual(expect.objectContaining({ kind: 'experience', years }));
    expect(found).toContainEqual(expect.objectContaining({ kind: 'education', term: degree }));
    expect(found).toContainEqual(expect.objectContaining({ kind: 'language', term: language }));
  });
});

describe('facts', () => {
  it.each([
    ['5+ years', 5],
    ['3-5 years', 3],
    ['two (2) years', 2],
    ['10 Jahre', 10],
  ])('%s', (text, years) => {
    expect(yearsIn(text)[0]?.years).toBe(years);
  });
  it.each(['5 years old', '$10 a year', '2019'])('no years in %s', (text) => {
    expect(yearsIn(text)).toEqual([]);
  });
  it.each([
    ['B.Sc. in Physics', 3],
    ['Bachelor of Arts', 3],
    ['MBA', 4],
    ['PhD', 5],
    ['High School Diploma', 1],
    ['Ausbildung', 2],
  ])('%s', (text, level) => {
    expect(Math.max(...degreesIn(text).map((degree) => degree.level))).toBe(level);
  });
  it('languages', () => {
    expect(languagesIn('English, Französisch, alemán').map(({ key }) => key)).toEqual(['en', 'fr', 'de']);
  });
  it('certificates', () => {
    expect(certificatesIn('CCNA and an AWS Certified Developer, Führerschein B').map(({ key }) => key)).toEqual([
      'ccna',
      'aws certified developer',
      'driving licence',
    ]);
  });
});

describe('the language of a JD', () => {
  it.each([
    ['en', 'We are looking for a cook who will work with the team in our kitchen and be part of it.'],
    ['de', 'Wir suchen eine Köchin für unser Team, die mit uns in der Küche arbeitet und das Essen plant.'],
    [
      'fr',
      'Nous recherchons une cuisinière pour notre équipe, qui travaille avec nous dans la cuisine et prépare les repas.',
    ],
    ['es', 'Buscamos una cocinera para nuestro equipo que trabaje con nosotros en la cocina y prepare las comidas.'],
    [null, 'SQL Python Java'],
  ])('%s', (code, text) => {
    expect(languageOf(text)).toBe(code);
  });
});
