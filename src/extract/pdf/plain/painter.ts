import { multiply, type Matrix } from '../geometry.js';
import { NotPlain } from './not-plain.js';
import { isStream, numbers, type PdfFile } from './file.js';
import { readFont, type PlainFont } from './fonts.js';
import type { Dictionary, PdfObject } from './objects.js';
import type { Runs } from './runs.js';
import { Tokens } from './tokens.js';

/** Components from here on are white; in CMYK, all below the rest. */
const WHITE = 0.95;
/** Points; smaller text may be hidden. */
const TINY = 2;
const TRANSPARENT = 0.05;
/** Forms within forms, and forms drawn in all. */
const MAX_DEPTH = 8;
const MAX_FORMS = 300;
/** Operators as `Tokens.next` gives them: their bytes as one number. */
const OP = {
  Tj: 0x546a, TJ: 0x544a, Td: 0x5464, TD: 0x5444, Tm: 0x546d, Tnext: 0x542a, quote: 0x27, quotes: 0x22, BT: 0x4254,
  Tf: 0x5466, Tc: 0x5463, Tw: 0x5477, Tz: 0x547a, TL: 0x544c, Ts: 0x5473, Tr: 0x5472, q: 0x71, Q: 0x51, cm: 0x636d,
  g: 0x67, rg: 0x7267, k: 0x6b, sc: 0x7363, scn: 0x73636e, cs: 0x6373, gs: 0x6773, Do: 0x446f, BDC: 0x424443, BI: 0x4249,
} as const;
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** A class, so that all states have one shape: `show` reads them for every glyph. */
class State {
  ctm: Matrix = IDENTITY;
  font: PlainFont | null = null;
  size = 0;
  charSpacing = 0;
  wordSpacing = 0;
  stretch = 1;
  leading = 0;
  rise = 0;
  /** Text in this state is seen: neither white nor painted in a mode that leaves no ink. */
  isWhite = false;
  isInvisible = false;

  copy(): State {
    const copy = new State();
    copy.ctm = this.ctm;
    copy.font = this.font;
    copy.size = this.size;
    copy.charSpacing = this.charSpacing;
    copy.wordSpacing = this.wordSpacing;
    copy.stretch = this.stretch;
    copy.leading = this.leading;
    copy.rise = this.rise;
    copy.isWhite = this.isWhite;
    copy.isInvisible = this.isInvisible;
    return copy;
  }
}

/** Left, bottom, right, top of what is seen of a page. */
export type View = readonly [number, number, number, number];

/**
 * Follows the operators of one page's content and hands each glyph to `runs`. Throws `NotPlain` at everything that needs
 * an engine or a closer look: text that is turned, white, tiny, transparent, invisible or off the page, and inline images.
 */
export class Painter {
  private state = new State();
  private readonly saved: State[] = [];
  /** Of the text object, in user space: its matrix as it was set, where the line starts, and where the next glyph goes. */
  private line: Matrix = IDENTITY;
  private lineX = 0;
  private lineY = 0;
  private x = 0;
  private y = 0;
  /** What `show` needs of state and matrix, computed when one of them changed: many producers show each glyph by itself. */
  private across = 0;
  private height = 0;
  private lift = 0;
  private unseen = false;
  private changed = true;
  private forms = 0;
  /** How many states the page or form outside had saved. */
  private floor = 0;

  constructor(private readonly file: PdfFile, private readonly fonts: Map<PdfObject, PlainFont>, private readonly view: View, private readonly runs: Runs) {}

  paint(content: Uint8Array, resources: Dictionary | null, depth = 0): void {
    const tokens = new Tokens(content);
    const [level, floor] = [this.saved.length, this.floor];
    this.floor = level;
    for (let operator = tokens.next(); operator !== 0; operator = tokens.next()) this.apply(operator, tokens, resources, depth);
    this.saved.length = Math.min(this.saved.length, level);
    this.floor = floor;
  }

  private apply(operator: number, tokens: Tokens, resources: Dictionary | null, depth: number): void {
    if (operator === OP.Tj || operator === OP.TJ) this.show(tokens);
    else if (operator === OP.Td) this.move(tokens.operand(0), tokens.operand(1));
    else this.change(operator, tokens, resources, depth);
  }

  private change(operator: number, tokens: Tokens, resources: Dictionary | null, depth: number): void {
    this.changed = true;
    switch (operator) {
      case OP.TD: this.state.leading = -tokens.operand(1); this.move(tokens.operand(0), tokens.operand(1)); break;
      case OP.Tm: this.setLine(matrixOf(tokens)); break;
      case OP.Tnext: this.move(0, -this.state.leading); break;
      case OP.quote: this.move(0, -this.state.leading); this.show(tokens); break;
      case OP.BT: this.setLine(IDENTITY); break;
      case OP.Tf: this.state.font = this.fontOf(tokens.name, resources); this.state.size = tokens.operand(0); break;
      case OP.Tc: this.state.charSpacing = tokens.operand(0); break;
      case OP.Tw: this.state.wordSpacing = tokens.operand(0); break;
      case OP.Tz: this.state.stretch = tokens.operand(0) / 100; break;
      case OP.TL: this.state.leading = tokens.operand(0); break;
      case OP.Ts: this.state.rise = tokens.operand(0); break;
      case OP.Tr: this.state.isInvisible = ![0, 1, 2].includes(tokens.operand(0)); break;
      case OP.q: this.saved.push(this.state.copy()); break;
      case OP.Q: this.restore(depth); break;
      case OP.cm: this.state.ctm = multiply(this.state.ctm, matrixOf(tokens)); break;
      case OP.g: case OP.rg: case OP.k: case OP.sc: case OP.scn: this.state.isWhite = isWhite(tokens.numbers, tokens.count); break;
      case OP.cs: this.state.isWhite = false; break;
      case OP.gs: this.checkAlpha(tokens.name, resources); break;
      case OP.Do: this.draw(tokens.name, resources, depth); break;
      case OP.BDC: if (tokens.name === 'OC') throw new NotPlain(); break;
      case OP.quotes: this.showSpaced(tokens); break;
      case OP.BI: throw new NotPlain();
    }
  }

  private restore(depth: number): void {
    // A form may not take back what its page saved.
    if (depth > 0 && this.saved.length <= this.floor) throw new NotPlain();
    this.state = this.saved.pop() ?? this.state;
  }

  /** Moves to the start of a line, in text space. */
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
    const { size, ctm, rise, isWhite, isInvisible } = this.state;
    const [a, b, c, d] = this.line;
    const up = ctm[1] * c + ctm[3] * d;
    this.across = ctm[0] * a + ctm[2] * b;
    this.height = size * up;
    this.lift = this.view[3] - ctm[5] - rise * up;
    const tilted = Math.abs(ctm[1] * a + ctm[3] * b) > 0.001 * Math.abs(this.across) || !(this.across > 0) || !(up * size > 0);
    this.unseen = tilted || isWhite || isInvisible || this.height < TINY;
    this.changed = false;
  }

  /** Strings are shown, the numbers between them move the next glyph. */
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

  /** `"`: the spacing of words, that of letters, and a string on the next line. */
  private showSpaced(tokens: Tokens): void {
    this.state.wordSpacing = tokens.operand(0);
    this.state.charSpacing = tokens.operand(1);
    this.move(0, -this.state.leading);
    this.show(tokens, 2);
  }

  private showString(bytes: Uint8Array, start: number, end: number, font: PlainFont): void {
    const { size, stretch, charSpacing, wordSpacing, ctm } = this.state;
    const em = size * stretch * this.across;
    for (let at = start; at < end; at += font.bytesPerCode) {
      const code = font.bytesPerCode === 1 ? bytes[at]! : bytes[at]! * 256 + (at + 1 < end ? bytes[at + 1]! : 0);
      const glyph = font.glyph(code);
      if (this.unseen && !glyph.isSpace) throw new NotPlain();
      const x0 = ctm[0] * this.x + ctm[2] * this.y + ctm[4] - this.view[0];
      this.runs.add(glyph, font, x0, x0 + glyph.width * em, this.lift - ctm[1] * this.x - ctm[3] * this.y, this.height);
      this.advance((glyph.width * size + charSpacing + (code === 32 && font.bytesPerCode === 1 ? wordSpacing : 0)) * stretch);
    }
  }

  private advance(by: number): void {
    this.x += this.line[0] * by;
    this.y += this.line[1] * by;
  }

  private fontOf(name: string, resources: Dictionary | null): PlainFont {
    const reference = this.file.dictionary(resources?.get('Font'))?.get(name);
    const dictionary = this.file.dictionary(reference);
    if (reference === undefined || dictionary === null) throw new NotPlain();
    let font = this.fonts.get(dictionary);
    if (font === undefined) this.fonts.set(dictionary, (font = readFont(this.file, dictionary)));
    return font;
  }

  private checkAlpha(name: string, resources: Dictionary | null): void {
    const state = this.file.dictionary(this.file.dictionary(resources?.get('ExtGState'))?.get(name));
    const alpha = this.file.number(state?.get('ca'));
    if ((alpha !== null && alpha < TRANSPARENT) || state?.has('Font') === true) throw new NotPlain();
  }

  private draw(name: string, resources: Dictionary | null, depth: number): void {
    const object = this.file.get(this.file.dictionary(resources?.get('XObject'))?.get(name));
    if (!isStream(object)) throw new NotPlain();
    const { dictionary } = object;
    if (this.file.name(dictionary.get('Subtype')) !== 'Form') return;
    if (depth === MAX_DEPTH || ++this.forms > MAX_FORMS || dictionary.has('OC')) throw new NotPlain();
    const before = this.state.copy();
    const place = [this.line, this.lineX, this.lineY, this.x, this.y] as const;
    const matrix = dictionary.has('Matrix') ? (numbers(this.file.array(dictionary.get('Matrix')) ?? null) as Matrix) : IDENTITY;
    this.state.ctm = multiply(this.state.ctm, matrix);
    this.paint(this.file.data(object), this.file.dictionary(dictionary.get('Resources')) ?? resources, depth + 1);
    this.state = before;
    [this.line, this.lineX, this.lineY, this.x, this.y] = place;
    this.changed = true;
  }
}

/** Nothing for the names of patterns, which are no numbers. */
function isWhite(values: ArrayLike<number>, count: number): boolean {
  if (count === 0) return false;
  for (let i = 0; i < count; i++) if (count === 4 ? values[i]! > 1 - WHITE : values[i]! < WHITE) return false;
  return true;
}

function matrixOf(tokens: Tokens): Matrix {
  return [tokens.operand(0), tokens.operand(1), tokens.operand(2), tokens.operand(3), tokens.operand(4), tokens.operand(5)];
}
