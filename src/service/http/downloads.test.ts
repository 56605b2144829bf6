import { expect, it } from 'vitest';
import { attachment, rangeOf } from './downloads.js';

it.each([
  // [name, as read by clients that know only ASCII, as read by others]
  ['jane.pdf', 'jane.pdf', 'jane.pdf'],
  ['Lebenslauf Müller.pdf', 'Lebenslauf M_ller.pdf', 'Lebenslauf%20M%C3%BCller.pdf'],
  ['a"b\\c%d.pdf', 'a_b_c_d.pdf', 'a%22b%5Cc%25d.pdf'],
  ["履歴書 (2)*'.pdf", "___ (2)*'.pdf", '%E5%B1%A5%E6%AD%B4%E6%9B%B8%20%282%29%2A%27.pdf'],
  ['x\r\nset-cookie: a=b.pdf', 'x__set-cookie: a=b.pdf', 'x%0D%0Aset-cookie%3A%20a%3Db.pdf'],
  ['\ud83d.pdf', '_.pdf', '_.pdf'],
])('names %j for every browser, whatever is in it', (name, plain, whole) => {
  expect(attachment(name)).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${whole}`);
});

it.each([
  [undefined, 'whole'],
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-1000', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'none'],
  ['bytes=-0', 'none'],
  // Ranges that are invalid, or that ask for several parts: the correct answer is the whole file.
  ['bytes=9-3', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['bytes=-', 'whole'],
  ['lines=0-9', 'whole'],
  ['bytes=1e3-', 'whole'],
] as const)('takes %j of 100 bytes for %j', (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

it('has no part of nothing', () => {
  for (const header of ['bytes=0-', 'bytes=-5']) expect(rangeOf(header, 0)).toBe('none');
});
