/**
 * Writes fixtures/: invented CVs in every format and layout, JDs, and the ground truth as JSON Resume. The bytes never
 * change: `git status` is clean after a run. Two files come from other programs and are kept as they are:
 * fixtures/files/scan.png (pdftoppm -r 200 -mono of hannah-lindqvist in one column) and legacy.doc (LibreOffice, from
 * plain.docx).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  docx,
  docxParts,
  docxWithHeader,
  hiddenParagraph,
  odt,
  paragraph,
  text,
  whiteParagraph,
  zip,
} from './fixtures/office.js';
import { truth } from './fixtures/outline.js';
import { hiddenWords, pdf, render, scan } from './fixtures/pdf.js';
import { people } from './fixtures/people.js';
import { html, markdown, plainText, rtf } from './fixtures/text.js';
import { jdEnglish, jdGerman, jdLong } from './fixtures/jds.js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'fixtures');
const asLatin1 = (s) => Buffer.from(s.replaceAll('–', '-').replaceAll('’', "'"), 'latin1');
/** CP1252 differs from Latin-1 in typographic characters: dashes and quotes. */
const asCp1252 = (s) => Buffer.from(s.replaceAll('–', '\x96').replaceAll('’', '\x92'), 'latin1');
/** UTF-8 that was read as CP1252 and saved again. */
const asMojibake = (s) => Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(s, 'utf8')), 'utf8');

function write(name, bytes) {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/** Writes what a parser should find in a document, under the document's name. */
function writeTruth(name, slug) {
  write(
    `truth/${path.basename(name)}.json`,
    `${JSON.stringify({ ...truth(people[slug]), meta: { language: people[slug].language, file: name } }, null, 2)}\n`,
  );
}

function writeCv(name, slug, bytes) {
  write(name, bytes);
  writeTruth(name, slug);
}

async function demo() {
  const made = {
    'amelia-hartwell.pdf': await pdf(people['amelia-hartwell'], { layout: 'columns' }),
    'jonas-feldmann.docx': docx(people['jonas-feldmann']),
    'priya-raman.pdf': await pdf(people['priya-raman'], { layout: 'sidebar' }),
    'tomasz-wilk.docx': docx(people['tomasz-wilk'], { layout: 'table' }),
    'claire-fontaine.pdf': await pdf(people['claire-fontaine']),
    'diego-navarro.odt': odt(people['diego-navarro']),
    'hannah-lindqvist.html': html(people['hannah-lindqvist']),
    'grace-okafor.pdf': await pdf(people['grace-okafor']),
    'martin-seidl.rtf': rtf(people['martin-seidl']),
    'olivia-brennan.txt': plainText(people['olivia-brennan']),
    'lucia-ferrer.pdf': await pdf(people['lucia-ferrer'], { layout: 'table' }),
    'samuel-adeyemi.md': markdown(people['samuel-adeyemi']),
  };
  const grades = ['query-id\tcorpus-id\tscore'];
  for (const [name, bytes] of Object.entries(made)) {
    const slug = name.replace(/\.\w+$/, '');
    writeCv(`demo/cvs/${name}`, slug, bytes);
    grades.push(`jd.txt\t${name}\t${people[slug].grade}`);
  }
  write('demo/jd.txt', jdEnglish);
  write('demo/qrels.tsv', `${grades.join('\n')}\n`);
}

async function layouts() {
  const cvs = {
    'two-columns.pdf': ['samuel-adeyemi', await pdf(people['samuel-adeyemi'], { layout: 'columns' })],
    'sidebar.pdf': ['jonas-feldmann', await pdf(people['jonas-feldmann'], { layout: 'sidebar' })],
    'table.pdf': ['hannah-lindqvist', await pdf(people['hannah-lindqvist'], { layout: 'table' })],
    'hidden-text.pdf': ['olivia-brennan', await pdf(people['olivia-brennan'], { after: hiddenWords })],
    'plain.docx': ['grace-okafor', docx(people['grace-okafor'])],
    'text-boxes.docx': ['claire-fontaine', docx(people['claire-fontaine'], { layout: 'boxes' })],
    'header.docx': ['diego-navarro', docxWithHeader(people['diego-navarro'])],
    'hidden-text.docx': [
      'priya-raman',
      docx(people['priya-raman'], {
        extra: hiddenParagraph('Kubernetes Terraform Rust Golang') + whiteParagraph('Scala Elixir Haskell'),
      }),
    ],
    'rtf-named.doc': ['lucia-ferrer', rtf(people['lucia-ferrer'])],
    'utf16.txt': ['martin-seidl', Buffer.from(`\uFEFF${plainText(people['martin-seidl'])}`, 'utf16le')],
    'cp1252.txt': ['claire-fontaine', asCp1252(plainText(people['claire-fontaine']))],
    'latin1.html': ['diego-navarro', asLatin1(html(people['diego-navarro']).replace('utf-8', 'iso-8859-1'))],
    'mojibake.txt': ['lucia-ferrer', asMojibake(plainText(people['lucia-ferrer']))],
    'near-copy.pdf': ['grace-okafor', await pdf(people['grace-okafor'])],
  };
  for (const [name, [slug, bytes]] of Object.entries(cvs)) writeCv(`files/${name}`, slug, bytes);
  write('files/exact-copy.docx', cvs['plain.docx'][1]);
  writeTruth('files/legacy.doc', 'grace-okafor');
  const png = readFileSync(path.join(root, 'files/scan.png'));
  write('files/picture-named.pdf', png);
  write('files/scan.pdf', await scan(png));
  for (const name of ['files/scan.png', 'files/scan.pdf']) writeTruth(name, 'hannah-lindqvist');
}

async function broken() {
  const whole = await pdf(people['amelia-hartwell']);
  write('files/wrong-extension.docx', whole);
  write('files/truncated.pdf', whole.subarray(0, Math.floor(whole.length * 0.6)));
  write(
    'files/leading-junk.pdf',
    Buffer.concat([Buffer.from('\r\nX-Header: left over from a download\r\n\r\n'), whole]),
  );
  write(
    'files/encrypted.pdf',
    await pdf(people['amelia-hartwell'], {
      userPassword: 'not-told',
      ownerPassword: 'not-told-either',
      pdfVersion: '1.4',
    }),
  );
  write('files/blank.pdf', await render(() => undefined));
  write('files/truncated.docx', docx(people['tomasz-wilk']).subarray(0, 1500));
  write('files/zip-bomb.docx', bomb());
  write('files/empty.pdf', '');
  write('files/whitespace.txt', ' \n\t\r\n \u00A0\n');
  write('files/random.pdf', Buffer.from(Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 31 + i * 7) % 256)));
  write('files/spreadsheet.xlsx', zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }));
  write('files/archive.zip', zip({ 'readme.txt': 'not a CV' }));
}

/** 200 MB of one letter, a kilobyte on disk per megabyte. */
function bomb() {
  const parts = docxParts('@');
  const [head, tail] = parts['word/document.xml'].split('@');
  return zip({ ...parts, 'word/document.xml': head + paragraph(`<w:r><w:t>${'A'.repeat(200e6)}</w:t></w:r>`) + tail });
}

async function jds() {
  write('files/jd.txt', jdEnglish);
  write('files/jd.docx', zip(docxParts(jdEnglish.trim().split('\n').map(text).join(''))));
  write(
    'files/jd.pdf',
    await render((doc) => doc.font('Helvetica').fontSize(10.5).text(jdEnglish, 50, 50, { width: 495 })),
  );
  write('files/jd-german.txt', jdGerman);
  write('files/jd-long.txt', jdLong);
  write('files/jd-empty.txt', '\n');
}

await demo();
await layouts();
await broken();
await jds();
