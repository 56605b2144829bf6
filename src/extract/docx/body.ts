import type { UncheckedText } from '../../domain/index.js';
import { Backdrop, type Ground } from './backdrop.js';
import { shadingOf } from './colours.js';
import { readLook, type Numbering, type RunLook, type Styles } from './styles.js';
import type { Rgb } from '../pdf/visibility/colour.js';
import type { TextBuilder } from '../text-builder.js';
import { attribute, type Attributes, type XmlHandlers } from '../xml.js';

/** Content that a reader does not see: deleted or moved text, former properties, readings above ruby text. */
const SKIPPED = new Set([
  'del',
  'moveFrom',
  'rPrChange',
  'pPrChange',
  'sectPrChange',
  'tblPrChange',
  'trPrChange',
  'tcPrChange',
  'rt',
  'binData',
  'binaryData',
]);

interface Paragraph {
  style: string | undefined;
  numId: string | undefined;
  level: number;
  shading: Rgb | null;
  /** Something visible has been written. Before that, a heading's blank line or a list's label may still be added. */
  begun: boolean;
}

export interface BodyContext {
  styles: Styles;
  numbering: Numbering;
  /** Relationship id -> target, for hyperlinks. */
  targets: Map<string, string>;
  ground: Ground;
  /** The text of an embedded part in another format (`altChunk`), by its relationship id. */
  chunk: (id: string) => string;
}

/** Turns elements of WordprocessingML (ECMA-376 part 1, chapter 17) into text. */
export class WordBody implements XmlHandlers {
  private skip = 0;
  private inText = false;
  private inInstruction = false;
  private inRunProperties = false;
  private inParagraphProperties = 0;
  private inRun = 0;
  private run: RunLook = {};
  private runStyle: string | undefined;
  private paragraph: Paragraph = newParagraph();
  private readonly outer: { paragraph: Paragraph; run: RunLook; runStyle: string | undefined }[] = [];
  /** For every open `AlternateContent`: the characters seen before it, and whether one of its choices had text. */
  private readonly alternatives: { before: number; taken: boolean }[] = [];
  private seen = 0;
  private readonly backdrop: Backdrop;
  /** Reasons why the visibility of some text could not be decided. */
  readonly doubts = new Set<UncheckedText['reason']>();
  private instruction = '';

  constructor(
    private readonly out: TextBuilder,
    private readonly context: BodyContext,
  ) {
    this.backdrop = new Backdrop(context.ground);
  }

  /** Text was assumed to lie on shapes, but there is more of it than the shapes could hold, so none of it does. */
  get isShapeTooSmall(): boolean {
    return this.doubts.has('picture') && this.backdrop.isShapeTooSmall;
  }

  open(name: string, attributes: Attributes): void {
    if (
      this.skip > 0 ||
      SKIPPED.has(name) ||
      (this.alternatives.at(-1)?.taken === true && (name === 'Choice' || name === 'Fallback'))
    ) {
      this.skip += 1;
      return;
    }
    if (!this.inRunProperties && this.inParagraphProperties === 0) this.backdrop.open(name, attributes);
    if (this.inRunProperties) this.openRunProperty(name, attributes);
    else if (this.inParagraphProperties > 0) this.openParagraphProperty(name, attributes);
    else this.openContent(name, attributes);
  }

  close(name: string): void {
    if (this.skip > 0) {
      this.skip -= 1;
      return;
    }
    if (!this.inRunProperties && this.inParagraphProperties === 0) this.backdrop.close(name);
    this.closeContent(name);
  }

  private closeContent(name: string): void {
    switch (name) {
      case 't':
        this.inText = false;
        break;
      case 'instrText':
        this.inInstruction = false;
        break;
      case 'rPr':
        this.inRunProperties = false;
        break;
      case 'pPr':
        this.inParagraphProperties = 0;
        break;
      case 'r':
        this.closeRun();
        break;
      case 'p':
        this.closeParagraph();
        break;
      case 'txbxContent':
        this.closeBox();
        break;
      case 'AlternateContent':
        this.alternatives.pop();
        break;
      case 'Choice':
        this.closeChoice();
        break;
      default:
        this.closeTablePart(name);
    }
  }

  private closeTablePart(name: string): void {
    if (name === 'tc') this.out.closeCell();
    else if (name === 'tr') this.out.closeRow();
    else if (name === 'tbl') this.out.closeTable();
  }

  text(data: string): void {
    if (this.skip > 0) return;
    if (this.inInstruction) this.instruction += data;
    else if (this.inText) this.write(data);
  }

  private openContent(name: string, attributes: Attributes): void {
    switch (name) {
      case 't':
        this.inText = true;
        break;
      case 'p':
        this.paragraph = newParagraph();
        break;
      case 'pPr':
        this.inParagraphProperties = 1;
        break;
      case 'r':
        this.openRun();
        break;
      case 'rPr':
        this.inRunProperties = this.inRun > 0;
        break;
      case 'txbxContent':
        this.openBox();
        break;
      case 'AlternateContent':
        this.alternatives.push({ before: this.seen, taken: false });
        break;
      case 'altChunk':
        this.takeIn(attribute(attributes, 'id') ?? '');
        break;
      default:
        if (!this.openTablePart(name) && !this.openField(name, attributes)) this.openCharacter(name, attributes);
    }
  }

  private openTablePart(name: string): boolean {
    if (name === 'tbl') this.out.openTable();
    else if (name === 'tr') this.out.openRow();
    else if (name === 'tc') this.out.openCell();
    else return false;
    return true;
  }

  /** Fields and links: their target is recorded, their instruction is not text. */
  private openField(name: string, attributes: Attributes): boolean {
    if (name === 'instrText') this.inInstruction = true;
    else if (name === 'fldChar') this.fieldChar(attribute(attributes, 'fldCharType'));
    else if (name === 'fldSimple') this.linkOf(attribute(attributes, 'instr') ?? '');
    else if (name === 'hyperlink' || name === 'hlinkClick') this.hyperlink(attributes);
    else return false;
    return true;
  }

  /** Elements that stand for a character. */
  private openCharacter(name: string, attributes: Attributes): void {
    if (name === 'tab' || name === 'ptab') this.write('\t');
    else if (name === 'br' || name === 'cr') this.out.endOpenLine();
    else if (name === 'noBreakHyphen') this.write('-');
    else if (name === 'sym') this.write(symbol(attributes));
  }

  private openRunProperty(name: string, attributes: Attributes): void {
    if (name === 'rStyle') this.runStyle = attribute(attributes, 'val');
    else readLook(this.run, name, attributes, this.context.ground.theme);
  }

  /** The look of the paragraph mark (`rPr` in `pPr`) does not apply to the text. */
  private openParagraphProperty(name: string, attributes: Attributes): void {
    const { paragraph } = this;
    const value = attribute(attributes, 'val');
    if (name === 'pStyle') paragraph.style = value;
    else if (name === 'numId') paragraph.numId = value;
    else if (name === 'ilvl') paragraph.level = Number(value) || 0;
    else if (name === 'shd') paragraph.shading = shadingOf(attributes, this.context.ground.theme);
  }

  private openRun(): void {
    this.inRun += 1;
    this.run = {};
    this.runStyle = undefined;
  }

  private closeRun(): void {
    this.inRun = Math.max(0, this.inRun - 1);
    this.run = {};
    this.runStyle = undefined;
  }

  private write(data: string): void {
    if (data === '') return;
    this.seen += data.trim().length;
    const sight = this.sightOf(data);
    if (sight !== null && 'hidden' in sight) {
      this.out.hide(sight.hidden, data);
      return;
    }
    if (sight !== null) this.doubts.add(sight.doubt);
    if (!this.paragraph.begun && data.trim() !== '') this.beginParagraph();
    this.out.text(data);
  }

  private beginParagraph(): void {
    const { paragraph, context } = this;
    paragraph.begun = true;
    if (context.styles.isHeading(paragraph.style) && this.out.lineIsEmpty) this.out.blankLine();
    const list =
      paragraph.numId === undefined
        ? context.styles.numbering(paragraph.style)
        : { numId: paragraph.numId, level: paragraph.level };
    if (list !== undefined) this.out.text(context.numbering.label(list.numId, list.level));
  }

  private sightOf(data: string): ReturnType<Backdrop['sightOf']> {
    const letters = data.trim().length;
    if (letters === 0) return null;
    const { styles } = this.context;
    const { paragraph } = this;
    return this.backdrop.sightOf(
      { ...styles.paragraphLook(paragraph.style), ...styles.look(this.runStyle), ...this.run },
      paragraph.shading,
      letters,
    );
  }

  private takeIn(id: string): void {
    const lines = this.context.chunk(id).split('\n');
    this.out.blankLine();
    for (const line of lines) {
      this.out.text(line);
      this.out.endLine();
    }
  }

  private closeParagraph(): void {
    this.out.endLine();
    this.paragraph = newParagraph();
    this.inParagraphProperties = 0;
    this.inRun = this.outer.length;
  }

  private openBox(): void {
    this.outer.push({ paragraph: this.paragraph, run: this.run, runStyle: this.runStyle });
    this.out.divert();
  }

  private closeBox(): void {
    const state = this.outer.pop();
    if (state === undefined) return;
    this.out.append(this.out.restore());
    Object.assign(this, state);
  }

  private closeChoice(): void {
    const alternative = this.alternatives.at(-1);
    if (alternative !== undefined) alternative.taken = this.seen > alternative.before;
  }

  private fieldChar(type: string | undefined): void {
    if (type === 'begin') this.instruction = '';
    else if (type === 'separate') this.linkOf(this.instruction);
  }

  private linkOf(instruction: string): void {
    const target = /HYPERLINK\s+"([^"]+)"/.exec(instruction)?.[1];
    if (target !== undefined) this.out.link(target);
  }

  private hyperlink(attributes: Attributes): void {
    const target = this.context.targets.get(attribute(attributes, 'id') ?? '');
    if (target !== undefined) this.out.link(target);
  }
}

function newParagraph(): Paragraph {
  return { style: undefined, numId: undefined, level: 0, shading: null, begun: false };
}

/** A character of a symbol font is in the private use area; the repair of text knows the common ones. */
function symbol(attributes: Attributes): string {
  const code = Number.parseInt(attribute(attributes, 'char') ?? '', 16);
  return Number.isNaN(code) || code === 0 ? '' : String.fromCharCode(code);
}
