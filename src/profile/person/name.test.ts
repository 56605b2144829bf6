import { describe, expect, it } from 'vitest';
import { documentOf, laidOut, parse } from '../testing.js';

const nameOf = (document: Parameters<typeof parse>[0]): string | undefined => parse(document).resume.basics.name;

describe('the name', () => {
  it.each([
    ['Jane Roe\nSoftware Engineer\njane@example.com', 'Jane Roe'],
    ['JANE Q. ROE\n12 Main Street\njane@example.com', 'JANE Q. ROE'],
    ['Curriculum Vitae of Jane Roe\n\nPhone 1', 'Jane Roe'],
    ['CURRICULUM VITAE\n\nJane Roe\n', 'Jane Roe'],
    ['Name: Jane van der Roe\nDate of birth: 1.1.1980', 'Jane van der Roe'],
    ['Lebenslauf\n\nJörg Müller\n\nBerufserfahrung\n2019 - 2023 Koch, Krug GmbH', 'Jörg Müller'],
    ['Meritförteckning\nElin Sand\nelin@example.se', 'Elin Sand'],
    ['Lebenslauf\n\nVor- und Nachname: Jörg Müller', 'Jörg Müller'],
    ['Dr. Jane Roe, PhD\nResearcher', 'Jane Roe'],
    ['jane roe\njane.roe@example.com', 'jane roe'],
    ['Jane Roe | Berlin | jane@example.com', 'Jane Roe'],
    ['Robert Koch\nrobert@example.com', 'Robert Koch'],
    ['Anna Schumacher\nIngenieurin', 'Anna Schumacher'],
    ["Siobhán O'Neill-Byrne\nDublin", "Siobhán O'Neill-Byrne"],
    ['P O R T E R  R A R I T A N\nLine Cook\nSummary\nI cook.', 'PORTER RARITAN'],
    ['Store Manager\nSummary\nI am also known as Jane Roe and I run stores.', 'Jane Roe'],
  ])('%s', (text, expected) => {
    expect(nameOf(text)).toBe(expected);
  });

  it.each([
    'STOREKEEPER II\nSummary\nI keep stores.',
    'SENIOR ACCOUNTANT\nSummary\nI count.',
    'Work Experience\nEngineer, Acme Inc\n2010 - 2012',
    'New York, NY\nProject Manager',
    'Data Science\nPython and more',
    '',
    'Store Manager\nSummary\nKept tickets in a system known as Remedy.',
    'Store Manager\nSummary\nKept tickets in a system\nknown as Remedy).',
    'SOUS CHEF/LINE COOK\nSummary\nI cook.',
    'STORE MANAGER - SHOES & BAGS\nSummary\nI sell.',
    'Store Director\nExecutive Profile\nRetail Management, Media Sales and more.',
    'Store Director\nGlobal Trade Consultant offering outstanding advice, High-energy leader',
  ])('is not invented: %s', (text) => {
    expect(nameOf(text)).toBeUndefined();
  });

  it('is what stands in the biggest font, also over two lines and after a side bar', () => {
    expect(
      nameOf(
        laidOut([
          ['12b/1', 'SKILLS'],
          ['10/1', 'Java'],
          ['24b', 'Jane Roe'],
          ['10', 'Engineer'],
        ]),
      ),
    ).toBe('Jane Roe');
    expect(
      nameOf(
        laidOut([
          ['24b', 'JANE'],
          ['24b', 'ROE'],
          ['10', 'Engineer'],
        ]),
      ),
    ).toBe('JANE ROE');
  });

  it('has the span it was read from', () => {
    const document = documentOf('  Name:  Jane Roe\n');
    const source = parse(document).fields['basics.name']!;
    expect(document.text.slice(source.start, source.end)).toBe('Jane Roe');
    expect(source.confidence).toBeGreaterThan(0.5);
  });
});
