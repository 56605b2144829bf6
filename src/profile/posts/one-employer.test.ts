import { describe, expect, test } from 'vitest';
import { readPosts, type Post } from '../testing.js';

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
    expect(readPosts(lines)).toEqual(posts);
  });

  test('a post years apart is not taken to be with the same employer', () => {
    expect(
      readPosts([
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
