import { intersect, multiply, type Box, type Matrix } from '../geometry.js';
import { NotPlain } from './not-plain.js';
import { isStream, numbers, type PdfFile, type PdfStream } from './file.js';
import type { PlainFont } from './fonts.js';
import { Inks, type Components } from './inks.js';
import type { Dictionary } from './objects.js';
import { Runs } from './runs.js';
import { PALE, Sight, uprightBox } from './sight.js';
import { Tokens } from './tokens.js';

/** Points; smaller text may be hidden. */
const TINY = 3;
/** Points that an em must be wide. */
const SQUEEZED = 1.2;
/** Ink that covers so little, and pale ink that lets anything through, is for a closer look. */
const [TRANSPARENT, TRANSLUCENT, MEDIUM] = [0.5, 0.98, 0.3];
/** Ems of leave around a clip, which is drawn tight around lines, and the height at which a letter is looked at. */
const [CLIP_LEAVE, MIDDLE] = [0.35, 0.3];
/** Forms within forms, and forms drawn in all. */
const MAX_DEPTH = 8;
const MAX_FORMS = 300;
/** Operators as `Tokens.next` gives them: their bytes as one number. */
const OP = {
  Tj: 0x546a,
  TJ: 0x544a,
  Td: 0x5464,
  TD: 0x5444,
  Tm: 0x546d,
  Tnext: 0x542a,
  quote: 0x27,
  quotes: 0x22,
  BT: 0x4254,
  Tf: 0x5466,
  Tc: 0x5463,
  Tw: 0x5477,
  Tz: 0x547a,
  TL: 0x544c,
  Ts: 0x5473,
  Tr: 0x5472,
  q: 0x71,
  Q: 0x51,
  cm: 0x636d,
  g: 0x67,
  rg: 0x7267,
  k: 0x6b,
  sc: 0x7363,
  scn: 0x73636e,
  cs: 0x6373,
  gs: 0x6773,
  Do: 0x446f,
  BDC: 0x424443,
  BI: 0x4249,
  w: 0x77,
  sh: 0x7368,
  m: 0x6d,
  l: 0x6c,
  c: 0x63,
  v: 0x76,
  y: 0x79,
  re: 0x7265,
  W: 0x57,
  Weo: 0x572a,
  n: 0x6e,
  f: 0x66,
  F: 0x46,
  feo: 0x662a,
  B: 0x42,
  Beo: 0x422a,
  b: 0x62,
  beo: 0x622a,
  S: 0x53,
  s: 0x73,
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
  /** Luminance of the fill colour, NaN where it is not known, and how many numbers name one. */
  fill = 0;
  components: Components = 1;
  alpha = 1;
  /** Painted in a mode that leaves no ink, or mixed with what is below in a way that is not followed here. */
  isInvisible = false;
  isOdd = false;
  lineWidth = 1;
  clip: Box | null = null;

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
    copy.fill = this.fill;
    copy.components = this.components;
    copy.alpha = this.alpha;
    copy.isInvisible = this.isInvisible;
    copy.isOdd = this.isOdd;
    copy.lineWidth = this.lineWidth;
    copy.clip = this.clip;
    return copy;
  }
}

/** What an extended graphics state changes here. */
interface Extended {
  alpha: number | null;
  lineWidth: number | null;
  isOdd: boolean;
}

/** The font that a dictionary of the file describes. */
export type FontSource = (font: Dictionary) => PlainFont;

/** Left, bottom, right, top of what is seen of a page. */
export type View = readonly [number, number, number, number];

/**
 * Follows the operators of one page's content and joins its glyphs in `runs`. Throws `NotPlain` at everything that needs
 * an engine or a closer look: text that is turned, pale, tiny, transparent, invisible or covered, and inline images.
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
  private readonly edges: Box = [-Infinity, -Infinity, Infinity, Infinity];
  private changed = true;
  private forms = 0;
  /** How many states the page or form outside had saved. */
  private floor = 0;

  private clipNext = false;
  private lastSpace: { key: number; resources: Dictionary | null; components: Components } = {
    key: 0,
    resources: null,
    components: 1,
  };
  private lastExtended: { key: number; resources: Dictionary | null; state: Extended | null } = {
    key: 0,
    resources: null,
    state: null,
  };
  private readonly sight = new Sight();
  private readonly inks: Inks;
  readonly runs: Runs;
  /** What lies wholly outside of its clip. */
  readonly clipped: Runs;

  constructor(
    private readonly file: PdfFile,
    private readonly fonts: FontSource,
    private readonly view: View,
    page: number,
  ) {
    this.inks = new Inks(file);
    this.runs = new Runs(page);
    this.clipped = new Runs(page);
  }

  /** Ends the page. Throws `NotPlain` where text may be covered, or lost on what it stands on. */
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
    if (operator === OP.Tj || operator === OP.TJ) this.show(tokens);
    else if (operator === OP.Td) this.move(tokens.operand(0), tokens.operand(1));
    else if (!this.draw(operator, tokens)) this.change(operator, tokens, resources, depth);
  }

  /** Paths, which leave the state of text alone. */
  private draw(operator: number, tokens: Tokens): boolean {
    const { sight } = this;
    const { ctm } = this.state;
    switch (operator) {
      case OP.m:
      case OP.l:
        sight.addPoint(ctm, tokens.operand(0), tokens.operand(1));
        return true;
      case OP.c:
      case OP.v:
      case OP.y:
        this.drawCurve(tokens);
        return true;
      case OP.re:
        sight.addRectangle(ctm, tokens.operand(0), tokens.operand(1), tokens.operand(2), tokens.operand(3));
        return true;
      case OP.W:
      case OP.Weo:
        this.clipNext = true;
        return true;
      case OP.f:
      case OP.F:
      case OP.feo:
        this.endPath(true, false);
        return true;
      case OP.B:
      case OP.Beo:
      case OP.b:
      case OP.beo:
        this.endPath(true, true);
        return true;
      case OP.S:
      case OP.s:
        this.endPath(false, true);
        return true;
      case OP.n:
        this.endPath(false, false);
        return true;
      default:
        return false;
    }
  }

  private drawCurve(tokens: Tokens): void {
    for (let i = 0; i + 1 < tokens.count; i += 2)
      this.sight.addPoint(this.state.ctm, tokens.operand(i), tokens.operand(i + 1));
    this.sight.markCurve();
  }

  private endPath(isFilled: boolean, isStroked: boolean): void {
    const { sight, state } = this;
    const { ctm } = state;
    if (isFilled) sight.fill(state.alpha < TRANSLUCENT || state.isOdd ? NaN : state.fill, this.runs.count, state.clip);
    if (isStroked)
      sight.stroke(
        state.lineWidth * Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2])),
        this.runs.count,
        state.clip,
      );
    if (this.clipNext) this.clipTo(sight.clipBox());
    this.clipNext = false;
    sight.forgetPath();
  }

  /** What is clipped by another shape than a rectangle needs a closer look. */
  private clipTo(box: Box | null): void {
    if (box === null) this.state.isOdd = true;
    else this.state.clip = intersect(this.state.clip, box);
    this.changed = true;
  }

  private change(operator: number, tokens: Tokens, resources: Dictionary | null, depth: number): void {
    this.changed = true;
    switch (operator) {
      case OP.TD:
        this.state.leading = -tokens.operand(1);
        this.move(tokens.operand(0), tokens.operand(1));
        break;
      case OP.Tm:
        this.setLine(matrixOf(tokens));
        break;
      case OP.Tnext:
        this.move(0, -this.state.leading);
        break;
      case OP.quote:
        this.move(0, -this.state.leading);
        this.show(tokens);
        break;
      case OP.BT:
        this.setLine(IDENTITY);
        break;
      case OP.Tf:
        this.state.font = this.fontOf(tokens.name, resources);
        this.state.size = tokens.operand(0);
        break;
      case OP.Tc:
        this.state.charSpacing = tokens.operand(0);
        break;
      case OP.Tw:
        this.state.wordSpacing = tokens.operand(0);
        break;
      case OP.Tz:
        this.state.stretch = tokens.operand(0) / 100;
        break;
      case OP.TL:
        this.state.leading = tokens.operand(0);
        break;
      case OP.Ts:
        this.state.rise = tokens.operand(0);
        break;
      case OP.Tr:
        this.state.isInvisible = tokens.operand(0) !== 0 && tokens.operand(0) !== 2;
        break;
      case OP.q:
        this.saved.push(this.state.copy());
        break;
      case OP.Q:
        this.restore(depth);
        break;
      case OP.cm:
        this.state.ctm = multiply(this.state.ctm, matrixOf(tokens));
        break;
      case OP.g:
        this.setFill(tokens, 1);
        break;
      case OP.rg:
        this.setFill(tokens, 3);
        break;
      case OP.k:
        this.setFill(tokens, 4);
        break;
      case OP.sc:
      case OP.scn:
        this.setFill(tokens, this.state.components);
        break;
      case OP.cs:
        this.setSpace(tokens, resources);
        break;
      case OP.w:
        this.state.lineWidth = tokens.operand(0);
        break;
      case OP.sh:
        this.sight.paint(this.state.clip ?? [...this.view], NaN, this.runs.count);
        break;
      case OP.gs:
        this.setExtended(this.extendedOf(tokens, resources));
        break;
      case OP.Do:
        this.paintObject(tokens.name, resources, depth);
        break;
      case OP.BDC:
        if (tokens.name === 'OC') throw new NotPlain();
        break;
      case OP.quotes:
        this.showSpaced(tokens);
        break;
      case OP.BI:
        throw new NotPlain();
    }
  }

  private setFill(tokens: Tokens, components: Components): void {
    this.state.components = components;
    this.state.fill = this.inks.luminanceOf(tokens.numbers, tokens.count, components);
  }

  /** A space's first colour is black where its colours are known. Most spaces are the one before them. */
  private setSpace(tokens: Tokens, resources: Dictionary | null): void {
    const key = tokens.nameKey;
    const { lastSpace } = this;
    if (key === 0 || key !== lastSpace.key || resources !== lastSpace.resources)
      this.lastSpace = { key, resources, components: this.inks.componentsOf(tokens.name, resources) };
    this.state.components = this.lastSpace.components;
    this.state.fill = this.state.components === 0 ? NaN : 0;
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

  /** The clip from the top left of the view, with its leave. */
  private setEdges(): void {
    const { clip } = this.state;
    const leave = this.height * CLIP_LEAVE;
    const [x0, y0, x1, y1] = clip ?? [-Infinity, -Infinity, Infinity, Infinity];
    this.edges[0] = x0 - this.view[0] - leave;
    this.edges[1] = this.view[3] - y1 - leave;
    this.edges[2] = x1 - this.view[0] + leave;
    this.edges[3] = this.view[3] - y0 + leave;
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

  private fontOf(name: string, resources: Dictionary | null): PlainFont {
    const dictionary = this.file.dictionary(this.file.dictionary(resources?.get('Font'))?.get(name));
    if (dictionary === null) throw new NotPlain();
    return this.fonts(dictionary);
  }

  /** Most extended states are the one before them. */
  private extendedOf(tokens: Tokens, resources: Dictionary | null): Extended | null {
    const key = tokens.nameKey;
    const { lastExtended } = this;
    if (key !== 0 && key === lastExtended.key && resources === lastExtended.resources) return lastExtended.state;
    const more = this.file.dictionary(this.file.dictionary(resources?.get('ExtGState'))?.get(tokens.name));
    const state = more && this.readExtended(more);
    this.lastExtended = { key, resources, state };
    return state;
  }

  private readExtended(more: Dictionary): Extended {
    const { file } = this;
    if (more.has('Font')) throw new NotPlain();
    const isOdd =
      (more.has('BM') && file.name(more.get('BM')) !== 'Normal') ||
      (more.has('SMask') && file.name(more.get('SMask')) !== 'None');
    return { alpha: file.number(more.get('ca')), lineWidth: file.number(more.get('LW')), isOdd };
  }

  private setExtended(more: Extended | null): void {
    if (more === null) return;
    const { state } = this;
    state.alpha = more.alpha ?? state.alpha;
    state.lineWidth = more.lineWidth ?? state.lineWidth;
    // What ends a way of mixing is not told from what never began one.
    state.isOdd ||= more.isOdd;
  }

  private paintObject(name: string, resources: Dictionary | null, depth: number): void {
    const object = this.file.get(this.file.dictionary(resources?.get('XObject'))?.get(name));
    if (!isStream(object)) throw new NotPlain();
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
