import { describe, expect, it } from 'vitest';
import { NotPlain } from './not-plain.js';
import { Tokens } from './tokens.js';

/** The operands of the first operator: numbers, and strings with one character per byte. */
function operandsOf(content: string): (number | string)[] {
  const tokens = new Tokens(Buffer.from(content, 'latin1'));
  tokens.next();
  return Array.from({ length: tokens.count }, (_, i) =>
    tokens.starts[i]! < 0
      ? tokens.operand(i)
      : Buffer.from(tokens.bytes.subarray(tokens.starts[i], tokens.ends[i])).toString('latin1'),
  );
}

describe('the tokens of a content stream', () => {
  it.each([
    ['numbers of all kinds', '1 -2 +3 .5 -.25 4. 12.125 Tm', [1, -2, 3, 0.5, -0.25, 4, 12.125]],
    ['hexadecimal strings, loose and of odd length', '<4142> <4 1 4\n2> <41424> <> Tj', ['AB', 'AB', 'AB@', '']],
    [
      'escapes, however they are written',
      '(a\\(b\\)) (\\101\\1012) (\\\\) (x\\\r\ny) (c\\n) Tj',
      ['a(b)', 'AA2', '\\', 'xy', 'c\n'],
    ],
    ['brackets within a string', '(a(b)c) Tj', ['a(b)c']],
    ['an array, laid flat', '[(A) -120 (B)] TJ', ['A', -120, 'B']],
    ['what comments hide', '1 % 2 3\n4 Td', [1, 4]],
    ['a string that is cut off', '(abc', ['abc']],
    ['a hexadecimal string that is cut off', '<41424', ['AB@']],
  ])('reads %s', (_, content, operands) => {
    expect(operandsOf(content)).toEqual(operands);
  });

  it('gives operators and names one after the other', () => {
    const tokens = new Tokens(Buffer.from('/F1 12 Tf(A)Tj T*'));
    expect([tokens.next(), tokens.name]).toEqual([0x5466, 'F1']);
    expect([tokens.next(), tokens.name, tokens.next(), tokens.next()]).toEqual([0x546a, '', 0x542a, 0]);
  });

  it('refuses what begins like a number and is none', () => {
    expect(() => operandsOf('1x Td')).toThrow(NotPlain);
    expect(() => operandsOf('1.2.3 Td')).toThrow(NotPlain);
  });
});
