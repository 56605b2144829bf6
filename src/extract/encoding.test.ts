import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from './encoding.js';

const bytes = (text: string, encoding: string, addBOM = false): Uint8Array => iconv.encode(text, encoding, { addBOM });

describe('decodeText', () => {
  it.each([
    ['utf-8', 'Żółć, Müller, Ελλάδα, 日本'],
    ['utf-16le', 'Lebenslauf von Anna Müller'],
    ['utf-16be', 'Lebenslauf von Anna Müller'],
  ])('reads %s with and without a byte order mark', (encoding, text) => {
    expect(decodeText(bytes(text, encoding))).toBe(text);
    expect(decodeText(bytes(text, encoding, true)).replace('\ufeff', '')).toBe(text);
  });

  it.each([
    ['windows-1252', 'Müller – “Köln” 5 €'],
    ['windows-1252', 'Élève ingénieur, diplômé à Orléans, expérience'],
    ['windows-1252', 'José Peña, Málaga'],
    ['windows-1252', 'Resume of Anna\u2019s work'],
    ['windows-1250', 'Zażółć gęślą jaźń, Kraków, doświadczenie zawodowe'],
    ['windows-1251', 'Опыт работы: бухгалтер, Москва, образование высшее'],
    ['shift_jis', '履歴書 東京都 ソフトウェア開発 経験五年、日本語'],
    ['gb18030', '个人简历 软件工程师 北京大学 计算机科学与技术'],
  ])('tells %s by its letters: %s', (encoding, text) => {
    expect(decodeText(bytes(text, encoding))).toBe(text);
  });

  it('believes what an HTML page declares', () => {
    expect(decodeText(bytes('Škoda', 'windows-1250'), 'windows-1250')).toBe('Škoda');
  });
});
