import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExtractedDocument } from '../domain/index.js';
import { extractPdf } from './pdf.js';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/files');
const DATA = process.env.CVMATCH_DATA ?? path.resolve('../shared/data');
const TEMPLATES = path.join(DATA, 'cvs-templates');

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(FIXTURES, name)));
}

async function documentOf(bytes: Uint8Array): Promise<ExtractedDocument> {
  const outcome = await extractPdf(bytes);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const outcome = await extractPdf(bytes);
  return outcome.ok ? 'ok' : outcome.code;
}

/** The part of pdfkit that the tests call; it ships no types. */
interface Pdf extends NodeJS.EventEmitter {
  text(text: string, x?: number | object, y?: number, options?: object): Pdf;
  fillColor(colour: string): Pdf;
  rect(x: number, y: number, width: number, height: number): Pdf;
  fill(colour: unknown): Pdf;
  save(): Pdf;
  restore(): Pdf;
  clip(): Pdf;
  addPage(): Pdf;
  linearGradient(x0: number, y0: number, x1: number, y1: number): { stop(at: number, colour: string): unknown };
  initForm(): Pdf;
  formText(name: string, x: number, y: number, width: number, height: number, options: object): Pdf;
  font(name: string): Pdf;
  end(): void;
}
const { default: PdfKit } = (await import('pdfkit' as string)) as { default: new (options: object) => Pdf };

/** The bytes of a PDF that `draw` draws. */
function drawn(draw: (pdf: Pdf) => void, options: object = {}): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const pdf = new PdfKit({ size: 'A4', ...options });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(chunks)));
    });
    draw(pdf);
    pdf.end();
  });
}

describe('reading order of files', () => {
  it.each([
    ['two-columns.pdf', ['Summary', 'Work Experience', 'Education', 'Skills', 'Languages']],
    ['sidebar.pdf', ['Kenntnisse', 'Sprachen', 'Jonas Feldmann', 'Profil']],
    ['table.pdf', ['Summary', 'Work Experience', 'Education', 'Skills', 'Languages']],
  ])('%s', async (name, headings) => {
    const lines = (await documentOf(fixture(name))).text.split('\n');
    expect(lines.filter((line) => headings.includes(line))).toEqual(headings);
  });

  it('says of each line where it is and how it looks', async () => {
    const { text, lines, engine } = await documentOf(fixture('two-columns.pdf'));
    const heading = lines.find((line) => text.slice(line.start, line.end) === 'Work Experience')!;
    const body = lines.find((line) => text.slice(line.start, line.end).startsWith('likes queues'))!;
    expect(engine).toBe('pdf-inspector');
    expect(heading.bold && !body.bold && heading.fontSize > body.fontSize && heading.y > body.y).toBe(true);
  });
});

describe('hidden text', () => {
  it('is set apart from the text, each with its reason', async () => {
    const { text, hidden } = await documentOf(fixture('hidden-text.pdf'));
    expect(hidden.map(({ reason, page }) => [reason, page])).toEqual([
      ['white', 1],
      ['tiny', 1],
      ['invisible', 1],
    ]);
    expect(hidden.some((part) => text.includes(part.text))).toBe(false);
    expect(text).toContain('Work Experience');
  });

  it('is found within a line, off the page and in a clip', async () => {
    const { text, hidden } = await documentOf(
      await drawn((pdf) => {
        pdf
          .text('Seen at first, ', 72, 100, { continued: true })
          .fillColor('white')
          .text('unseen amid, ', { continued: true })
          .fillColor('black')
          .text('seen at last');
        pdf.text('beyond the edge', -300, 300, { lineBreak: false });
        pdf.save().rect(72, 400, 10, 10).clip().text('cut away', 300, 405, { lineBreak: false }).restore();
      }),
    );
    expect(hidden.map((part) => `${part.reason}: ${part.text}`)).toEqual([
      'white: unseen amid,',
      'off_page: beyond the edge',
      'clipped: cut away',
    ]);
    expect(text.replace(/\s+/g, ' ')).toBe('Seen at first, seen at last');
  });

  it('is not white text on a dark bar', async () => {
    const { text, hidden } = await documentOf(
      await drawn((pdf) => {
        pdf
          .rect(60, 90, 300, 40)
          .fill('navy')
          .fillColor('white')
          .text('White on navy', 72, 105)
          .fillColor('black')
          .text('Below the bar', 72, 200);
      }),
    );
    expect([text.split('\n').filter((line) => line !== ''), hidden]).toEqual([['White on navy', 'Below the bar'], []]);
  });
});

describe('white text on what is no plain colour', () => {
  it('is seen', async () => {
    const { text, hidden } = await documentOf(
      await drawn((pdf) => {
        const shade = pdf.linearGradient(60, 90, 360, 90);
        shade.stop(0, 'navy');
        shade.stop(1, 'teal');
        pdf.rect(60, 90, 300, 40).fill(shade).fillColor('white').text('White on a gradient', 72, 105);
      }),
    );
    expect([text, hidden]).toEqual(['White on a gradient', []]);
  });
});

describe('forms', () => {
  it('give what was filled in', async () => {
    const { text } = await documentOf(
      await drawn((pdf) => {
        pdf
          .font('Helvetica')
          .text('Surname', 72, 100)
          .initForm()
          .formText('surname', 150, 96, 200, 18, { value: 'Lovelace' });
      }),
    );
    expect(text).toBe('Surname\tLovelace');
  });
});

describe('files that are no text', () => {
  it.each([
    ['encrypted.pdf', 'password_required'],
    ['scan.pdf', 'no_text_layer'],
    ['blank.pdf', 'no_text_layer'],
    ['truncated.pdf', 'corrupt'],
    ['random.pdf', 'corrupt'],
  ])('%s: %s', async (name, code) => {
    expect(await codeOf(fixture(name))).toBe(code);
  });

  it('a user password with an empty text opens without asking', async () => {
    const bytes = await drawn(
      (pdf) => {
        pdf.text('Owned but readable, by everyone who opens it');
      },
      { ownerPassword: 'owner' },
    );
    expect((await documentOf(bytes)).text).toContain('Owned but readable');
  });
});

describe('what else a PDF says', () => {
  it('links, the date of the last change, page starts', async () => {
    const { links, documentDate, pageStarts, text } = await documentOf(
      await drawn(
        (pdf) => {
          pdf.text('LinkedIn', { link: 'https://www.linkedin.com/in/example' }).addPage().text('Second page');
        },
        { info: { ModDate: new Date('2024-03-05T12:00:00Z') } },
      ),
    );
    expect(links).toEqual(['https://www.linkedin.com/in/example']);
    expect(documentDate).toBe('2024-03-05');
    expect(pageStarts).toEqual([0, text.indexOf('Second page')]);
  });

  it('reads no more pages than asked for', async () => {
    const bytes = await drawn((pdf) => {
      pdf.text('First page').addPage().text('Second page');
    });
    const outcome = await extractPdf(bytes, { maxPages: 1 });
    expect(outcome.ok && [outcome.value.text, outcome.value.warnings]).toEqual([
      'First page',
      ['no more than 1 pages are read'],
    ]);
  });
});

describe.skipIf(!existsSync(TEMPLATES))('real layouts', () => {
  const bare = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}&]+/gu, '');

  it('have their sections in order in at least 25 of 27, and hide nothing but a stray mark', async () => {
    const truth = JSON.parse(readFileSync(path.join(TEMPLATES, 'truth.json'), 'utf8')) as {
      file: string;
      sections: string[];
    }[];
    let inOrder = 0;
    let hiddenCharacters = 0;
    for (const { file, sections } of truth) {
      const { text, hidden } = await documentOf(new Uint8Array(readFileSync(path.join(TEMPLATES, file))));
      const lines = text.split('\n').map(bare);
      let at = -1;
      if (sections.every((section) => (at = lines.indexOf(bare(section), at + 1)) >= 0)) inOrder++;
      hiddenCharacters += hidden.reduce((sum, part) => sum + part.text.length, 0);
    }
    expect(inOrder).toBeGreaterThanOrEqual(25);
    expect(hiddenCharacters).toBeLessThan(20);
  }, 120_000);
});
