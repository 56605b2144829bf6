import { describe, expect, test } from 'vitest';
import type { ExtractedDocument, Line } from '../../domain/index.js';
import { documentOf, parse } from '../testing.js';

const POINTS_PER_LETTER = 5;

/** Lines as a page has them, in one column; each begins at its indent, in letters, and is as wide as its letters. */
function page(rows: readonly string[], format: ExtractedDocument['format'] = 'pdf'): ExtractedDocument {
  let text = '';
  const lines: Line[] = [];
  rows.forEach((row, i) => {
    const own = row.trimStart();
    lines.push({
      start: text.length,
      end: text.length + own.length,
      page: 1,
      x: 50 + (row.length - own.length) * POINTS_PER_LETTER,
      y: 20 * i,
      width: own.length * POINTS_PER_LETTER,
      fontSize: 10,
      bold: false,
      column: 0,
    });
    text += `${own}\n`;
  });
  return documentOf(text, { format, lines });
}

const POST = ['Experience', 'Backend Engineer', 'Acme Ltd | Jan 2017 - Feb 2020'];
const BULLETS = [
  '• Designed an order service that carries 1,200',
  'requests per second on PostgreSQL and Redis.',
  '• Introduced tests of contracts for all REST',
  'APIs.',
  '• Kept calm.',
];
const WHOLE = [
  'Designed an order service that carries 1,200 requests per second on PostgreSQL and Redis.',
  'Introduced tests of contracts for all REST APIs.',
  'Kept calm.',
];

const work = (document: ExtractedDocument | string) => parse(document).resume.work[0];

describe('a bullet over several lines', () => {
  test('is one highlight, whether or not what follows is indented', () => {
    expect(work(page([...POST, ...BULLETS]))).toMatchObject({ highlights: WHOLE });
    expect(work(page([...POST, ...BULLETS]))?.summary).toBeUndefined();
    const hanging = BULLETS.map((line) => (line.startsWith('•') ? line : `  ${line}`));
    expect(work(page([...POST, ...hanging]))).toMatchObject({ highlights: WHOLE });
  });

  test('is one highlight in a plain text that was wrapped at a width', () => {
    const text = [...POST, ...BULLETS.map((line) => (line.startsWith('•') ? line : `  ${line}`))].join('\n');
    expect(work(text)).toMatchObject({ highlights: WHOLE });
  });

  test('keeps the hyphen of a compound that the margin divided', () => {
    const rows = ['• Moved eleven services of the shop to cloud-', 'native tools; kept the rest of it as it was.'];
    expect(work(page([...POST, ...rows]))?.highlights).toEqual([
      'Moved eleven services of the shop to cloud-native tools; kept the rest of it as it was.',
    ]);
  });
});

describe('what does not continue the line above', () => {
  test('is a line after one that had room for its first word', () => {
    const rows = [
      '• Designed an order service that carries 1,200',
      '• Led the move',
      'Tools: Docker, Kubernetes and Go',
    ];
    expect(work(page([...POST, ...rows]))).toMatchObject({
      highlights: ['Designed an order service that carries 1,200', 'Led the move'],
      summary: 'Tools: Docker, Kubernetes and Go',
    });
  });

  test('is a new sentence in a list without bullets', () => {
    const rows = [
      'Designed an order service in TypeScript now.',
      'Led the move from a monolith to services and',
      'kept it.',
    ];
    expect(work(page([...POST, ...rows]))?.summary).toBe(
      'Designed an order service in TypeScript now.\nLed the move from a monolith to services and kept it.',
    );
  });

  test('is a paragraph of a format that has paragraphs', () => {
    const text = [...POST, ...BULLETS].join('\n');
    expect(work(documentOf(text, { format: 'docx' }))?.highlights).toEqual([
      'Designed an order service that carries 1,200',
      'Introduced tests of contracts for all REST',
      'Kept calm.',
    ]);
  });
});

test('a certificate over two lines is one', () => {
  const rows = [
    'Certificates',
    'Certified Cloud Architect, Amazon',
    'Web Services, 2021',
    'Scrum Master, Scrum Alliance, 20',
  ];
  const { certificates } = parse(page(rows)).resume;
  expect(certificates[0]).toEqual({ name: 'Certified Cloud Architect', issuer: 'Amazon Web Services', date: '2021' });
});
