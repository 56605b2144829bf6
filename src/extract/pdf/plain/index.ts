import type { HiddenText } from '../../../domain/index.js';
import { bodySize } from '../../layout/measure.js';
import type { TextItem } from '../../layout/index.js';
import type { EnginePages } from '../engine.js';
import { withoutIcon } from '../icons.js';
import { withoutHarmless } from '../visibility/harmless.js';
import { PdfFile, isStream, numbers } from './file.js';
import { readFont, readLooseFont, type PlainFont } from './fonts.js';
import { NotPlain } from './not-plain.js';
import type { Dictionary, PdfObject } from './objects.js';
import { Painter, type View } from './painter.js';
import type { FontSource } from './resources.js';
import type { Run } from './runs.js';

const MAX_DEPTH = 20;
/** Nodes of the page tree that are visited; a damaged tree may list a node many times. */
const MAX_NODES = 1000;
/** Points by which text may extend beyond the page. */
const EDGE = 2;
const TINY_BESIDE_BODY = 0.25;
/** Letters: clipping away fewer deceives nobody. */
const FEW = 3;

export interface PlainReading extends EnginePages {
  /** Date of the last change in the metadata, else of creation: `YYYY-MM-DD`. */
  documentDate: string | null;
}

/**
 * Reads a PDF without surprises in a tenth of an engine's time: undamaged, unencrypted, with upright visible text in
 * fonts that name their letters. Null for every other PDF, which an engine must read.
 */
export function readPlain(bytes: Uint8Array, maxPages: number): PlainReading | null {
  try {
    return new PlainReader(new PdfFile(bytes), readFont).read(maxPages);
  } catch {
    // Whatever went wrong, the engines will report it.
    return null;
  }
}

/**
 * Whether all text of a PDF is certainly visible, whatever letters its fonts show: nothing is pale, tiny, covered,
 * clipped, transparent or off the page, and there are no fields or notes. False for files that cannot be followed.
 */
export function isAllSeen(bytes: Uint8Array, maxPages: number): boolean {
  try {
    const reader = new PlainReader(new PdfFile(bytes), readLooseFont);
    reader.read(maxPages);
    // The letters are unknown here, so it cannot be checked whether a clipped line is complete elsewhere.
    return reader.isNothingClipped;
  } catch {
    return false;
  }
}

class PlainReader {
  private readonly known = new Map<PdfObject, PlainFont>();
  private readonly items: TextItem[] = [];
  private readonly hidden: HiddenText[] = [];
  private readonly links = new Set<string>();
  private nodes = 0;

  constructor(
    private readonly file: PdfFile,
    private readonly readFontOf: typeof readFont,
  ) {}

  private readonly fonts: FontSource = (dictionary) => {
    let font = this.known.get(dictionary);
    if (font === undefined) this.known.set(dictionary, (font = this.readFontOf(this.file, dictionary)));
    return font;
  };

  get isNothingClipped(): boolean {
    return !this.hidden.some(({ text }) => text.replace(/\s/gu, '').length >= FEW);
  }

  read(maxPages: number): PlainReading {
    const { file } = this;
    const catalog = file.dictionary(file.trailer.get('Root'));
    const fields = file.array(file.dictionary(catalog?.get('AcroForm'))?.get('Fields'));
    if (catalog === null || (fields !== null && fields.length > 0)) throw new NotPlain();
    const pages = this.pagesOf(catalog.get('Pages'), new Map(), maxPages);
    pages.forEach((page, i) => {
      this.readPage(page, i + 1);
    });
    this.checkSizes();
    return {
      items: this.items,
      hidden: withoutHarmless(this.hidden, this.items),
      unchecked: [],
      pageCount: Math.max(1, pages.length),
      links: [...this.links],
      documentDate: this.date(),
    };
  }

  /** Text below a quarter of the body's size is too small for a footnote. */
  private checkSizes(): void {
    let [least, most] = [Infinity, 0];
    for (const { fontSize } of this.items) [least, most] = [Math.min(least, fontSize), Math.max(most, fontSize)];
    if (least < most * TINY_BESIDE_BODY && least < bodySize(this.items) * TINY_BESIDE_BODY) throw new NotPlain();
  }

  /** The pages in order, each with its inherited entries. */
  private pagesOf(node: PdfObject | undefined, inherited: Dictionary, maxPages: number, depth = 0): Dictionary[] {
    const own = this.file.dictionary(node);
    if (own === null || depth > MAX_DEPTH || ++this.nodes > MAX_NODES) throw new NotPlain();
    const whole: Dictionary = new Map([...inherited, ...own]);
    const kids = this.file.array(own.get('Kids'));
    if (kids === null) return [whole];
    const handedDown: Dictionary = new Map(
      ['Resources', 'MediaBox', 'CropBox', 'Rotate']
        .filter((key) => whole.has(key))
        .map((key) => [key, whole.get(key)!]),
    );
    const pages: Dictionary[] = [];
    for (const kid of kids) {
      pages.push(...this.pagesOf(kid, handedDown, maxPages, depth + 1));
      if (pages.length > maxPages) throw new NotPlain();
    }
    return pages;
  }

  private readPage(page: Dictionary, number: number): void {
    const { file } = this;
    if ((file.number(page.get('Rotate')) ?? 0) !== 0 || page.has('UserUnit')) throw new NotPlain();
    const view = this.viewOf(page);
    const painter = new Painter(file, this.fonts, view, number);
    painter.paint(this.contentOf(page), file.dictionary(page.get('Resources')));
    painter.finish();
    for (const run of painter.runs.items) this.addItem(run, view);
    for (const { text } of painter.clipped.items) this.hidden.push({ reason: 'clipped', page: number, text });
    for (const annotation of file.array(page.get('Annots')) ?? []) this.addLink(file.dictionary(annotation));
  }

  private addItem(run: Run, view: View): void {
    const [width, height] = [view[2] - view[0], view[3] - view[1]];
    if (run.x < -EDGE || run.x + run.width > width + EDGE || run.y < 0 || run.y > height) throw new NotPlain();
    const text = withoutIcon(run.text, run.font);
    this.items.push({
      text,
      page: run.page,
      x: run.x,
      y: run.y,
      width: run.width,
      fontSize: run.fontSize,
      bold: run.bold,
      rotated: false,
    });
  }

  /** The visible area: the crop box within the media box. */
  private viewOf(page: Dictionary): View {
    const media = this.box(page.get('MediaBox'));
    if (!page.has('CropBox')) return media;
    const crop = this.box(page.get('CropBox'));
    const view = [
      Math.max(media[0], crop[0]),
      Math.max(media[1], crop[1]),
      Math.min(media[2], crop[2]),
      Math.min(media[3], crop[3]),
    ] as const;
    if (view[2] <= view[0] || view[3] <= view[1]) throw new NotPlain();
    return view;
  }

  private box(value: PdfObject | undefined): View {
    const [x0, y0, x1, y1] = numbers((this.file.array(value) ?? []).map((side) => this.file.get(side) as PdfObject));
    if (y1 === undefined) throw new NotPlain();
    return [Math.min(x0!, x1!), Math.min(y0!, y1), Math.max(x0!, x1!), Math.max(y0!, y1)];
  }

  /** Content may be split only between operators; any other split is damage. */
  private contentOf(page: Dictionary): Uint8Array {
    const contents = this.file.get(page.get('Contents'));
    if (contents === null) return new Uint8Array();
    if (isStream(contents)) return this.file.data(contents);
    if (!Array.isArray(contents)) throw new NotPlain();
    return Buffer.concat(
      contents.flatMap((part) => {
        const stream = this.file.stream(part);
        if (stream === null) throw new NotPlain();
        return [this.file.data(stream), Buffer.from('\n')];
      }),
    );
  }

  private addLink(annotation: Dictionary | null): void {
    const kind = this.file.name(annotation?.get('Subtype'));
    // Fields and notes contain text, and stamps and marks may cover it.
    if (annotation !== null && kind !== 'Link' && kind !== 'Popup') throw new NotPlain();
    const url = this.file.string(this.file.dictionary(annotation?.get('A'))?.get('URI'));
    if (kind === 'Link' && url !== null) this.links.add(url);
  }

  private date(): string | null {
    const info = this.file.dictionary(this.file.trailer.get('Info'));
    for (const key of ['ModDate', 'CreationDate']) {
      const [, year, month, day] = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?/.exec(this.file.string(info?.get(key)) ?? '') ?? [];
      if (year !== undefined && Number(year) > 1990) return `${year}-${month ?? '01'}-${day ?? '01'}`;
    }
    return null;
  }
}
