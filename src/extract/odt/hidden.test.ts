import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readOdt } from './odt.js';

const SECRET = 'Kubernetes Terraform Golang';

/** Reads a document with these automatic styles and this body; its first and last line are visible. */
function read(body: string, styles = '', more = '') {
  const content = `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text><text:p>Ada Oak</text:p>${body}<text:p>Cook in Leeds</text:p></office:text></office:body></office:document-content>`;
  const parts = {
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8(content),
    'styles.xml': strToU8(`<office:document-styles>${more}</office:document-styles>`),
  };
  return readOdt(zipSync(parts), { maxExpandedBytes: 1e7 });
}

const style = (family: string, properties: string, name = 'S', parent = ''): string =>
  `<style:style style:name="${name}" style:family="${family}"${parent}>${properties}</style:style>`;
const letters = (attributes: string, name = 'S', parent = ''): string =>
  style('text', `<style:text-properties ${attributes}/>`, name, parent);
const span = `<text:p><text:span text:style-name="S">${SECRET}</text:span></text:p>`;
const cell = (inner: string): string =>
  `<table:table table:name="T"><table:table-row><table:table-cell table:style-name="C">${inner}</table:table-cell></table:table-row></table:table>`;
const shape = (size: string): string =>
  `<text:p><draw:custom-shape draw:style-name="G" svg:width="${size}" svg:height="${size}"/></text:p>`;
const white = letters('fo:color="#ffffff"');
const dark = (family: string, kind: string, name: string): string =>
  style(family, `<style:${kind}-properties fo:background-color="#1f3864"/>`, name);
const solid = style('graphic', '<style:graphic-properties draw:fill="solid" draw:fill-color="#1f3864"/>', 'G');
const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

describe('text of an OpenDocument that a reader does not see', () => {
  it.each<[string, string, string, string, string]>([
    ['hidden', span, letters('text:display="none"'), '', 'hidden_style'],
    ['white', span, white, '', 'white'],
    ['near-white', span, letters('fo:color="#fdfdfd"'), '', 'white'],
    ['light grey below a contrast of 1.3', span, letters('fo:color="#e4e4e4"'), '', 'low_contrast'],
    [
      'white by a style that it is based on',
      span,
      letters('fo:font-weight="bold"', 'S', ' style:parent-style-name="P"'),
      letters('fo:color="#ffffff"', 'P'),
      'white',
    ],
    [
      'white by its paragraph',
      `<text:p text:style-name="S">${SECRET}</text:p>`,
      style('paragraph', '<style:text-properties fo:color="#ffffff"/>'),
      '',
      'white',
    ],
    [
      'white with a dark cell elsewhere',
      `${cell('<text:p>x</text:p>')}${span}`,
      white + dark('table-cell', 'table-cell', 'C'),
      '',
      'white',
    ],
    [
      'the colour of its cell',
      cell(span),
      letters('fo:color="#1f3864"') + dark('table-cell', 'table-cell', 'C'),
      '',
      'low_contrast',
    ],
    [
      'the colour of its paragraph',
      `<text:p text:style-name="D"><text:span text:style-name="S">${SECRET}</text:span></text:p>`,
      letters('fo:color="#203965"') + dark('paragraph', 'paragraph', 'D'),
      '',
      'low_contrast',
    ],
    ['white with one small shape beside it', shape('0.2cm') + span, white + solid, '', 'white'],
    [
      'white in a frame without a colour',
      `<text:p><draw:frame draw:style-name="F"><draw:text-box>${span}</draw:text-box></draw:frame></text:p>`,
      white + style('graphic', '<style:graphic-properties draw:fill="none"/>', 'F'),
      '',
      'white',
    ],
    ['tiny', span, letters('fo:font-size="2.5pt"'), '', 'tiny'],
    ['squeezed', span, letters('style:text-scale="1%"'), '', 'tiny'],
    ['transparent', span, letters('loext:opacity="0%"'), '', 'invisible'],
    [
      'in a section that is not shown',
      `<text:section text:display="none"><text:p>${SECRET}</text:p></text:section>`,
      '',
      '',
      'hidden_style',
    ],
    [
      'in a row that is not shown',
      `<table:table><table:table-row table:visibility="collapse"><table:table-cell><text:p>${SECRET}</text:p></table:table-cell></table:table-row></table:table>`,
      '',
      '',
      'hidden_style',
    ],
  ])('%s', (_, body, styles, more, reason) => {
    const { text, hidden, unchecked } = read(body, styles, more);
    expect(hidden.map((one) => [one.reason, one.text])).toEqual([[reason, SECRET]]);
    expect(lines(text)).not.toContain(SECRET);
    expect([lines(text)[0], lines(text).at(-1)]).toEqual(['Ada Oak', 'Cook in Leeds']);
    expect(unchecked).toBeUndefined();
  });

  it.each<[string, string, string, string]>([
    ['black', span, letters('fo:color="#000000"'), ''],
    ['automatic', span, letters('fo:color="#ffffff" style:use-window-font-color="true"'), ''],
    ['light grey that can be read', span, letters('fo:color="#a6a6a6"'), ''],
    ['white in a dark cell', cell(span), white + dark('table-cell', 'table-cell', 'C'), ''],
    [
      'white in a dark paragraph',
      `<text:p text:style-name="D"><text:span text:style-name="S">${SECRET}</text:span></text:p>`,
      white + dark('paragraph', 'paragraph', 'D'),
      '',
    ],
    ['white with a ground of its own', span, letters('fo:color="#ffffff" fo:background-color="#333333"'), ''],
    [
      'white in a dark frame',
      `<text:p><draw:frame draw:style-name="G"><draw:text-box>${span}</draw:text-box></draw:frame></text:p>`,
      white + solid,
      '',
    ],
    [
      'white on a dark page',
      span,
      white,
      '<style:page-layout><style:page-layout-properties fo:background-color="#102030"/></style:page-layout>',
    ],
    ['small print', span, letters('fo:font-size="5pt"'), ''],
    [
      'a cell that has the name of a style of letters',
      cell(span),
      letters('fo:color="#000000"') + letters('text:display="none"', 'C'),
      '',
    ],
  ])('but not %s', (_, body, styles, more) => {
    const { text, hidden, unchecked } = read(body, styles, more);
    expect([lines(text).sort(), hidden, unchecked]).toEqual([['Ada Oak', 'Cook in Leeds', SECRET], [], undefined]);
  });

  it.each<[string, string, string]>([
    ['where a large dark shape may lie below', shape('20cm') + span, white + solid],
    [
      'where a picture may lie below',
      `<text:p><draw:frame svg:width="17cm" svg:height="10cm"><draw:image/></draw:frame></text:p>${span}`,
      white,
    ],
  ])('says that it was not checked %s', (_, body, styles) => {
    const { text, hidden, unchecked } = read(body, styles);
    expect([lines(text), hidden, unchecked]).toEqual([
      ['Ada Oak', SECRET, 'Cook in Leeds'],
      [],
      [{ reason: 'picture', page: 1 }],
    ]);
  });
});
