import { describe, expect, test } from 'vitest';
import { parse } from '../testing.js';

const read = (...lines: string[]): (string | undefined)[][] =>
  parse(
    ['Noor Ellingsen', 'noor@example.org', '', 'Education', ...lines, '', 'Skills', 'Python, SQL'].join('\n'),
    '2024-06-01',
  ).resume.education.map(({ studyType, area, institution }) => [studyType, area, institution]);

describe('a degree with brackets', () => {
  // [lines of the section, degree, field, school]
  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    // Part of the degree's name
    [
      'BEng (Hons) Civil Engineering, University of Bristol, 2012 - 2015',
      'BEng (Hons)',
      'Civil Engineering',
      'University of Bristol',
    ],
    ['BA (Honours) in History, Durham University, 2010', 'BA (Honours)', 'History', 'Durham University'],
    ['B.Sc. (Hons.) Physics | University of Glasgow | 2011', 'B.Sc. (Hons.)', 'Physics', 'University of Glasgow'],
    [
      'University of Bristol, BEng (Hons) Civil Engineering, 2012 - 2015',
      'BEng (Hons)',
      'Civil Engineering',
      'University of Bristol',
    ],
    ['Diplom (FH) Maschinenbau, Hochschule Esslingen, 2008', 'Diplom (FH)', 'Maschinenbau', 'Hochschule Esslingen'],
    [
      'Laurea (triennale) in Economia, Università di Bologna, 2009 - 2012',
      'Laurea (triennale)',
      'Economia',
      'Università di Bologna',
    ],
    ['MSc (Res) Neuroscience, University of Glasgow, 2013', 'MSc (Res)', 'Neuroscience', 'University of Glasgow'],
    ['BSc Hons Chemistry, University of Leeds, 2008-2011', 'BSc Hons', 'Chemistry', 'University of Leeds'],
    // Another name of it
    [
      'Master of Science (MSc), Statistics, University of Warwick, 2014',
      'Master of Science',
      'Statistics',
      'University of Warwick',
    ],
    [
      'Bachelor of Engineering (B.E.), Electronics, Anna University, 2010',
      'Bachelor of Engineering',
      'Electronics',
      'Anna University',
    ],
    ['Master (M2) Informatique, Université de Lille, 2016', 'Master', 'Informatique', 'Université de Lille'],
    [
      'Master of Business Administration (MBA), Finance at Ashcombe Business School, 2014',
      'Master of Business Administration',
      'Finance',
      'Ashcombe Business School',
    ],
    // The field
    ['M.Sc. (Applied Physics), Delhi University, 2013', 'M.Sc.', 'Applied Physics', 'Delhi University'],
    [
      'B.Tech. (Electronics & Communication) from National Institute of Technology, 2014',
      'B.Tech.',
      'Electronics & Communication',
      'National Institute of Technology',
    ],
    [
      'B.Sc. (Informatik), Technische Universität München, 2010 - 2013',
      'B.Sc.',
      'Informatik',
      'Technische Universität München',
    ],
    ['Delhi University, M.Sc. (Applied Physics), 2013', 'M.Sc.', 'Applied Physics', 'Delhi University'],
    ['B.Com (Accounting) - Mumbai University - 2012', 'B.Com', 'Accounting', 'Mumbai University'],
    ['MCA (Computer Applications), 2015, Pune University', 'MCA', 'Computer Applications', 'Pune University'],
    // A grade
    ['MA in Philosophy (Distinction), University of Kent, 2013', 'MA', 'Philosophy', 'University of Kent'],
    ['BSc Economics (2:1), University of Exeter, 2010 - 2013', 'BSc', 'Economics', 'University of Exeter'],
    [
      'BA (Hons) Economics (Upper Second Class), University of Exeter, 2010 - 2013',
      'BA (Hons)',
      'Economics',
      'University of Exeter',
    ],
    [
      'BSc (Hons) Chemistry, University of Leeds (First Class), 2008 - 2011',
      'BSc (Hons)',
      'Chemistry',
      'University of Leeds',
    ],
    ['2016 - B.E. (Computer), Pune University, First Class', 'B.E.', 'Computer', 'Pune University'],
    // Other signs between the parts
    [
      'Bachelor of Science (Honours) – Computer Science, University of Bath, 2010 - 2013',
      'Bachelor of Science (Honours)',
      'Computer Science',
      'University of Bath',
    ],
    ['BA (Hons) Politics @ University of Kent, 2009', 'BA (Hons)', 'Politics', 'University of Kent'],
    ['University of Kent: BSc (Hons) Economics, 2010 – 2013', 'BSc (Hons)', 'Economics', 'University of Kent'],
    [
      'Bachelor (BA) Geschichte, Universität Heidelberg, 2008 - 2011',
      'Bachelor',
      'Geschichte',
      'Universität Heidelberg',
    ],
    ['Diplom (BA) Maschinenbau, Hochschule Esslingen, 2008', 'Diplom (BA)', 'Maschinenbau', 'Hochschule Esslingen'],
    ['MBChB (Hons), University of Leeds, 2005 - 2010', 'MBChB (Hons)', undefined, 'University of Leeds'],
    // Words and places around the school
    [
      'BSc (Honours) in Chemistry from the University of Leeds, 2011',
      'BSc (Honours)',
      'Chemistry',
      'University of Leeds',
    ],
    ['B.E. (Computer) from Pune University in 2016 with 68%', 'B.E.', 'Computer', 'Pune University'],
    [
      'BSc (Hons) Chemistry, University of Leeds, Leeds, UK, 2008 - 2011',
      'BSc (Hons)',
      'Chemistry',
      'University of Leeds',
    ],
  ])('%s', (line, degree, area, school) => {
    expect(read(line)).toEqual([[degree, area, school]]);
  });

  test.each<[string[], string | undefined, string | undefined, string | undefined]>([
    [['BSc (Hons) Chemistry', 'University of Leeds', '2008 - 2011'], 'BSc (Hons)', 'Chemistry', 'University of Leeds'],
    [
      ['BSc (Hons)', 'Chemistry', 'University of Leeds', '2008 - 2011'],
      'BSc (Hons)',
      'Chemistry',
      'University of Leeds',
    ],
    [['2008 - 2011', 'BSc (Hons) Chemistry', 'University of Leeds'], 'BSc (Hons)', 'Chemistry', 'University of Leeds'],
    [['University of Leeds', 'BSc (Hons) Chemistry', '2008 - 2011'], 'BSc (Hons)', 'Chemistry', 'University of Leeds'],
    [['M.Tech (CSE)', 'IIT Bombay', '2018'], 'M.Tech', 'CSE', 'IIT Bombay'],
    [['M.S. (Computer Science)', 'Stanford University, 2011'], 'M.S.', 'Computer Science', 'Stanford University'],
  ])('in several lines: %s', (lines, degree, area, school) => {
    expect(read(...lines)).toEqual([[degree, area, school]]);
  });
});

describe('several degrees', () => {
  test('one school above them or below them', () => {
    const both = [
      ['MSc', 'Statistics', 'University of Kent'],
      ['BSc', 'Mathematics', 'University of Kent'],
    ];
    expect(read('University of Kent', 'MSc Statistics, 2011 - 2012', 'BSc Mathematics, 2008 - 2011')).toEqual(both);
    expect(read('University of Kent', '- MSc Statistics, 2011 - 2012', '- BSc Mathematics, 2008 - 2011')).toEqual(both);
    expect(read('MSc Statistics, 2011 - 2012', 'BSc Mathematics, 2008 - 2011', 'University of Kent')).toEqual(both);
    expect(read('University of Kent', 'MSc Statistics', '2011 - 2012', '', 'BSc Mathematics', '2008 - 2011')).toEqual(
      both,
    );
    expect(read('MSc Statistics, University of Kent, 2011 - 2012', 'BSc Mathematics, 2008 - 2011')).toEqual(both);
    expect(
      read('Université de Lyon', 'Master Statistique, 2011 - 2012', 'Licence Mathématiques, 2008 - 2011').map(
        (entry) => entry[2],
      ),
    ).toEqual(['Université de Lyon', 'Université de Lyon']);
  });

  test('a school leaving certificate is not taken at a university', () => {
    expect(read('B.E. (Computer), Pune University, 2016', 'H.S.C., 2012').map((entry) => entry[2])).toEqual([
      'Pune University',
      undefined,
    ]);
    expect(
      read(
        'B.E. (Computer), Pune University, 2016',
        'H.S.C., Maharashtra Board, 2012',
        'S.S.C., Maharashtra Board, 2010',
      ).map((entry) => entry[2]),
    ).toEqual(['Pune University', 'Maharashtra Board', 'Maharashtra Board']);
  });

  test('in one paragraph', () => {
    const line =
      'Ph.D. in Computer Science, Ashgrove University, 2015-2020. Dissertation on recommender systems that learn from few ratings. M.S. in Machine Learning, Fenwick Institute, 2013-2015. B.S. in Computer Science, UC Dunmore University, 2009-2013.';
    expect(read(line)).toEqual([
      ['Ph.D.', 'Computer Science', 'Ashgrove University'],
      ['M.S.', 'Machine Learning', 'Fenwick Institute'],
      ['B.S.', 'Computer Science', 'UC Dunmore University'],
    ]);
  });
});
