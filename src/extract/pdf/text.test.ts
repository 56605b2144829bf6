import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badness, measureQuality } from './quality.js';
import { restoreSpaces } from './spaces.js';

const PROSE =
  'Experienced engineer who led a team of five and wrote the order service in TypeScript for a bank in Leeds, then moved it to Kubernetes with no downtime at all.';

describe('the quality check', () => {
  it.each([
    ['prose', PROSE],
    ['German compounds', `${PROSE} Rechtsschutzversicherungen und Donaudampfschifffahrt sowie Softwareentwicklung`],
    [
      'addresses, however long',
      `${PROSE} https://www.linkedin.com/in/averyveryveryverylongaddressofaperson someone.with.a.long.name@department.example.com`,
    ],
    ['capitals and short forms', `${PROSE} SQL HTML CSS AWS GCP XML PHP NGINX MSSQL`],
    ['a few icons', `\uF095 ${PROSE} \uF0E0`],
    [
      'another script',
      'Инженер с опытом работы в банке, руководил командой из пяти человек и написал сервис заказов на языке Python для большого банка в городе Лидс',
    ],
    ['short forms with digits', `${PROSE} B2B, i18n, OAuth2.0, .NET 8, 24/7`],
    ['a list of letters', `${PROSE} Languages C and R; driving licence B`],
  ])('passes %s', (_, text) => {
    expect(badness(measureQuality(text))).toBeLessThan(1);
  });

  it.each([
    ['replacement characters', PROSE.replaceAll('e', '\uFFFD')],
    ['private-use glyphs', PROSE.replaceAll('o', '\uE0AB')],
    ['letters spaced apart', PROSE.split('').join(' ')],
    [
      'lost spaces',
      PROSE.replaceAll(' ', '')
        .repeat(4)
        .replace(/(.{60})/g, '$1 '),
    ],
    ['lost vowels', PROSE.replace(/[aeiou]/g, '')],
    [
      'glyph numbers in place of letters',
      PROSE.replaceAll('e', '2').replaceAll('o', '$').replaceAll('i', 'N').replaceAll('n', 'q'),
    ],
    ['capitals torn off', PROSE.replace(/\b([a-z])(?=[a-z]{3})/g, (letter) => `${letter.toUpperCase()} `)],
  ])('fails %s', (_, text) => {
    expect(badness(measureQuality(text))).toBeGreaterThan(1);
  });
});

describe('lost spaces', () => {
  it('come back from the plain text, in whatever order it has the lines', () => {
    expect(
      restoreSpaces(['financialand audit', 'ofopportunity'], 'areas of opportunity\nfinancial and audit\n'),
    ).toEqual(['financial and audit', 'of opportunity']);
  });

  it('come back across marks of no width', () => {
    expect(restoreSpaces(['Manager ofoperations'], '\u200bManager of \u200boperations')).toEqual([
      'Manager of operations',
    ]);
  });

  it('leave an item alone that the plain text does not have', () => {
    expect(restoreSpaces(['Küster Jan'], 'Kster Jan')).toEqual(['Küster Jan']);
  });

  it('change nothing but spaces', () => {
    const word = fc.stringMatching(/^[a-zäé,.]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), (lines) => {
        const glued = lines.map((line) => line.join(''));
        const restored = restoreSpaces(glued, lines.map((line) => line.join(' ')).join('\n'));
        expect(restored.map((line) => line.replaceAll(' ', ''))).toEqual(glued);
      }),
    );
  });
});
