import { describe, expect, it } from 'vitest';
import { findStuffing, joinedSpans } from './stuffing.js';
import { expectLinear, repeated } from '../posts/testing-work.js';

const HONEST = `Kept the books of three companies and closed each month in SAP.
Reports in Excel went to the board; forecasts, too, and a budget for each plant.
Trained two colleagues who now prepare the returns, answer auditors and chase late payers.
`;

const quoted = (text: string, spans: { start: number; end: number }[]) =>
  joinedSpans(text, spans).map(([start, end]) => text.slice(start, end));

describe('repetition', () => {
  it.each<[string, string]>([
    ['one word in a row', `${HONEST}${'Kubernetes '.repeat(60)}`],
    ['one word a line', `${HONEST}${'Kubernetes\n'.repeat(60)}`],
    ['one word with commas, in changing case', `${HONEST}${'kubernetes, Kubernetes; KUBERNETES | '.repeat(20)}`],
    ['a few words again and again', `${HONEST}${'Kubernetes, Docker, AWS, Terraform, Redis\n'.repeat(12)}`],
    [
      'many words again and again',
      `${HONEST}${Array.from({ length: 40 }, (_, i) => `kubernetes${i}`)
        .join(' ')
        .concat('\n')
        .repeat(50)}`,
    ],
    ['in other letters', `${HONEST}${'Бухгалтер '.repeat(60)}`],
    [
      'between honest words',
      HONEST.repeat(1)
        .split(' ')
        .map((word) => `${word} kubernetes`)
        .join(' '),
    ],
  ])('%s', (_, text) => {
    const words = quoted(text, findStuffing(text).repeated).join(' ').toLowerCase();
    expect(words.match(/kubernetes|бухгалтер/g)!.length).toBe(
      text.toLowerCase().match(/kubernetes|бухгалтер/g)!.length,
    );
    expect(words).not.toMatch(/auditors|forecasts/);
  });

  it.each<[string, string]>([
    ['an honest text', HONEST],
    ['the same post at three companies', HONEST.repeat(3)],
    [
      'a list that names a skill three times',
      `${HONEST}Java, Java EE, JavaScript, Java Swing, Spring, Hibernate, Maven, Git, Linux, Oracle`,
    ],
    ['nothing', ''],
  ])('is not in %s', (_, text) => {
    expect(findStuffing(text).repeated).toEqual([]);
  });
});

describe('disguise', () => {
  it.each<[string, string, string[]]>([
    ['zero-width spaces', 'Ja\u200bva, Pyth\u200bon', ['Ja\u200bva', 'Pyth\u200bon']],
    [
      'joiners and marks of direction',
      'Ja\u200dva, Pyth\u2060on, D\u200eocker',
      ['Ja\u200dva', 'Pyth\u2060on', 'D\u200eocker'],
    ],
    [
      'words joined by them',
      'Java\u200bPython\u200bDocker and Java\u200cAWS',
      ['Java\u200bPython\u200bDocker', 'Java\u200cAWS'],
    ],
    ['Cyrillic letters', 'J\u0430va, Pyth\u043en', ['J\u0430va', 'Pyth\u043en']],
    ['Greek letters', 'Pyth\u03bfn, D\u03bfcker', ['Pyth\u03bfn', 'D\u03bfcker']],
    [
      'a word of look-alikes alone beside mixed ones',
      'J\u0430va, \u0405\u0410\u0420',
      ['J\u0430va', '\u0405\u0410\u0420'],
    ],
    ['full-width letters', 'Ｊａｖａ, Ｐｙｔｈｏｎ', ['Ｊａｖａ', 'Ｐｙｔｈｏｎ']],
  ])('%s', (_, words, found) => {
    const text = `${HONEST}Skills: ${words}\n`;
    expect(findStuffing(text).disguised.map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });

  it.each<[string, string]>([
    ['one such word, an accident', `${HONEST}Ja\u200bva`],
    ['soft hyphens', `${HONEST}Donau\u00addampf\u00adschiff, Koch\u00adkunst`],
    ['ligatures kept apart in print', `${HONEST}shelf\u200cful, half\u200clife, Auf\u200clage`],
    ['terms of science', `${HONEST}TNF\u03b1, NF\u03baB, 10 \u03bcm, \u03b2-blockers, PPAR\u03b3`],
    ['names of languages', `${HONEST}Русский, Ελληνικά, 日本語`],
    [
      'a Russian text with a letter of the wrong keyboard',
      `Разработчик, писал на C++ и Cи, cоздавал отчёты. ${'Работал с клиентами и склада. '.repeat(5)}`,
    ],
    ['a Japanese text', `${HONEST}ＳＱＬ と Ｊａｖａ を使用した開発`],
    ['emoji', `${HONEST}👩\u200d💻 and 👨\u200d👩\u200d👧`],
  ])('is not %s', (_, text) => {
    expect(findStuffing(text).disguised).toEqual([]);
  });
});

it.each<[string, string]>([
  ['one word', 'a'],
  ['few words', 'kubernetes docker '],
  ['invisible letters', 'J\u200ba'],
  ['mixed words', '\u0430b '],
])('does work in proportion to a text of %s', (_, piece) => {
  expectLinear((kilobytes) => {
    const text = repeated(piece, kilobytes);
    return () => {
      findStuffing(text);
    };
  });
});
