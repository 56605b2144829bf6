import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ExtractedDocument } from '../../domain/index.js';
import { extractDocument } from '../index.js';

const SECRET = 'Kubernetes Terraform Golang';

function docx(body: string, more: Record<string, string> = {}): Uint8Array {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document>${more['background'] ?? ''}<w:body>${p(r('Ada Oak'))}${body}${p(r('Cook in Leeds'))}</w:body></w:document>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}
const r = (text: string, look = ''): string =>
  `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (runs: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`;
const secret = (look: string): string => p(r(SECRET, look));
const color = (value: string): string => `<w:color w:val="${value}"/>`;
const shade = (fill: string): string => `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
const cell = (content: string, fill = ''): string =>
  `<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr>${fill}</w:tcPr>${content}</w:tc></w:tr></w:tbl>`;
const solid = (hex: string): string => `<a:solidFill><a:srgbClr val="${hex}"/></a:solidFill>`;
const shape = (fill: string, content: string, cx = 1_000_000, cy = 1_000_000): string =>
  `<w:p><w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>${fill}<a:ln>${solid('00FF00')}</a:ln></wps:spPr>${content === '' ? '' : `<wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx>`}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>`;
const rels = (...ones: [type: string, target: string][]): Record<string, string> => ({
  'word/_rels/document.xml.rels': `<Relationships>${ones.map(([type, target], i) => `<Relationship Id="r${i}" Type="http://x/${type}" Target="${target}"/>`).join('')}</Relationships>`,
});
const settings = {
  ...rels(['settings', 'settings.xml']),
  'word/settings.xml': '<w:settings><w:displayBackgroundShape/></w:settings>',
};
const theme = (light: string): Record<string, string> => ({
  ...rels(['theme', 'theme1.xml']),
  'word/theme1.xml': `<a:theme><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:srgbClr val="${light}"/></a:lt1></a:clrScheme></a:themeElements></a:theme>`,
});
const styles = (xml: string): Record<string, string> => ({
  ...rels(['styles', 'styles.xml']),
  'word/styles.xml': `<w:styles>${xml}</w:styles>`,
});
const darkHead =
  '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>';

async function read(bytes: Uint8Array): Promise<ExtractedDocument> {
  const outcome = await extractDocument(bytes, { maxExpandedBytes: 20e6 });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

describe('text in a DOCX that a reader does not see', () => {
  it.each<[string, string, Record<string, string>, string]>([
    ['vanish', secret('<w:vanish/>'), {}, 'hidden_style'],
    ['white', secret(color('FFFFFF')), {}, 'white'],
    ['nearly white', secret(color('FDFDFD')), {}, 'white'],
    ['a grey that is hardly one', secret(color('E8E8E8')), {}, 'low_contrast'],
    ['the background colour of the theme', secret('<w:color w:val="auto" w:themeColor="background1"/>'), {}, 'white'],
    [
      'a colour of the theme that says black and is white',
      secret('<w:color w:val="000000" w:themeColor="background1"/>'),
      theme('FFFFFF'),
      'white',
    ],
    ['black with a tint of nothing', secret('<w:color w:themeColor="text1" w:themeTint="05"/>'), {}, 'white'],
    [
      'by the style of a paragraph',
      p(r(SECRET), '<w:pStyle w:val="W"/>'),
      styles(`<w:style w:type="paragraph" w:styleId="W"><w:rPr>${color('FFFFFF')}</w:rPr></w:style>`),
      'white',
    ],
    ['white in a text box', shape('<a:noFill/>', secret(color('FFFFFF'))), {}, 'white'],
    ['white in a white text box', shape(solid('FFFFFF'), secret(color('FFFFFF'))), {}, 'white'],
    [
      'white with one small shape beside it',
      shape(solid('000000'), '', 200_000, 200_000) + secret(color('FFFFFF')),
      {},
      'white',
    ],
    ['dark in a dark text box', shape(solid('101010'), secret(color('111111'))), {}, 'low_contrast'],
    ['dark in a dark cell', cell(secret(color('202020')), shade('1F1F1F')), {}, 'low_contrast'],
    ['white in a cell without a colour', cell(secret(color('FFFFFF'))), {}, 'white'],
    ['white beside a dark cell', cell(p(r('x')), shade('1F3864')) + secret(color('FFFFFF')), {}, 'white'],
    [
      'white below a dark first row',
      `<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr><w:tc>${p(r('x'))}</w:tc></w:tr><w:tr><w:tc>${secret(color('FFFFFF'))}</w:tc></w:tr></w:tbl>`,
      styles(darkHead),
      'white',
    ],
    ['white on white shading', p(r(SECRET, color('FFFFFF')), shade('FFFFFF')), {}, 'white'],
    [
      'a page colour that Word does not show',
      secret(color('FFFFFF')),
      { background: '<w:background w:color="000000"/>' },
      'white',
    ],
    ['tiny', secret('<w:sz w:val="5"/>'), {}, 'tiny'],
    ['letters squeezed to nothing', secret('<w:w w:val="1"/>'), {}, 'tiny'],
  ])('%s', async (_, body, more, reason) => {
    const { text, hidden, unchecked } = await read(docx(body, more));
    expect(hidden).toEqual([{ reason, page: 1, text: SECRET }]);
    expect(text).not.toContain('Terraform');
    expect(unchecked).toBeUndefined();
  });

  it('leaves out what was deleted or moved away, without a word', async () => {
    const { text, hidden } = await read(
      docx(`<w:p><w:del>${r(SECRET)}</w:del><w:moveFrom>${r(SECRET)}</w:moveFrom>${r('Baker')}</w:p>`),
    );
    expect(text).toBe('Ada Oak\nBaker\nCook in Leeds');
    expect(hidden).toEqual([]);
  });

  it.each<[string, string, Record<string, string>]>([
    ['black', secret(color('000000')), {}],
    ['automatic', secret(color('auto')), {}],
    ['light grey that can be read', secret(color('A6A6A6')), {}],
    ['white on a dark cell', cell(secret(color('FFFFFF')), shade('1F3864')), {}],
    [
      'white on a dark table',
      `<w:tbl><w:tblPr>${shade('1F3864')}</w:tblPr><w:tr><w:tc>${secret(color('FFFFFF'))}</w:tc></w:tr></w:tbl>`,
      {},
    ],
    ['white on a dark paragraph', p(r(SECRET, color('FFFFFF')), shade('000000')), {}],
    ['white on a run with shading', secret(color('FFFFFF') + shade('404040')), {}],
    ['white with a highlight', secret(`${color('FFFFFF')}<w:highlight w:val="black"/>`), {}],
    ['white in a dark text box', shape(solid('1F3864'), secret(color('FFFFFF'))), {}],
    [
      'white in a box with a theme colour',
      shape('<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', secret(color('FFFFFF'))),
      {},
    ],
    [
      'white in a row that a table style makes dark',
      `<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr><w:tc>${secret(color('FFFFFF'))}</w:tc></w:tr></w:tbl>`,
      styles(darkHead),
    ],
    [
      'white on a page colour that is shown',
      secret(color('FFFFFF')),
      { ...settings, background: '<w:background w:color="203040"/>' },
    ],
    ['the background of a dark theme', secret('<w:color w:themeColor="background1"/>'), theme('102030')],
    ['small print', secret('<w:sz w:val="10"/>'), {}],
  ])('sees %s', async (_, body, more) => {
    const { text, hidden, unchecked } = await read(docx(body, more));
    expect(text).toContain(SECRET);
    expect(hidden).toEqual([]);
    expect(unchecked).toBeUndefined();
  });

  it.each<[string, string]>([
    [
      'white where a large dark shape may lie below',
      shape(solid('1F3864'), '', 5_000_000, 5_000_000) + secret(color('FFFFFF')),
    ],
    ['white in a box with a picture inside', shape('<a:blipFill/>', secret(color('FFFFFF')))],
  ])('says that it could not check %s', async (_, body) => {
    const { text, hidden, unchecked } = await read(docx(body));
    expect(text).toContain(SECRET);
    expect(hidden).toEqual([]);
    expect(unchecked).toEqual([{ reason: 'picture', page: 1 }]);
  });
});

describe('parts of other formats in a DOCX', () => {
  const withChunk = (name: string, part: string): Uint8Array =>
    docx('<w:altChunk r:id="r0"/>', { ...rels(['aFChunk', name]), [`word/${name}`]: part });

  it.each([
    ['HTML', 'a.html', '<html><body><p>Baker at Birch Ltd</p><p style="display:none">Golang</p></body></html>'],
    ['a fragment of HTML', 'a.htm', '<p>Baker at Birch Ltd</p>'],
    [
      'a web page archive',
      'a.mht',
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><p>Baker at=20Birch Ltd</p></body></html>\n--b--\n',
    ],
    ['RTF', 'a.rtf', '{\\rtf1 Baker at Birch Ltd\\par}'],
    ['text', 'a.txt', 'Baker at Birch Ltd'],
  ])('reads %s where it stands', async (_, name, part) => {
    const { text } = await read(withChunk(name, part));
    expect(text.split('\n').filter((line) => line !== '')).toEqual(['Ada Oak', 'Baker at Birch Ltd', 'Cook in Leeds']);
  });

  it('reads a DOCX in a DOCX, and ends where one holds itself', async () => {
    let inner: Uint8Array = docx(p(r('Innermost')));
    for (let i = 0; i < 6; i++) {
      const parts = {
        '[Content_Types].xml': strToU8('<Types/>'),
        'word/document.xml': strToU8(
          `<w:document><w:body>${p(r(`Level ${i}`))}<w:altChunk r:id="r0"/></w:body></w:document>`,
        ),
        'word/_rels/document.xml.rels': strToU8(rels(['aFChunk', 'in.docx'])['word/_rels/document.xml.rels']!),
        'word/in.docx': inner,
      };
      inner = zipSync(parts);
    }
    const { text } = await read(inner);
    expect(text).toContain('Level 3');
    expect(text).not.toContain('Innermost');
  });

  it('reads on where a part is missing', async () => {
    expect((await read(docx('<w:altChunk r:id="r9"/>'))).text).toContain('Cook in Leeds');
  });
});
