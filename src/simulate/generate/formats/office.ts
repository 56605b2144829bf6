import type { Content, Entry, HeadLine, Section } from '../content.js';
import type { Tables } from '../look.js';
import type { Tongue } from '../words/index.js';
import type { Layout } from '../mix.js';
import { writePng } from './picture.js';
import type { Picture } from './pdf.js';
import { writeZip, type ZipEntry } from './zip.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SIDE: Section['kind'][] = ['skills', 'languages', 'certificates'];

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');
export const escapeXml = (value: string): string =>
  value.replaceAll(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!);

/** A Word document; layouts with a side bar become a table with one row, as in templates. */
export function writeDocx(content: Content, layout: Layout, photo: Picture | null): Uint8Array {
  const sidebar = layout.startsWith('sidebar');
  const head = [paragraph(content.name, 'Title'), paragraph(content.headline)];
  const body = sidebar
    ? head.concat(twoCells(content, layout))
    : [
        ...head,
        paragraph(content.contacts.join(' | ')),
        ...content.sections.flatMap((one) => sectionXml(one, content)),
      ];
  const drawing = photo === null ? '' : pictureParagraph(photo);
  return writeZip(docxEntries(`${drawing}${body.join('')}<w:sectPr/>`, photo));
}

/** The parts around `word/document.xml`; also used for a bomb. */
export function docxEntries(body: string, photo: Picture | null): ZipEntry[] {
  const document = `${XML}<w:document ${W} xmlns:r="${RELATIONS}"><w:body>${body}</w:body></w:document>`;
  const picture = photo === null ? '' : `<Relationship Id="rId9" Type="${RELATIONS}/image" Target="media/image1.png"/>`;
  return [
    {
      name: '[Content_Types].xml',
      data: text(
        `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      data: text(
        `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
    },
    {
      name: 'word/_rels/document.xml.rels',
      data: text(
        `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/styles" Target="styles.xml"/>${picture}</Relationships>`,
      ),
    },
    {
      name: 'word/styles.xml',
      data: text(
        `${XML}<w:styles ${W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style></w:styles>`,
      ),
    },
    { name: 'word/document.xml', data: text(document) },
    ...(photo === null ? [] : [{ name: 'word/media/image1.png', data: writePng(photo, 0), store: true }]),
  ];
}

function paragraph(value: string, style?: string, bullet = false): string {
  const look = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${look}<w:r><w:t xml:space="preserve">${bullet ? '• ' : ''}${escapeXml(value)}</w:t></w:r></w:p>`;
}

function sectionXml(section: Section, { look, tongue }: Pick<Content, 'look' | 'tongue'>): string[] {
  const lines = section.kind === 'skills' ? [section.lines.join(', ')] : section.lines;
  const entries =
    look.tables === 'none' || section.kind !== 'work'
      ? section.entries.flatMap(entryXml)
      : tableXml(section.entries, look.tables, tongue);
  return [
    paragraph(section.heading, 'Heading1'),
    ...(section.lines.length === 0 ? [] : lines.map((line) => paragraph(line))),
    ...entries,
  ];
}

const bulletsXml = (entry: Entry): string[] => entry.bullets.map((bullet) => paragraph(bullet, undefined, true));
const lineXml = ({ text: value, bullet }: HeadLine): string => paragraph(value, undefined, bullet);
const entryXml = (entry: Entry): string[] => [...entry.head.map(lineXml), ...bulletsXml(entry)];

/** Posts in a table: one row each under a header row; a label and its value per row; or dates beside the rest. */
function tableXml(entries: readonly Entry[], tables: Exclude<Tables, 'none'>, { columns }: Tongue): string[] {
  if (tables === 'labels') return entries.flatMap((entry) => [tableOf(labelRows(entry, columns)), paragraph('')]);
  if (tables === 'stacked')
    return [
      tableOf(
        entries.map((entry) => [[paragraph(entry.dates)], [...entry.undated.map(lineXml), ...bulletsXml(entry)]]),
      ),
    ];
  const heads = [columns.from, columns.to, columns.position, columns.employer].map((head) => [paragraph(head)]);
  const rows = entries.map((entry) => [
    [paragraph(entry.from)],
    [paragraph(entry.to)],
    [paragraph(entry.title), ...bulletsXml(entry)],
    [paragraph(placedText(entry))],
  ]);
  return [tableOf([heads, ...rows]), paragraph('')];
}

const placedText = (entry: Entry): string => `${entry.employer}, ${entry.city}`;

function labelRows(entry: Entry, columns: Tongue['columns']): string[][][] {
  const rows = [
    [columns.from, entry.from],
    [columns.to, entry.to],
    [columns.employer, placedText(entry)],
    [columns.position, entry.title],
  ].map((row) => row.map((value) => [paragraph(value)]));
  return [...rows, [[paragraph('')], bulletsXml(entry)]];
}

function tableOf(rows: readonly (readonly (readonly string[])[])[]): string {
  return `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell.join('')}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
}

function twoCells(content: Content, layout: Layout): string {
  const side = [
    ...content.contacts.map((contact) => paragraph(contact)),
    ...content.sections.filter((one) => SIDE.includes(one.kind)).flatMap((one) => sectionXml(one, content)),
  ];
  const main = content.sections.filter((one) => !SIDE.includes(one.kind)).flatMap((one) => sectionXml(one, content));
  const cells = layout === 'sidebar-left' ? [side, main] : [main, side];
  return tableOf([cells]);
}

function pictureParagraph(photo: Picture): string {
  const [wide, high] = [photo.width * 9525, photo.height * 9525];
  const a = 'http://schemas.openxmlformats.org/drawingml/2006';
  return `<w:p><w:r><w:drawing><wp:inline xmlns:wp="${a}/wordprocessingDrawing"><wp:extent cx="${wide}" cy="${high}"/><wp:docPr id="1" name="photo"/><a:graphic xmlns:a="${a}/main"><a:graphicData uri="${a}/picture"><pic:pic xmlns:pic="${a}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="photo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${wide}" cy="${high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}

/** An OpenDocument text. */
export function writeOdt(content: Content): Uint8Array {
  const namespace = 'urn:oasis:names:tc:opendocument:xmlns';
  const p = (value: string): string => `<text:p>${escapeXml(value)}</text:p>`;
  const sections = content.sections.map((section) =>
    [
      `<text:h text:outline-level="1">${escapeXml(section.heading)}</text:h>`,
      ...section.lines.map(p),
      ...section.entries.flatMap((entry) => [
        ...entry.head.map((line) => (line.bullet === true ? listOf([line.text], p) : p(line.text))),
        listOf(entry.bullets, p),
      ]),
    ].join(''),
  );
  const body = [p(content.name), p(content.headline), ...content.contacts.map(p), ...sections].join('');
  const manifest = `${XML}<manifest:manifest xmlns:manifest="${namespace}:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
  return writeZip([
    { name: 'mimetype', data: text('application/vnd.oasis.opendocument.text'), store: true },
    { name: 'META-INF/manifest.xml', data: text(manifest) },
    {
      name: 'content.xml',
      data: text(
        `${XML}<office:document-content xmlns:office="${namespace}:office:1.0" xmlns:text="${namespace}:text:1.0" office:version="1.2"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
      ),
    },
  ]);
}

function listOf(items: string[], p: (value: string) => string): string {
  return items.length === 0
    ? ''
    : `<text:list>${items.map((item) => `<text:list-item>${p(item)}</text:list-item>`).join('')}</text:list>`;
}
