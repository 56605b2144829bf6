import { describe, expect, test } from 'vitest';
import { parse } from './testing.js';

type Post = [string | undefined, string | undefined, string | undefined, string | undefined];
const read = (lines: string[], heading = 'Work Experience'): Post[] =>
  parse(
    [
      'Noor Ellingsen',
      'noor@example.org | +47 22 00 11 22',
      '',
      ...(heading === '' ? [] : [heading]),
      ...lines,
      '',
      'Education',
      'BSc Mathematics, University of Leeds, 2008 - 2011',
      '',
      'Skills',
      'Python, SQL, Airflow',
    ].join('\n'),
    '2024-06-01',
  ).resume.work.map(({ position, name, startDate, endDate, current }) => [
    position,
    name,
    startDate,
    current === true ? 'now' : endDate,
  ]);

describe('posts without a heading', () => {
  test.each<[string, string[], Post[]]>([
    [
      'in one line, dates in brackets',
      [
        'Nurse with ten years in paediatrics.',
        '',
        'Senior Nurse, Harrow Clinic, Oslo (2018 - 2023)',
        '- Led a ward',
        '',
        'Staff Nurse, Ferris Hospital, Bergen (2014 - 2018)',
        '- Night shifts',
      ],
      [
        ['Senior Nurse', 'Harrow Clinic', '2018', '2023'],
        ['Staff Nurse', 'Ferris Hospital', '2014', '2018'],
      ],
    ],
    [
      'dates below',
      [
        'Software Engineer, Globeworth Systems LLC',
        'Mar 2019 - Present',
        '- Built loaders',
        '',
        'Junior Developer, Tidewell Analytics Ltd',
        'Jun 2016 - Feb 2019',
        '- Fixed reports',
      ],
      [
        ['Software Engineer', 'Globeworth Systems LLC', '2019-03', 'now'],
        ['Junior Developer', 'Tidewell Analytics Ltd', '2016-06', '2019-02'],
      ],
    ],
    [
      'dates that look like a phone',
      [
        'Accountant, Harrow Clinic Ltd',
        '03/2019 - 10/2024',
        '- Closed the books',
        '',
        'Clerk, Ferris Hospital',
        '05/2015 - 02/2019',
        '- Filed',
      ],
      [
        ['Accountant', 'Harrow Clinic Ltd', '2019-03', '2024-10'],
        ['Clerk', 'Ferris Hospital', '2015-05', '2019-02'],
      ],
    ],
    [
      'years first that look like one',
      [
        'Harrow Hospital, Nurse, 2018-03 - 2021-02',
        '- Night shifts',
        '',
        'Ferris Clinic, Researcher, 2015-02 - 2017-05',
        '- Filed',
      ],
      [
        ['Nurse', 'Harrow Hospital', '2018-03', '2021-02'],
        ['Researcher', 'Ferris Clinic', '2015-02', '2017-05'],
      ],
    ],
    [
      'in German',
      [
        'Buchhalter, Müller GmbH, Köln (2018 – 2023)',
        '- Monatsabschlüsse',
        '',
        'Sachbearbeiter, Kern AG, Bonn (2014 – 2018)',
        '- Rechnungen',
      ],
      [
        ['Buchhalter', 'Müller GmbH', '2018', '2023'],
        ['Sachbearbeiter', 'Kern AG', '2014', '2018'],
      ],
    ],
    [
      'company first',
      [
        'Harrow Clinic Ltd | Senior Nurse | 2018 - 2023',
        '- Led a ward',
        'Ferris Hospital | Staff Nurse | 2014 - 2018',
        '- Night shifts',
      ],
      [
        ['Senior Nurse', 'Harrow Clinic Ltd', '2018', '2023'],
        ['Staff Nurse', 'Ferris Hospital', '2014', '2018'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(read(lines, '')).toEqual(posts);
  });

  test('a degree is none', () => {
    expect(
      parse(
        'Noor Ellingsen\nnoor@example.org\n\nBSc Mathematics, University of Leeds, 2008 - 2011\n\nSkills\nPython, SQL, Airflow',
      ).resume.work,
    ).toEqual([]);
  });
});

describe('a date line, then the role as a bullet', () => {
  test.each<[string, string[], Post[]]>([
    [
      'comma',
      [
        'Mar 2021 - Present',
        '• Staff Engineer, Globeworth Systems LLC',
        '• Led the payments migration',
        'Jun 2017 - Feb 2021',
        '• Senior Engineer, Tidewell Analytics',
        '• Rebuilt the pipeline',
      ],
      [
        ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
        ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
      ],
    ],
    [
      'at',
      [
        '2021 - Present',
        '- Project Manager at Ferris Logistics Ltd',
        '- Ran the depot',
        '2017 - 2021',
        '- Analyst at Dunmore Bank',
        '- Kept the reports',
      ],
      [
        ['Project Manager', 'Ferris Logistics Ltd', '2021', 'now'],
        ['Analyst', 'Dunmore Bank', '2017', '2021'],
      ],
    ],
    [
      'employer first',
      [
        '03/2021 - 06/2023',
        '* Globeworth Systems LLC - Accountant',
        '* Closed the books',
        '05/2017 - 02/2021',
        '* Castlemere Foods Ltd - Junior Accountant',
        '* Paid the bills',
      ],
      [
        ['Accountant', 'Globeworth Systems LLC', '2021-03', '2023-06'],
        ['Junior Accountant', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'German',
      [
        '03.2021 – heute',
        '• Projektleiter, Berger GmbH',
        '• Umbau der Halle',
        '06.2017 – 02.2021',
        '• Techniker, Kern AG',
        '• Wartung der Anlagen',
      ],
      [
        ['Projektleiter', 'Berger GmbH', '2021-03', 'now'],
        ['Techniker', 'Kern AG', '2017-06', '2021-02'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(read(lines)).toEqual(posts);
  });

  test('title and employer in a bullet each', () => {
    expect(
      read([
        'Mar 2021 - Present',
        '• Staff Engineer',
        '• Globeworth Systems LLC',
        '• Led the payments migration',
        'Jun 2017 - Feb 2021',
        '• Senior Engineer',
        '• Tidewell Analytics',
        '• Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('with letters', () => {
    expect(
      read([
        'Mar 2021 to date',
        'a) Staff Engineer, Globeworth Systems LLC',
        'b) Led the payments migration',
        'Jun 2017 to Feb 2021',
        'a) Senior Engineer, Tidewell Analytics',
        'b) Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('with plus signs', () => {
    expect(
      read([
        'Mar 2021 to date',
        '+ Staff Engineer, Globeworth Systems LLC',
        '+ Led the payments migration',
        'Jun 2017 to Feb 2021',
        '+ Senior Engineer, Tidewell Analytics',
        '+ Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('quoted with angles', () => {
    expect(
      read([
        'Mar 2021 - Present',
        '> Staff Engineer, Globeworth Systems LLC',
        '> Led the payments migration',
        'Jun 2017 - Feb 2021',
        '> Senior Engineer, Tidewell Analytics',
        '> Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('duties in bullets stay duties', () => {
    expect(
      read([
        'Mar 2021 - Present',
        'Staff Engineer, Globeworth Systems LLC',
        '• Led the payments migration',
        'Jun 2017 - Feb 2021',
        'Senior Engineer, Tidewell Analytics Ltd',
        '• Managed engineers',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics Ltd', '2017-06', '2021-02'],
    ]);
  });
});

describe('several posts with one employer', () => {
  const both: Post[] = [
    ['Head of Product', 'Calder Rail Ltd', '2021-01', 'now'],
    ['Business Analyst', 'Calder Rail Ltd', '2015-09', '2020-12'],
  ];
  test.each<[string, string[], Post[]]>([
    [
      'employer with the dates of all',
      [
        'Calder Rail Ltd    2015 - Present',
        'Head of Product    Jan 2021 - Present',
        '- Leads teams',
        'Business Analyst    Sep 2015 - Dec 2020',
        '- Requirements',
      ],
      both,
    ],
    [
      'the dates of all in brackets',
      [
        'Calder Rail Ltd (2015 - Present)',
        'Head of Product, Jan 2021 - Present',
        '- Leads teams',
        'Business Analyst, Sep 2015 - Dec 2020',
        '- Requirements',
      ],
      both,
    ],
    [
      'employer once, posts below each other',
      [
        'Calder Rail Ltd',
        'Head of Product',
        'Jan 2021 - Present',
        '- Leads teams',
        '',
        'Business Analyst',
        'Sep 2015 - Dec 2020',
        '- Requirements',
      ],
      both,
    ],
    [
      'oldest first',
      [
        'Calder Rail Ltd',
        'Business Analyst',
        'Sep 2015 - Dec 2020',
        '- Requirements',
        '',
        'Head of Product',
        'Jan 2021 - Present',
        '- Leads teams',
      ],
      [both[1]!, both[0]!],
    ],
    [
      'and another one after it',
      [
        'Calder Rail Ltd',
        'Head of Product',
        'Jan 2021 - Present',
        '- Leads teams',
        '',
        'Business Analyst',
        'Sep 2015 - Dec 2020',
        '- Requirements',
        '',
        'Castlemere Foods Ltd',
        'Junior Analyst',
        'May 2013 - Aug 2015',
        '- Reports',
      ],
      [...both, ['Junior Analyst', 'Castlemere Foods Ltd', '2013-05', '2015-08']],
    ],
    [
      'bulleted posts, what was done without a bullet',
      [
        'CALDER RAIL LTD',
        '- Head of Product (Jan 2021 - Present)',
        'Leads six teams',
        '- Business Analyst (Sep 2015 - Dec 2020)',
        'Requirements',
      ],
      [
        ['Head of Product', 'CALDER RAIL LTD', '2021-01', 'now'],
        ['Business Analyst', 'CALDER RAIL LTD', '2015-09', '2020-12'],
      ],
    ],
    [
      'a title with a word that employers have',
      [
        'Calder Rail Ltd',
        'Head of Design, Jan 2021 - Present',
        '- Leads teams',
        'Business Analyst, Sep 2015 - Dec 2020',
        '- Requirements',
      ],
      [['Head of Design', 'Calder Rail Ltd', '2021-01', 'now'], both[1]!],
    ],
    [
      'the employer underlined',
      [
        'Calder Rail Ltd',
        '---------------',
        'Head of Product',
        'Jan 2021 - Present',
        '- Leads teams',
        'Business Analyst',
        'Sep 2015 - Dec 2020',
        '- Requirements',
      ],
      both,
    ],
    [
      'the employer with its place behind a bar',
      [
        'Calder Rail Ltd | Leeds, UK',
        'Head of Product\tJan 2021 - Present',
        '- Leads teams',
        'Business Analyst\tSep 2015 - Dec 2020',
        '- Requirements',
      ],
      both,
    ],
    [
      'the first title above the employer',
      [
        'Store Manager',
        'Pellbrook Stores Ltd',
        'Feb 2020 - Present',
        '- Runs the shop',
        '',
        'Assistant Manager',
        'Jun 2017 - Jan 2020',
        '- Rotas',
      ],
      [
        ['Store Manager', 'Pellbrook Stores Ltd', '2020-02', 'now'],
        ['Assistant Manager', 'Pellbrook Stores Ltd', '2017-06', '2020-01'],
      ],
    ],
    [
      'employers that nothing tells as such',
      [
        'Calder',
        'Head of Product',
        'Jan 2021 - Present',
        '- Leads teams',
        '',
        'Business Analyst',
        'Sep 2015 - Dec 2020',
        '- Requirements',
        '',
        'Dunmore',
        'Junior Analyst',
        'May 2013 - Aug 2015',
        '- Reports',
      ],
      [
        ['Head of Product', 'Calder', '2021-01', 'now'],
        ['Business Analyst', 'Calder', '2015-09', '2020-12'],
        ['Junior Analyst', 'Dunmore', '2013-05', '2015-08'],
      ],
    ],
    [
      'German',
      [
        'Kern GmbH    2015 – heute',
        'Teamleiter    01/2021 – heute',
        '- Führung',
        'Sachbearbeiter    09/2015 – 12/2020',
        '- Rechnungen',
      ],
      [
        ['Teamleiter', 'Kern GmbH', '2021-01', 'now'],
        ['Sachbearbeiter', 'Kern GmbH', '2015-09', '2020-12'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(read(lines)).toEqual(posts);
  });

  test('a post years apart is not taken to be with the same employer', () => {
    expect(
      read([
        'Calder Rail Ltd',
        'Head of Product',
        'Jan 2021 - Present',
        '- Leads teams',
        '',
        'Business Analyst',
        'Sep 2010 - Dec 2013',
        '- Requirements',
      ])[1],
    ).toEqual(['Business Analyst', undefined, '2010-09', '2013-12']);
  });
});

describe('posts told in sentences', () => {
  test.each<[string, string[], Post[]]>([
    [
      'Indian English',
      [
        '1. Worked as Accounts Executive in M/s Lotus Traders, Chennai from June 2014 to May 2017.',
        '2. Presently working as Senior Accountant in M/s Sri Murugan Mills, Chennai from June 2017 to till date.',
      ],
      [
        ['Accounts Executive', 'Lotus Traders', '2014-06', '2017-05'],
        ['Senior Accountant', 'Sri Murugan Mills', '2017-06', 'now'],
      ],
    ],
    [
      'employer before the title',
      [
        'Worked in M/s Banyan Steel Works, Pune as Site Engineer from March 2012 to July 2016.',
        'Working with Deccan Infra Pvt Ltd as Project Manager since August 2016.',
      ],
      [
        ['Site Engineer', 'Banyan Steel Works', '2012-03', '2016-07'],
        ['Project Manager', 'Deccan Infra Pvt Ltd', '2016-08', 'now'],
      ],
    ],
    [
      'employed by',
      [
        'I was employed as a Store Manager at Hollis Books from 2011 to 2015.',
        'I have been working as Area Manager for Ferris Retail Group since 2015.',
      ],
      [
        ['Store Manager', 'Hollis Books', '2011', '2015'],
        ['Area Manager', 'Ferris Retail Group', '2015', 'now'],
      ],
    ],
    [
      'German',
      [
        'Tätig als Buchhalter bei Müller GmbH, Köln von 03/2012 bis 07/2016.',
        'Derzeit tätig als Controller bei Kern AG seit 08/2016.',
      ],
      [
        ['Buchhalter', 'Müller GmbH', '2012-03', '2016-07'],
        ['Controller', 'Kern AG', '2016-08', 'now'],
      ],
    ],
    [
      'French',
      [
        "J'ai travaillé comme Comptable chez Lambert SA de mars 2012 à juillet 2016.",
        'Employé en tant que Contrôleur chez Renaud SARL depuis août 2016.',
      ],
      [
        ['Comptable', 'Lambert SA', '2012-03', '2016-07'],
        ['Contrôleur', 'Renaud SARL', '2016-08', 'now'],
      ],
    ],
    [
      'the dates first',
      [
        'From June 2014 to May 2017 I worked as Site Engineer at Banyan Steel Works.',
        'Since June 2017 I have been working as Project Manager at Deccan Infra Pvt Ltd.',
      ],
      [
        ['Site Engineer', 'Banyan Steel Works', '2014-06', '2017-05'],
        ['Project Manager', 'Deccan Infra Pvt Ltd', '2017-06', 'now'],
      ],
    ],
    [
      'two sentences in one line',
      [
        'I have been working as Project Manager with Deccan Infra Pvt Ltd from June 2017 to present. Before that I worked as Site Engineer with Banyan Steel Works from June 2014 to May 2017.',
      ],
      [
        ['Project Manager', 'Deccan Infra Pvt Ltd', '2017-06', 'now'],
        ['Site Engineer', 'Banyan Steel Works', '2014-06', '2017-05'],
      ],
    ],
    [
      'without a verb',
      [
        'Two years as Site Engineer in Banyan Steel Works, Pune (June 2014 - May 2016)',
        'Presently Project Manager in Deccan Infra Pvt Ltd, Pune (June 2016 - till date)',
      ],
      [
        ['Site Engineer', 'Banyan Steel Works', '2014-06', '2016-05'],
        ['Project Manager', 'Deccan Infra Pvt Ltd', '2016-06', 'now'],
      ],
    ],
    [
      'M/s. alone',
      [
        'Project Manager in M/s. Deccan Infra, Pune from June 2017 to till date.',
        'Site Engineer in M/s. Banyan Steel Works, Pune from June 2014 to May 2017.',
      ],
      [
        ['Project Manager', 'Deccan Infra', '2017-06', 'now'],
        ['Site Engineer', 'Banyan Steel Works', '2014-06', '2017-05'],
      ],
    ],
    [
      'between',
      [
        'Worked for Banyan Steel Works as Site Engineer between June 2014 and May 2017.',
        'Working for Deccan Infra Pvt Ltd as Project Manager from June 2017 onwards.',
      ],
      [
        ['Site Engineer', 'Banyan Steel Works', '2014-06', '2017-05'],
        ['Project Manager', 'Deccan Infra Pvt Ltd', '2017-06', 'now'],
      ],
    ],
    [
      'two posts joined by "and"',
      [
        'I worked as a Site Engineer in Banyan Steel Works, Pune from February 2011 to July 2015 and I am working as a Project Manager in Deccan Infra, Pune from August 2015 to till date.',
      ],
      [
        ['Site Engineer', 'Banyan Steel Works', '2011-02', '2015-07'],
        ['Project Manager', 'Deccan Infra', '2015-08', 'now'],
      ],
    ],
    [
      'a date that goes on in the next line',
      [
        'Presently working as a Project Manager in Deccan Infra, Pune from 10.08.2015',
        'to till date.',
        'Worked as a Site Engineer in Banyan Steel Works, Pune from 01.02.2011 to',
        '31.07.2015.',
      ],
      [
        ['Project Manager', 'Deccan Infra', '2015-08', 'now'],
        ['Site Engineer', 'Banyan Steel Works', '2011-02', '2015-07'],
      ],
    ],
    [
      'in the capacity of',
      ['Working with Deccan Infra in the capacity of Project Manager from Aug 2015 till date'],
      [['Project Manager', 'Deccan Infra', '2015-08', 'now']],
    ],
    [
      'years of experience',
      ['4 years of experience as Site Engineer in Banyan Steel Works from Feb 2011 to Jul 2015.'],
      [['Site Engineer', 'Banyan Steel Works', '2011-02', '2015-07']],
    ],
    [
      'Dutch, a legal form last',
      [
        'Sinds augustus 2015 werk ik als projectleider bij Koraal Techniek B.V.',
        'Van februari 2011 tot juli 2015 werkte ik als monteur bij Jasmijn Textiel N.V.',
      ],
      [
        ['projectleider', 'Koraal Techniek B.V.', '2015-08', 'now'],
        ['monteur', 'Jasmijn Textiel N.V.', '2011-02', '2015-07'],
      ],
    ],
    [
      'German, the verb last',
      [
        'Von Juni 2014 bis Mai 2017 war ich als Buchhalterin bei der Müller Handel GmbH tätig.',
        'Seit Juni 2017 arbeite ich als Controllerin bei der Kern AG.',
      ],
      [
        ['Buchhalterin', 'Müller Handel GmbH', '2014-06', '2017-05'],
        ['Controllerin', 'Kern AG', '2017-06', 'now'],
      ],
    ],
    [
      'a title in small letters',
      ["J'ai travaillé comme comptable chez Lambert SA de mars 2012 à juillet 2016."],
      [['comptable', 'Lambert SA', '2012-03', '2016-07']],
    ],
    [
      'Spanish',
      ['Trabajé como Contable en Grupo Serrano desde marzo 2012 hasta julio 2016.'],
      [['Contable', 'Grupo Serrano', '2012-03', '2016-07']],
    ],
  ])('%s', (_, lines, posts) => {
    expect(read(lines)).toEqual(posts);
  });

  test('in one paragraph', () => {
    expect(
      read([
        'Data Engineer at Ferris Logistics (2020-2024): Built loaders for six depots, cut costs by a fifth, and led two people. Data Intern at Dunmore Bank (Summer 2019): Wrote reports on payments. Moved them to SQL.',
      ]),
    ).toEqual([
      ['Data Engineer', 'Ferris Logistics', '2020', '2024'],
      ['Data Intern', 'Dunmore Bank', '2019-06', undefined],
    ]);
  });

  test('a duty that is told so is no post of its own', () => {
    expect(
      read([
        'Senior Engineer, Tidewell Analytics Ltd',
        'Jun 2013 - Feb 2021',
        '- Worked as Team Lead in the Billing Project from 2015 to 2016',
        'Engineer, Dunmore Bank',
        'Jun 2010 - May 2013',
        '- Payments',
      ]),
    ).toHaveLength(2);
  });
});

describe('own orders', () => {
  test.each<[string, string[], Post[]]>([
    [
      'company, place, title between commas',
      [
        'Marlow Retail Group, Leeds, UK, Lead QA Engineer, 2019 - 2024',
        '- Contract tests',
        'Ferris Logistics, York, UK, QA Engineer, 2016 - 2019',
        '- Regression suite',
      ],
      [
        ['Lead QA Engineer', 'Marlow Retail Group', '2019', '2024'],
        ['QA Engineer', 'Ferris Logistics', '2016', '2019'],
      ],
    ],
    [
      'year range after the employer',
      [
        'Lead QA Engineer',
        'Marlow Retail Group, 2019–2024',
        '- Contract tests',
        'QA Engineer',
        'Ferris Logistics, 2016–2019',
        '- Regression suite',
      ],
      [
        ['Lead QA Engineer', 'Marlow Retail Group', '2019', '2024'],
        ['QA Engineer', 'Ferris Logistics', '2016', '2019'],
      ],
    ],
    [
      'two layouts in one section',
      [
        'Data Engineer, Birchwell Freight Ltd',
        'Mar 2021 - Jun 2023',
        '- Built loaders',
        '',
        'May 2017 - Feb 2021\tJunior Analyst, Castlemere Foods Ltd',
        'Kept reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'two layouts, the other way round',
      [
        'May 2017 - Feb 2021\tJunior Analyst, Castlemere Foods Ltd',
        'Kept reports',
        '',
        'Data Engineer, Birchwell Freight Ltd',
        'Mar 2021 - Jun 2023',
        '- Built loaders',
      ],
      [
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
      ],
    ],
    [
      'seasons',
      [
        'Swim Coach, Riverbank Community Pool',
        'Summer 2013, 2014',
        '- Taught children',
        'Shop Assistant, Hollis Books',
        'Summers 2015, 2016',
        '- Sold books',
      ],
      [
        ['Swim Coach', 'Riverbank Community Pool', '2013-06', '2014'],
        ['Shop Assistant', 'Hollis Books', '2015-06', '2016'],
      ],
    ],
    [
      'dates in two lines of their column',
      [
        '03/2021 –\tBirchwell Freight Ltd',
        '06/2023\tData Engineer',
        '- Built loaders',
        '',
        '05/2017 –\tCastlemere Foods Ltd',
        '02/2021\tJunior Analyst',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'the same, title first, still there',
      [
        'Mar 2021 –\tData Engineer',
        'Present\tBirchwell Freight Ltd',
        '- Built loaders',
        '',
        'May 2017 –\tJunior Analyst',
        'Feb 2021\tCastlemere Foods Ltd',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', 'now'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'the column on the right',
      [
        'Birchwell Freight Ltd\t03/2021 –',
        'Data Engineer\t06/2023',
        '- Built loaders',
        '',
        'Castlemere Foods Ltd\t05/2017 –',
        'Junior Analyst\t02/2021',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(read(lines)).toEqual(posts);
  });

  test.each<[string, string[], Post[]]>([
    [
      'a town that is not known',
      ['Ferris Logistics, Ely, QA Engineer, 2016 - 2019', '- Regression suite'],
      [['QA Engineer', 'Ferris Logistics', '2016', '2019']],
    ],
    [
      'how somebody is employed is no employer',
      [
        'Swim Coach, Riverbank Community Pool',
        'Seasonal, 2013 and 2014',
        '- Taught children',
        'Shop Assistant, Hollis Books',
        'Seasonal, 2015 and 2016',
        '- Sold books',
      ],
      [
        ['Swim Coach', 'Riverbank Community Pool', '2013', '2014'],
        ['Shop Assistant', 'Hollis Books', '2015', '2016'],
      ],
    ],
    [
      'nor is the word between two seasons',
      ['Swim Coach, Riverbank Community Pool', 'Summers of 2013 and 2014', '- Taught children'],
      [['Swim Coach', 'Riverbank Community Pool', '2013-06', '2014']],
    ],
    [
      'dates below each other without a dash',
      [
        '03/2021\tBirchwell Freight Ltd',
        '06/2023\tData Engineer',
        '- Built loaders',
        '',
        '05/2017\tCastlemere Foods Ltd',
        '02/2021\tJunior Analyst',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'an employer below a title beside its date, in another layout than the first',
      [
        'Data Engineer, Birchwell Freight Ltd',
        'Mar 2021 - Jun 2023',
        '- Built loaders',
        '',
        'May 2017 - Feb 2021\tJunior Analyst',
        'Castlemere Foods Ltd',
        'Kept reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'headings of columns are no post',
      [
        'From\tTo\tEmployer\tPosition',
        '03/2021\t06/2023\tBirchwell Freight Ltd\tData Engineer',
        '05/2017\t02/2021\tCastlemere Foods Ltd\tJunior Analyst',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      '"to date" below the beginning',
      [
        '03/2021 –\tData Engineer',
        'to date\tBirchwell Freight Ltd',
        '- Built loaders',
        '',
        '05/2017 –\tJunior Analyst',
        '02/2021\tCastlemere Foods Ltd',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', 'now'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'a role in the name of an employer behind "at"',
      ['Waiter at Anchor Inn', '2014 - 2015', '- Served'],
      [['Waiter', 'Anchor Inn', '2014', '2015']],
    ],
    [
      'other labels',
      [
        'Firm: Birchwell Freight',
        'Job: Data Engineer',
        'Date Started: 03/2021',
        'Date Left: 06/2023',
        '',
        'Firm: Castlemere Foods',
        'Job: Junior Analyst',
        'Date Started: 05/2017',
        'Date Left: 02/2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
    [
      'a label below the word for today',
      [
        '07.2022 – Present',
        'Employer: Birchwell Freight',
        'Position: Data Engineer',
        '- Built loaders',
        '',
        '05.2017 – 06.2022',
        'Employer: Castlemere Foods',
        'Position: Junior Analyst',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2022-07', 'now'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2022-06'],
      ],
    ],
    [
      'slashes',
      ['Data Engineer / Birchwell Freight Ltd / 2021 - 2023', '- Built loaders'],
      [['Data Engineer', 'Birchwell Freight Ltd', '2021', '2023']],
    ],
    [
      'a label before the dates',
      ['Data Engineer, Birchwell Freight Ltd (Date: Mar 2021 - Jun 2023)', '- Built loaders'],
      [['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06']],
    ],
    [
      'signs for bold letters',
      ['**Data Engineer**, Birchwell Freight Ltd (2021–2023)', '- Built loaders'],
      [['Data Engineer', 'Birchwell Freight Ltd', '2021', '2023']],
    ],
    [
      'bold labels',
      ['**Employer:** Birchwell Freight', '**Position:** Data Engineer', '**From:** 03/2021', '**To:** 06/2023'],
      [['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06']],
    ],
    [
      'labels above their values',
      [
        'Job title:',
        'Data Engineer',
        'Employer:',
        'Birchwell Freight',
        'From:',
        '03/2021',
        'To:',
        '06/2023',
        '',
        'Job title:',
        'Junior Analyst',
        'Employer:',
        'Castlemere Foods',
        'From:',
        '05/2017',
        'To:',
        '02/2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
    [
      'labels with wide gaps',
      [
        'Employer\tBirchwell Freight',
        'Job title\tData Engineer',
        'Dates\tMar 2021 - Jun 2023',
        '',
        'Employer\tCastlemere Foods',
        'Job title\tJunior Analyst',
        'Dates\tMay 2017 - Feb 2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
    [
      'the label that is also a placeholder',
      [
        'Company Name: Birchwell Freight',
        'Job Title: Data Engineer',
        'Start Date: 03/2021',
        'End Date: 06/2023',
        '',
        'Company Name: Castlemere Foods',
        'Job Title: Junior Analyst',
        'Start Date: 05/2017',
        'End Date: 02/2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(read(lines)).toEqual(posts);
  });

  test.each<[string, string[], number]>([
    [
      'comma',
      [
        'QA Manager, Corvale Insurance',
        '04/2020 - Present',
        '- Runs a team',
        '',
        'Engineer, Pellham Energy',
        '02/2015 - 03/2020',
        '- Forecasts',
        '',
        'Analyst, Dunmore Bank',
        '- Reports',
      ],
      3,
    ],
    [
      'at',
      [
        'QA Manager at Corvale Insurance (2020 - Present)',
        '- Runs a team',
        'Engineer at Pellham Energy (2015 - 2020)',
        '- Forecasts',
        'Earlier: Analyst at Dunmore Bank',
        '- Reports',
      ],
      3,
    ],
    [
      'prose below',
      [
        'QA Manager, Corvale Insurance, 2020 - Present',
        'Runs a team of nine.',
        '',
        'Engineer, Pellham Energy, 2015 - 2020',
        'Forecasting of demand.',
        '',
        'Volunteer, City Food Bank',
        'Sorted donations.',
      ],
      3,
    ],
    [
      'none has a date',
      [
        'QA Manager, Corvale Insurance',
        '- Runs a team',
        '',
        'Engineer, Pellham Energy',
        '- Forecasts',
        '',
        'Analyst, Dunmore Bank',
        '- Reports',
      ],
      3,
    ],
    [
      'none has a date, two lines each',
      ['QA Manager', 'Corvale Insurance', '- Runs a team', '', 'Engineer', 'Pellham Energy', '- Forecasts'],
      2,
    ],
    [
      'two lines each',
      [
        'QA Manager',
        'Corvale Insurance, Leeds',
        '2020 - Present',
        '- Runs a team',
        '',
        'Engineer',
        'Pellham Energy, York',
        '2015 - 2020',
        '- Forecasts',
        '',
        'Analyst',
        'Dunmore Bank, Hull',
        '- Reports',
      ],
      3,
    ],
    [
      'a sentence below',
      ['QA Manager, Corvale', 'Runs a team of nine.', '', 'Engineer, Pellham', 'Forecasts of demand.'],
      2,
    ],
    ['nothing but a list of posts', ['- QA Manager, Corvale', '- Engineer, Pellham', '- Analyst, Dunmore'], 3],
    [
      'a list of skills among the bullets is none',
      ['Engineer, Pellham Energy', '02/2015 - 03/2020', '- Forecasts', 'Tools used: Python, SQL', '- Reports'],
      1,
    ],
  ])('posts without dates: %s', (_, lines, count) => {
    expect(read(lines)).toHaveLength(count);
  });

  test('a post without dates among dated ones', () => {
    expect(
      read([
        'Head of Data · Corvale Insurance · Leeds',
        '04/2020 - Present',
        '- Runs a team',
        'Data Lead · Pellham Energy · York',
        '02/2015 - 03/2020',
        '- Forecasts',
        'Early Career: Analyst & Consultant · Various firms',
        '- Reporting',
        '- Two years in Madrid',
      ]),
    ).toHaveLength(3);
  });
});

test('a sentence above a head belongs to the post before, and so does what stands above it', () => {
  expect(
    read([
      'Globeworth Freight Ltd',
      'Lead Data Engineer',
      'March 2021 - Present',
      'Leeds, UK',
      'Leads the team of loaders.',
      'Data Engineer',
      'May 2017 - February 2021',
      'Castle Foods Ltd',
      'Junior Analyst',
      'June 2014 - April 2017',
    ]).map(([title]) => title),
  ).toEqual(['Lead Data Engineer', 'Data Engineer', 'Junior Analyst']);
});

test('a post without dates whose employer is masked', () => {
  expect(
    read([
      'Office Clerk',
      'March 2019 to May 2021 Company Name - City , State',
      '- Filed papers',
      'Front Desk Receptionist Company Name - City , State',
      '- Kept the till',
    ]).map(([title]) => title),
  ).toEqual(['Office Clerk', 'Front Desk Receptionist']);
});

test('studies among the posts are no years of experience', () => {
  const years = (title: string): number | null =>
    parse(
      `Noor Ellingsen\n\nWork Experience\n${title}\nJanuary 2015 - January 2020\n\nOffice Clerk\nJanuary 2012 - January 2014\n\nEducation\nBSc Mathematics, 2011\n`,
    ).yearsOfExperience;
  expect(years('Student')).toBe(2);
  expect(years('Student Assistant')).toBe(7);
});
