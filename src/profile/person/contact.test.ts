import { describe, expect, it } from 'vitest';
import { findEmails, findLinks, findPhones, networkOf, usernameOf } from './contact.js';

const values = (found: { value: string }[]): string[] => found.map((one) => one.value);

describe('findEmails', () => {
  it.each([
    ['Mail: jane.roe+cv@mail.example.com.', 'jane.roe+cv@mail.example.com'],
    ['jane (at) example (dot) com', 'jane@example.com'],
    ['jane [at] example.com', 'jane@example.com'],
    ['jane.roe @ example.com', 'jane.roe@example.com'],
    ['jane at example dot com', 'jane@example.com'],
    ['meet me at example.com', ''],
    ['look at the dot com boom', ''],
  ])('%s', (text, expected) => {
    expect(values(findEmails(text, [])).join(' ')).toBe(expected);
  });

  it('reads mailto: links that the text does not show', () => {
    expect(values(findEmails('Write me', ['mailto:jane%2Broe@example.com?subject=x', 'https://example.com']))).toEqual([
      'jane+roe@example.com',
    ]);
  });
});

describe('findPhones', () => {
  it.each([
    ['+49 30 901820', [], '+49 30 901820'],
    ['Tel.: 030 901820', ['DE'], '030 901820'],
    ['(212) 555-0123', ['US'], '(212) 555-0123'],
    ['Mobile: 98450 12345', ['IN'], '98450 12345'],
    ['0041 44 668 18 00', [], '0041 44 668 18 00'],
    ['Mobile: 98220 55501 / 98220 55502', ['IN'], '98220 55501 98220 55502'],
    ['（０３）１２３４－５６７８', ['US'], '(03)1234-5678'],
    ['电话：（０２１）１２３４５６７', [], '(021)1234567'],
    ['０８０ー５５５０ー１４３０', ['JP'], '080-5550-1430'],
    ['8 (916) 555-01-43', ['US'], '8 (916) 555-01-43'],
    ['2012 - 2014', ['US', 'DE'], ''],
    ['01/2012 - 03/2014', ['DE'], ''],
    ['revenue of 12,300,400 and 1998 2003', ['US'], ''],
  ] as [string, string[], string][])('%s', (text, regions, expected) => {
    expect(values(findPhones(text, () => regions)).join(' ')).toBe(expected);
  });
});

describe('findLinks', () => {
  it.each([
    ['see www.example.com/jane, or github.com/janeroe.', 'www.example.com/jane github.com/janeroe'],
    ['linkedin.com/in/jane-\nroe-12345', 'linkedin.com/in/jane-roe-12345'],
    ['www.linkedin.com/in/jane-\n\nroe-12345 (LinkedIn)\nmore', 'www.linkedin.com/in/jane-roe-12345'],
    ['indeed.com/r/Jane-Roe/\nab12cd34 more', 'indeed.com/r/Jane-Roe/ab12cd34'],
    ['jane@example.com uses ASP.net and Node.js.In time', ''],
    ['www.linkedin.com/in/jane- based on the risk', ''],
  ])('%s', (text, expected) => {
    expect(values(findLinks(text)).join(' ')).toBe(expected);
  });

  it('tells network and user name', () => {
    expect([
      networkOf('https://www.linkedin.com/in/janeroe'),
      usernameOf('https://www.linkedin.com/in/janeroe/'),
    ]).toEqual(['LinkedIn', 'janeroe']);
    expect(networkOf('https://janeroe.example.com')).toBeNull();
  });
});
