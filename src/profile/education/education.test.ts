import { describe, expect, it } from 'vitest';
import { parse } from '../testing.js';

const education = (text: string, heading = 'EDUCATION'): string[] =>
  parse(`${heading}\n\n${text}`).resume.education.map(
    (entry) =>
      `${entry.studyType ?? '-'} / ${entry.area ?? '-'} @ ${entry.institution ?? '-'} ${entry.startDate ?? ''}..${entry.endDate ?? ''}${entry.score === undefined ? '' : ` (${entry.score})`}`,
  );

describe('education', () => {
  it.each([
    [
      'B.E in Information science\n\nExample College of Engineering -  Hubli, Karnataka\n\nAugust 2013 to June 2017\n\n12th in Mathematics\n\nExample modern school\n\nApril 2011 to March 2013',
      [
        'B.E / Information science @ Example College of Engineering 2013-08..2017-06',
        '12th / Mathematics @ Example modern school 2011-04..2013-03',
      ],
    ],
    [
      'BSc Computer Science, University of Example\n2011 – 2014',
      ['BSc / Computer Science @ University of Example 2011..2014'],
    ],
    [
      'Example University\nMaster of Business Administration\n2004\nSample College\nBachelor of Arts\n1999',
      [
        'Master of Business Administration / - @ Example University ..2004',
        'Bachelor of Arts / - @ Sample College ..1999',
      ],
    ],
    [
      '2013 - 2016\tM.Sc. Informatik\nTechnische Universität Beispiel\n2010 - 2013\tB.Sc. Informatik\nUniversität Muster',
      [
        'M.Sc. / Informatik @ Technische Universität Beispiel 2013..2016',
        'B.Sc. / Informatik @ Universität Muster 2010..2013',
      ],
    ],
    ['MCA\n\nExample University\n\n2012\n\nGPA: 3.8/4', ['MCA / - @ Example University ..2012 (GPA: 3.8/4)']],
    [
      'Licence Mathématiques, Université Exemple\n2014 – 2017',
      ['Licence / Mathématiques @ Université Exemple 2014..2017'],
    ],
  ])('%s', (text, expected) => {
    expect(education(text)).toEqual(expected);
  });

  it('is not invented from prose', () => {
    expect(education('I like to learn new things every day and I will go on doing that.')).toEqual([]);
  });
});
