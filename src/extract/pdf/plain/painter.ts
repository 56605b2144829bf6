import { intersect, multiply, type Box, type Matrix } from '../geometry.js';
import { NotPlain } from './not-plain.js';
import { numbers, type PdfFile, type PdfStream } from './file.js';
import type { PlainFont } from './fonts.js';
import { Inks, type Components } from './inks.js';
import type { Dictionary } from './objects.js';
import { OP } from './operators.js';
import { Paths } from './paths.js';
import { Resources, type Extended, type FontSource } from './resources.js';
import { Runs } from './runs.js';
import { PALE, Sight, uprightBox } from './sight.js';
import { IDENTITY, State, TRANSLUCENT } from './state.js';
import { Tokens } from './tokens.js';

/** In points: smaller text may be hidden. */
const TINY = 3;
/** The least width of an em, in points. */
const SQUEEZED = 1.2;
/** Opacity below which all ink needs a closer look, and below which pale ink does. */
const [TRANSPARENT, MEDIUM] = [0.5, 0.3];
/**
 * In em: tolerance around a clip, since clips are drawn tightly around lines, and the height at which a letter is
 * tested.
 */
const [CLIP_LEAVE, MIDDLE] = [0.35, 0.3];
/** Nesting depth of forms, and number of forms drawn in total. */
const MAX_DEPTH = 8;
const MAX_FORMS = 300;
/** The most frequent operators. */
const { Tj, TJ, Td } = OP;

/** [left, bottom, right, top] of the visible part of a page. */
export type View = readonly [number, number, number, number];

/**
 * Follows the operators of one page and joins its glyphs in `runs`. Throws `NotPlain` at everything that needs an
 * engine or a closer look: rotated, pale, tiny, transparent, invisible or covered text, and inline images.
 */
export class Painter {
  private state = new State();
  private readonly saved: State[] = [];
  /** Of the text object, in user space: its matrix as set, the start of the line, and the place of the next glyph. */
  private line: Matrix = IDENTITY;
  private lineX = 0;
  private lineY = 0;
  private x = 0;
  private y = 0;
  /**
   * What `show` derives from state and matrix. Computed only when one of them changed, since many producers show each
   * glyph separately.
   */
  private across = 0;
  private height = 0;
  private lift = 0;
  private unseen = false;
  private readonly edges: Box = [-Infinity, -Infinity, Infinity, Infinity];
  private changed = true;
  private forms = 0;
  /** Number of states that the surrounding page or form had saved. */
  private floor = 0;

  private readonly sight = new Sight();
  private readonly paths = new Paths(this.sight, (box) => {
    this.clipTo(box);
  });
  private readonly inks: Inks;
  private readonly named: Resources;
  readonly runs: Runs;
  /** Runs completely outside their clip. */
  readonly clipped: Runs;

  constructor(
    private readonly file: PdfFile,
    fonts: FontSource,
    private readonly view: View,
    page: number,
  ) {
    this.inks = new Inks(file);
    this.named = new Resources(file, fonts, this.inks);
    this.runs = new Runs(page);
    this.clipped = new Runs(page);
  }

  /** Ends the page. Throws `NotPlain` where text may be covered, or may not contrast with what it stands on. */
  finish(): void {
    this.runs.finish();
    this.clipped.finish();
    this.sight.check(this.runs.items, this.view);
  }

  paint(content: Uint8Array, resources: Dictionary | null, depth = 0): void {
    const tokens = new Tokens(content);
    const [level, floor] = [this.saved.length, this.floor];
    this.floor = level;
    for (let operator = tokens.next(); operator !== 0; operator = tokens.next())
      this.apply(operator, tokens, resources, depth);
    this.saved.length = Math.min(this.saved.length, level);
    this.floor = floor;
  }

  private apply(operator: number, tokens: Tokens, resources: Dictionary | null, depth: number): void {
    if (operator === Tj || operator === TJ) this.show(tokens);
    else if (operator === Td) this.move(tokens.operand(0), tokens.operand(1));
    else if (!this.paths.draw(operator, tokens, this.state, this.runs)) this.change(operator, tokens, resources, depth);
  }

  /** A clip other than a rectangle needs a closer look. */
  private clipTo(box: Box | null): void {
    if (box === null) this.state.isOdd = true;
    else this.state.clip = intersect(this.state.clip, box);
    this.changed = true;
  }

  private change(operator: number, tokens: Tokens, resources: Dictionary | null, depth: number): void {
    this.changed = true;
    if (this.place(operator, tokens) || this.setText(operator, tokens, resources)) return;
    if (!this.setInk(operator, tokens, resources)) this.setGraphics(operator, tokens, resources, depth);
  }

  /** Operators that set where the next line or string begins. */
  private place(operator: number, tokens: Tokens): boolean {
    switch (operator) {
      case OP.TD:
        this.state.leading = -tokens.operand(1);
        this.move(tokens.operand(0), tokens.operand(1));
        return true;
      case OP.Tm:
        this.setLine(matrixOf(tokens));
        return true;
      case OP.Tnext:
        this.move(0, -this.state.leading);
        return true;
      case OP.quote:
        this.move(0, -this.state.leading);
        this.show(tokens);
        return true;
      case OP.quotes:
        this.showSpaced(tokens);
        return true;
      case OP.BT:
        this.setLine(IDENTITY);
        return true;
      default:
        return false;
    }
  }

  /** Operators for font, size and spacing of the following text. */
  private setText(operator: number, tokens: Tokens, resources: Dictionary | null): boolean {
    const { state } = this;
    switch (operator) {
      case OP.Tf:
        state.font = this.named.font(tokens.name, resources);
        state.size = tokens.operand(0);
        return true;
      case OP.Tc:
        state.charSpacing = tokens.operand(0);
        return true;
      case OP.Tw:
        state.wordSpacing = tokens.operand(0);
        return true;
      case OP.Tz:
        state.stretch = tokens.operand(0) / 100;
        return true;
      case OP.TL:
        state.leading = tokens.operand(0);
        return true;
      case OP.Ts:
        state.rise = tokens.operand(0);
        return true;
      case OP.Tr:
        state.isInvisible = tokens.operand(0) !== 0 && tokens.operand(0) !== 2;
        return true;
      default:
        return false;
    }
  }

  /** Operators for the fill colour and its colour space. */
  private setInk(operator: number, tokens: Tokens, resources: Dictionary | null): boolean {
    switch (operator) {
      case OP.g:
        this.setFill(tokens, 1);
        return true;
      case OP.rg:
        this.setFill(tokens, 3);
        return true;
      case OP.k:
        this.setFill(tokens, 4);
        return true;
      case OP.sc:
      case OP.scn:
        this.setFill(tokens, this.state.components);
        return true;
      case OP.cs:
        this.setSpace(tokens, resources);
        return true;
      default:
        return false;
    }
  }

  /** Operators for graphics state, forms and images, and those that are not plain. */
  private setGraphics(operator: number, tokens: Tokens, resources: Dictionary | null, depth: number): void {
    switch (operator) {
      case OP.q:
        this.saved.push(this.state.copy());
        break;
      case OP.Q:
        this.restore(depth);
        break;
      case OP.cm:
        this.state.ctm = multiply(this.state.ctm, matrixOf(tokens));
        break;
      case OP.w:
        this.state.lineWidth = tokens.operand(0);
        break;
      case OP.gs:
        this.setExtended(this.named.extended(tokens, resources));
        break;
      case OP.sh:
        this.sight.paint(this.state.clip ?? [...this.view], NaN, this.runs.count);
        break;
      case OP.Do:
        this.paintObject(tokens.name, resources, depth);
        break;
      case OP.BDC:
        if (tokens.name === 'OC') throw new NotPlain();
        break;
      case OP.BI:
        throw new NotPlain();
    }
  }

  private setFill(tokens: Tokens, components: Components): void {
    this.state.components = components;
    this.state.fill = this.inks.luminanceOf(tokens.numbers, tokens.count, components);
  }

  /** The initial colour of a space is black, where its colours are known. */
  private setSpace(tokens: Tokens, resources: Dictionary | null): void {
    this.state.components = this.named.components(tokens, resources);
    this.state.fill = this.state.components === 0 ? NaN : 0;
  }

  private restore(depth: number): void {
    // A form may not restore states that its page saved.
    if (depth > 0 && this.saved.length <= this.floor) throw new NotPlain();
    this.state = this.saved.pop() ?? this.state;
  }

  /** Moves to the start of a line; distances are in text space. */
  private move(dx: number, dy: number): void {
    const { line } = this;
    this.x = this.lineX += line[0] * dx + line[2] * dy;
    this.y = this.lineY += line[1] * dx + line[3] * dy;
  }

  private setLine(matrix: Matrix): void {
    this.line = matrix;
    this.x = this.lineX = matrix[4];
    this.y = this.lineY = matrix[5];
  }

  private measure(): void {
    const { size, ctm, rise, stretch, fill, alpha, isInvisible, isOdd } = this.state;
    const [a, b, c, d] = this.line;
    const up = ctm[1] * c + ctm[3] * d;
    this.across = ctm[0] * a + ctm[2] * b;
    this.height = size * up;
    this.lift = this.view[3] - ctm[5] - rise * up;
    const tilted =
      Math.abs(ctm[1] * a + ctm[3] * b) > 0.001 * Math.abs(this.across) || !(this.across > 0) || !(up * size > 0);
    const isPale = !(fill <= PALE) || alpha < TRANSPARENT || (alpha < TRANSLUCENT && fill > MEDIUM);
    this.unseen =
      tilted || isPale || isInvisible || isOdd || this.height < TINY || size * stretch * this.across < SQUEEZED;
    this.setEdges();
    this.runs.luminance = fill;
    this.changed = false;
  }

  /** The clip with its tolerance, from the top left of the view. */
  private setEdges(): void {
    const { clip } = this.state;
    const leave = this.height * CLIP_LEAVE;
    const [x0, y0, x1, y1] = clip ?? [-Infinity, -Infinity, Infinity, Infinity];
    this.edges[0] = x0 - this.view[0] - leave;
    this.edges[1] = this.view[3] - y1 - leave;
    this.edges[2] = x1 - this.view[0] + leave;
    this.edges[3] = this.view[3] - y0 + leave;
  }

  /** Shows the strings; numbers between them move the next glyph. */
  private show(tokens: Tokens, first = 0): void {
    if (this.changed) this.measure();
    const { font, size, stretch } = this.state;
    if (font === null) throw new NotPlain();
    for (let i = first; i < tokens.count; i++) {
      const start = tokens.starts[i]!;
      if (start < 0) this.advance((-tokens.numbers[i]! / 1000) * size * stretch);
      else this.showString(tokens.bytes, start, tokens.ends[i]!, font);
    }
  }

  /** The `"` operator: word spacing, letter spacing, and a string on the next line. */
  private showSpaced(tokens: Tokens): void {
    this.state.wordSpacing = tokens.operand(0);
    this.state.charSpacing = tokens.operand(1);
    this.move(0, -this.state.leading);
    this.show(tokens, 2);
  }

  private showString(bytes: Uint8Array, start: number, end: number, font: PlainFont): void {
    const { size, stretch, charSpacing, wordSpacing, ctm } = this.state;
    const em = size * stretch * this.across;
    const { edges, height } = this;
    for (let at = start; at < end; at += font.bytesPerCode) {
      const code = font.bytesPerCode === 1 ? bytes[at]! : bytes[at]! * 256 + (at + 1 < end ? bytes[at + 1]! : 0);
      const glyph = font.glyph(code);
      if (this.unseen && !glyph.isSpace) throw new NotPlain();
      const x0 = ctm[0] * this.x + ctm[2] * this.y + ctm[4] - this.view[0];
      const x1 = x0 + glyph.width * em;
      const y = this.lift - ctm[1] * this.x - ctm[3] * this.y;
      const [middle, level] = [(x0 + x1) / 2, y - MIDDLE * height];
      if (middle < edges[0] || middle > edges[2] || level < edges[1] || level > edges[3])
        this.clipped.add(glyph, font, x0, x1, y, height);
      else this.runs.add(glyph, font, x0, x1, y, height);
      this.advance(
        (glyph.width * size + charSpacing + (code === 32 && font.bytesPerCode === 1 ? wordSpacing : 0)) * stretch,
      );
    }
  }

  private advance(by: number): void {
    this.x += this.line[0] * by;
    this.y += this.line[1] * by;
  }

  private setExtended(more: Extended | null): void {
    if (more === null) return;
    const { state } = this;
    state.alpha = more.alpha ?? state.alpha;
    state.lineWidth = more.lineWidth ?? state.lineWidth;
    // An operator that ends a blend mode looks the same as one that never began one.
    state.isOdd ||= more.isOdd;
  }

  private paintObject(name: string, resources: Dictionary | null, depth: number): void {
    const object = this.named.object(name, resources);
    const kind = this.file.name(object.dictionary.get('Subtype'));
    if (kind === 'Image') this.sight.paintImage(this.state.ctm, this.runs.count, this.state.clip);
    if (kind === 'Form') this.paintForm(object, resources, depth);
  }

  private paintForm(form: PdfStream, resources: Dictionary | null, depth: number): void {
    const { file } = this;
    const { dictionary } = form;
    if (depth === MAX_DEPTH || ++this.forms > MAX_FORMS || dictionary.has('OC')) throw new NotPlain();
    const before = this.state.copy();
    const place = [this.line, this.lineX, this.lineY, this.x, this.y] as const;
    const matrix = dictionary.has('Matrix')
      ? (numbers(file.array(dictionary.get('Matrix')) ?? null) as Matrix)
      : IDENTITY;
    this.state.ctm = multiply(this.state.ctm, matrix);
    if (dictionary.has('BBox'))
      this.clipTo(uprightBox(this.state.ctm, numbers(file.array(dictionary.get('BBox')) ?? null)));
    this.paint(file.data(form), file.dictionary(dictionary.get('Resources')) ?? resources, depth + 1);
    this.state = before;
    [this.line, this.lineX, this.lineY, this.x, this.y] = place;
    this.changed = true;
  }
}

function matrixOf(tokens: Tokens): Matrix {
  return [
    tokens.operand(0),
    tokens.operand(1),
    tokens.operand(2),
    tokens.operand(3),
    tokens.operand(4),
    tokens.operand(5),
  ];
}
