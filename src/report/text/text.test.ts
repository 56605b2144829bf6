import { describe, expect, it } from 'vitest';
import { csvRow } from './csv.js';
import { escapeHtml, isolated } from './html.js';
import { markdownText } from './markdown.js';
import { plain, plainLines } from './plain.js';

describe('what a stranger wrote', () => {
  it('is one line that a terminal shows', () => {
    expect(plain('a\u001b[2J\u009b\u007f\u202e\u2066\u2028\n\t\r')).toBe(
      'a\\x1b[2J\\u009b\\u007f\\u202e\\u2066\\u2028\\n\\t\\r',
    );
    expect(plain('Zoë Ñandú, 张伟, محمد, 👩‍💻')).toBe('Zoë Ñandú, 张伟, محمد, 👩‍💻');
  });

  it('is lines that it shows, of JSON the same JSON', () => {
    expect(plainLines('a\tb\r\nc\rd\n\u001b')).toBe('a\tb\r\nc\\rd\n\\x1b');
    const value = { 'k\u202e': 'v\u001b\u0085\u2029\n\u007f' };
    expect(plainLines(JSON.stringify(value))).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(plainLines(JSON.stringify(value)))).toEqual(value);
  });

  it.each([
    // [cell, as it is written]
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-cmd', "'-cmd"],
    [' =1+1', "' =1+1"],
    ['\t=1+1', "'\\t=1+1"],
    ['＝1+1', "'＝1+1"],
    ['a;=1+1', "a;'=1+1"],
    ['Welding; @cmd', "Welding; '@cmd"],
    ['Welding; C++; .NET; 3-4', 'Welding; C++; .NET; 3-4'],
    ['+44 20 7946 0812', '+44 20 7946 0812'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', 'two\\nlines'],
    ['\u202eevil', '\\u202eevil'],
  ])('is no formula and no line of its own in CSV: %j', (cell, written) => {
    expect(csvRow([cell])).toBe(written);
  });

  it.each([
    // [text, in Markdown]
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['[here](javascript:x)', '\\[here\\](javascript:x)'],
    ['![](x) `code` ~~no~~ #1 &#x202e;', '!\\[\\](x) \\`code\\` \\~\\~no\\~\\~ \\#1 \\&\\#x202e;'],
    ['see https://example.org/a|b now', 'see `https://example.org/a\\|b` now'],
    ['www.example.org', '`www.example.org`'],
    ['ask @octocat', 'ask `@octocat`'],
    ['a`b@c', 'a\\``b@c`'],
    ['two\n| lines', 'two \\| lines'],
    ['C++ & C @ night', 'C++ & C @ night'],
  ])('is no markup and no link in Markdown: %j', (text, written) => {
    expect(markdownText(text)).toBe(written);
  });

  it('is text in HTML, and turns no direction but its own', () => {
    expect(escapeHtml(`<a title='"&'>`)).toBe('&lt;a title=&#39;&quot;&amp;&#39;&gt;');
    expect(isolated('\u202e<b>')).toBe('<bdi>\u202e&lt;b&gt;</bdi>');
  });
});
