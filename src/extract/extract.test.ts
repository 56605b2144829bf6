import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractDocument } from './index.js';
import type { ExtractedDocument } from '../domain/index.js';

const fixtures = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures');
const bytesOf = (name: string): Uint8Array => readFileSync(path.join(fixtures, name));
const limits = { maxExpandedBytes: 20e6 };

async function read(bytes: Uint8Array): Promise<ExtractedDocument> {
  const outcome = await extractDocument(bytes, limits);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** A DOCX whose body is this XML. */
function docx(body: string, more: Record<string, string> = {}): Uint8Array {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}
const p = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`;
const r = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

interface Truth {
  meta: { file: string };
  basics: { name: string; email: string; phone: string };
  work: { position: string; name: string; highlights: string[] }[];
  education: { institution: string }[];
  skills: { name: string }[];
}
const truths = readdirSync(path.join(fixtures, 'truth')).map(
  (name) => JSON.parse(readFileSync(path.join(fixtures, 'truth', name), 'utf8')) as Truth,
);

describe('extractDocument on the fixtures', () => {
  it.each(truths.filter((t) => !t.meta.file.includes('scan.')).map((t) => [t.meta.file, t] as const))(
    '%s: every fact is in the text',
    async (file, truth) => {
      const { text } = await read(bytesOf(file));
      const found = new Set(words(text));
      const facts = [
        truth.basics.name,
        truth.basics.email,
        truth.basics.phone,
        ...truth.work.flatMap((w) => [w.position, w.name, ...w.highlights]),
        ...truth.education.map((e) => e.institution),
        ...truth.skills.map((s) => s.name),
      ];
      expect(facts.filter((fact) => !words(fact).every((word) => found.has(word)))).toEqual([]);
      expect(text.indexOf(truth.basics.name)).toBeGreaterThanOrEqual(0);
    },
  );

  it.each([
    ['empty.pdf', 'empty_file'],
    ['whitespace.txt', 'no_text'],
    ['encrypted.pdf', 'password_required'],
    ['scan.pdf', 'no_text_layer'],
    ['scan.png', 'is_image'],
    ['picture-named.pdf', 'is_image'],
    ['zip-bomb.docx', 'expands_too_large'],
    ['random.pdf', 'unknown_format'],
    ['spreadsheet.xlsx', 'unsupported_format'],
    ['archive.zip', 'unsupported_format'],
  ])('%s -> %s', async (name, code) => {
    expect(await extractDocument(bytesOf(`files/${name}`), limits)).toMatchObject({ ok: false, code });
  });

  it('keeps hidden words out of the text and reports them', async () => {
    const { text, hidden } = await read(bytesOf('files/hidden-text.docx'));
    expect(text).not.toMatch(/Terraform|Elixir/);
    expect(hidden.map((h) => [h.reason, h.text])).toEqual([
      ['hidden_style', 'Kubernetes Terraform Rust Golang'],
      ['tiny', 'Scala Elixir Haskell'],
    ]);
  });

  it('says that a cut file was read only as far as it goes', async () => {
    expect((await read(bytesOf('files/truncated.docx'))).warnings).toHaveLength(1);
  });

  it.each([
    'demo/cvs/jonas-feldmann.docx',
    'demo/cvs/diego-navarro.odt',
    'demo/cvs/martin-seidl.rtf',
    'files/legacy.doc',
  ])('%s: knows when it was last changed', async (name) => {
    expect((await read(bytesOf(name))).documentDate).toBe('2026-03-02');
  });
});

describe('DOCX', () => {
  it('reads a text box once, though it is written twice', async () => {
    const { text } = await read(bytesOf('files/text-boxes.docx'));
    expect(text.match(/claire\.fontaine@example\.com/g)).toHaveLength(1);
  });

  it('takes the fallback where the choice has no text', async () => {
    const { text } = await read(
      docx(
        p(
          '<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>fallback</w:t></mc:Fallback></mc:AlternateContent></w:r>',
        ),
      ),
    );
    expect(text).toBe('fallback');
  });

  it('joins the cells of a row by tabs and puts what else a cell holds below', async () => {
    const cell = (...paragraphs: string[]): string => `<w:tc>${paragraphs.join('')}</w:tc>`;
    const { text } = await read(
      docx(
        `<w:tbl><w:tr>${cell(p(r('2015 – 2018')))}${cell(p(r('Engineer')), p(r('ACME')))}</w:tr><w:tr>${cell(p())}${cell(p(r('Skills')))}</w:tr></w:tbl>`,
      ),
    );
    expect(text).toBe('2015 – 2018\tEngineer\nACME\nSkills');
  });

  it.each([
    [
      'deleted and moved text is gone, inserted text stays',
      p(
        '<w:del><w:r><w:delText>old</w:delText></w:r></w:del>',
        '<w:ins><w:r><w:t>new</w:t></w:r></w:ins>',
        '<w:moveFrom><w:r><w:t>there</w:t></w:r></w:moveFrom>',
      ),
      'new',
    ],
    [
      'tabs, breaks and special hyphens',
      p(r('a'), '<w:r><w:tab/></w:r>', r('b'), '<w:r><w:br/></w:r>', r('c'), '<w:r><w:noBreakHyphen/></w:r>', r('d')),
      'a\tb\nc-d',
    ],
    [
      'tab stops are no tabs',
      '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
      'a',
    ],
    [
      'field codes are not text',
      p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText>PAGE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        r('7'),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      '7',
    ],
    ['symbols become bullets', p('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>', r(' item')), '• item'],
    ['switched-off vanish is visible', p(r('seen', '<w:vanish w:val="0"/>')), 'seen'],
    [
      'white on a dark cell is a design',
      `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>${p(r('Contact', '<w:color w:val="FFFFFF"/>'))}</w:tc></w:tr></w:tbl>`,
      'Contact',
    ],
    ['entities', p(r('R&amp;D &lt;3 &#252;')), 'R&D <3 ü'],
  ])('%s', async (_, body, text) => {
    expect((await read(docx(body))).text).toBe(text);
  });

  it('hides white letters on a white page', async () => {
    const { text, hidden } = await read(docx(p(r('seen')) + p(r('keywords', '<w:color w:val="FFFFFF"/>'))));
    expect([text, hidden]).toEqual(['seen', [{ reason: 'white', page: 1, text: 'keywords' }]]);
  });

  it('hides by style, also by an inherited one; a circle of styles ends', async () => {
    const styles =
      '<w:styles><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>';
    const rels = '<Relationships><Relationship Id="r1" Type="x/styles" Target="styles.xml"/></Relationships>';
    const body = p(r('seen')) + `<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>${r('unseen')}</w:p>`;
    const { text, hidden } = await read(
      docx(body, { 'word/styles.xml': styles, 'word/_rels/document.xml.rels': rels }),
    );
    expect([text, hidden[0]?.text]).toEqual(['seen', 'unseen']);
  });

  it('collects links', async () => {
    const rels =
      '<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="mailto:anna@example.com" TargetMode="External"/></Relationships>';
    const body = p(
      `<w:hyperlink r:id="r1">${r('mail')}</w:hyperlink>`,
      '<w:r><w:instrText>HYPERLINK "https://example.com/x"</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>',
    );
    expect((await read(docx(body, { 'word/_rels/document.xml.rels': rels }))).links).toEqual([
      'mailto:anna@example.com',
      'https://example.com/x',
    ]);
  });
});

describe('RTF', () => {
  const rtf = (body: string): Uint8Array =>
    Buffer.from(
      `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}{\\f2\\fcharset128 Mincho;}}{\\colortbl;\\red255\\green255\\blue255;}${body}}`,
      'latin1',
    );
  it.each([
    [
      'code pages by font',
      "\\f0 M\\'fcller {\\f1 \\'cc\\'ee\\'f1\\'ea\\'e2\\'e0} {\\f2 \\'93\\'fa\\'96\\'7b}",
      'Müller Москва 日本',
    ],
    ['Unicode with its fallback left out', "\\uc1 \\u8211? \\u-10179?\\u-8704? \\uc2\\u252\\'c3\\'bcx", '– 😀 üx'],
    [
      'destinations are skipped',
      '{\\stylesheet{\\s1 Heading;}}{\\*\\generator X;}{\\info{\\title T}}{\\pict 00ff}text',
      'text',
    ],
    ['an unknown word behind \\* in the middle of a group is no destination', '{\\b0\\*\\cs7 text}', 'text'],
    [
      'rows and cells',
      '\\trowd\\pard\\intbl 2015\\cell Engineer\\par ACME\\cell\\row\\pard after',
      '2015\tEngineer\nACME\nafter',
    ],
    ['links keep their text', '{\\field{\\*\\fldinst{HYPERLINK "https://example.com"}}{\\fldrslt site}}', 'site'],
    ['deleted text', 'a{\\deleted b}c', 'ac'],
    ['escapes and special characters', '\\{x\\} a\\~b\\_c \\endash \\bullet', '{x} a b-c –•'],
    ['binary data', 'a{\\pict\\bin4 }}}}}b', 'ab'],
    ['unbalanced braces', 'a}}}{{{b', 'ab'],
  ])('%s', async (_, body, text) => {
    expect((await read(rtf(body))).text).toBe(text);
  });

  it('hides what \\v and white letters hide', async () => {
    const { text, hidden } = await read(rtf('seen{\\v one}{\\cf1 two}{\\fs2 three}'));
    expect([text, hidden.map((h) => h.reason)]).toEqual(['seen', ['hidden_style', 'white', 'tiny']]);
  });
});

describe('HTML', () => {
  it.each([
    ['<p>a<br>b</p><p>c &amp; d&nbsp;e</p>', 'a\nb\nc & d e'],
    ['<h1>Anna</h1><ul><li>one</li><li>two</li></ul><ol><li>x<li>y</ol>', 'Anna\n\n• one\n• two\n\n1. x\n2. y'],
    ['<table><tr><td>2015</td><td>ACME</td></tr></table>', '2015\tACME'],
    ['<body><script>x()</script><style>p{}</style>seen<!-- not --></body>', 'seen'],
    ['<p>un<b>closed <i>tags</p>next', 'unclosed tags\nnext'],
    ['<html><body><pre>a\n  b</pre></body></html>', 'a\nb'],
  ])('%s', async (html, text) => {
    expect((await read(Buffer.from(html))).text).toBe(text);
  });

  it.each([
    ['<p style="display: none">x</p>', 'hidden_style'],
    ['<p hidden>x</p>', 'hidden_style'],
    ['<style>.k{visibility:hidden}</style><p class="a k">x</p>', 'hidden_style'],
    ['<p style="font-size:0">x</p>', 'tiny'],
    ['<p style="color:#FFF">x</p>', 'white'],
    ['<p style="position:absolute;left:-9999px">x</p>', 'off_page'],
  ])('%s is hidden', async (html, reason) => {
    const { text, hidden } = await read(Buffer.from(`<html><body><div>seen</div>${html}</body></html>`));
    expect([text, hidden]).toEqual(['seen', [{ reason, page: 1, text: 'x' }]]);
  });

  it('keeps white letters on a dark background, and what only print or phones hide', async () => {
    const { text } = await read(
      Buffer.from(
        '<html><style>@media print{.s{display:none}}</style><body><div style="background:#123"><p style="color:white">Anna</p></div><p class="s">x</p></body></html>',
      ),
    );
    expect(text).toBe('Anna\nx');
  });
});

describe('Markdown', () => {
  it('keeps the words and drops the marks', async () => {
    const source =
      '# Anna\n\n**Developer** at [ACME](https://example.com/a), snake_case_name\n\n- one\n* two\n\n| A | B |\n|---|---|\n| c | `d` |\n\nTitle\n=====\n';
    const { text, links } = await read(Buffer.from(source));
    expect(text).toBe('Anna\n\nDeveloper at ACME, snake_case_name\n\n• one\n• two\n\nA\tB\nc\td\n\nTitle');
    expect(links).toEqual(['https://example.com/a']);
  });
});

describe('hostile bytes', () => {
  const samples = [
    'files/plain.docx',
    'files/legacy.doc',
    'demo/cvs/diego-navarro.odt',
    'demo/cvs/martin-seidl.rtf',
    'files/latin1.html',
  ];

  it('damaged and cut documents give an outcome, never an exception', async () => {
    const damage = fc.record({
      name: fc.constantFrom(...samples),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      edits: fc.array(fc.tuple(fc.nat(20_000), fc.nat(255)), { maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, cut, edits }) => {
        const bytes = Uint8Array.from(bytesOf(name));
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        const outcome = await extractDocument(
          bytes.subarray(0, Math.ceil(bytes.length * Math.min(1, cut * 1.5))),
          limits,
        );
        expect(typeof outcome.ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });

  const folders = ['hostile-docx', 'hostile-other', 'cvs-docx']
    .map((name) => path.join(fixtures, '../../shared/data', name))
    .filter((folder) => existsSync(folder));
  it.skipIf(folders.length === 0).each(folders)('%s: an outcome for every file', async (folder) => {
    for (const name of readdirSync(folder)) {
      const outcome = await extractDocument(readFileSync(path.join(folder, name)), limits);
      if (folder.endsWith('cvs-docx')) expect(outcome.ok, name).toBe(true);
    }
  });
});
