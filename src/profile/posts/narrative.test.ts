import { describe, expect, test } from 'vitest';
import { readPosts, type Post } from '../testing.js';

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
    expect(readPosts(lines)).toEqual(posts);
  });

  test('in one paragraph', () => {
    expect(
      readPosts([
        'Data Engineer at Ferris Logistics (2020-2024): Built loaders for six depots, cut costs by a fifth, and led two people. Data Intern at Dunmore Bank (Summer 2019): Wrote reports on payments. Moved them to SQL.',
      ]),
    ).toEqual([
      ['Data Engineer', 'Ferris Logistics', '2020', '2024'],
      ['Data Intern', 'Dunmore Bank', '2019-06', undefined],
    ]);
  });

  test('a duty that is told so is no post of its own', () => {
    expect(
      readPosts([
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
