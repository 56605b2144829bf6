import type { HiddenText, UncheckedText } from '../../domain/index.js';
import { shadingOf, type Theme } from './colours.js';
import { ShapeReader, type Fill, type Shape } from './shapes.js';
import type { RunLook } from './styles.js';
import { canBeTold, WHITE, type Rgb } from '../pdf/visibility/colour.js';
import { attribute, type Attributes } from '../xml.js';

/** In half points: nobody can read text below three points. */
const TINY = 6;
/** Percent of their width: letters squeezed below it cannot be read. */
const SQUEEZED = 20;
/** In points: the size of text in a document that gives none. */
const USUAL_SIZE = 11;
/** A colour channel from this value on counts as white. */
const NEARLY_WHITE = 240;

/** What may lie below the text of a document, apart from the cells and boxes that contain it. */
export interface Ground {
  theme: Theme;
  /** The page's colour; null where it is a picture or a gradient. */
  page: Rgb | null;
  /**
   * Shapes and pictures of all parts. Any of them may lie behind any text: only a layout engine knows where they are.
   */
  shapes: readonly Shape[];
  /**
   * What the conditional formats of a table style paint: by style id, then by `wholeTable`, `firstRow`, `firstCol` and
   * so on.
   */
  tableFills: ReadonlyMap<string, ReadonlyMap<string, Rgb>>;
}

type Reason = HiddenText['reason'];
export type Sight = { hidden: Reason } | { doubt: UncheckedText['reason'] } | null;

interface Table {
  fill: Rgb | null;
  style: string;
  row: number;
  cell: number;
  cellFill: Rgb | null;
}

/** Follows tables, cells and shapes, and decides whether a run's look is visible at its place. */
export class Backdrop {
  private readonly tables: Table[] = [];
  /** For each open text box its fill, and the tables around the box, which are not behind its text. */
  private readonly boxes: { fill: Fill; tables: Table[] }[] = [];
  private readonly shape: ShapeReader;
  /** Total area, in square points, of the text that only a shape behind it would make visible. */
  private needed = 0;
  isShapeTooSmall = false;

  constructor(private readonly ground: Ground) {
    this.shape = new ShapeReader(ground.theme);
  }

  open(name: string, attributes: Attributes): void {
    const table = this.tables.at(-1);
    if (name === 'tbl') this.tables.push({ fill: null, style: '', row: -1, cell: -1, cellFill: null });
    else if (name === 'txbxContent')
      this.boxes.push({ fill: this.shape.fill ?? 'none', tables: this.tables.splice(0) });
    else if (name === 'tblStyle' && table !== undefined) table.style = attribute(attributes, 'val') ?? '';
    else if (name === 'tr' && table !== undefined) Object.assign(table, { row: table.row + 1, cell: -1 });
    else if (name === 'tc' && table !== undefined) Object.assign(table, { cell: table.cell + 1, cellFill: null });
    else if (name === 'shd' && table !== undefined) this.shade(table, attributes);
    else this.shape.open(name, attributes);
  }

  close(name: string): void {
    if (name === 'tbl') this.tables.pop();
    else if (name === 'txbxContent') this.tables.splice(0, this.tables.length, ...(this.boxes.pop()?.tables ?? []));
    else if (name === 'tc' && this.tables.length > 0) this.tables.at(-1)!.cellFill = null;
    else this.shape.close(name);
  }

  /** Shading before the first row belongs to the table, shading outside a paragraph to the cell. */
  private shade(table: Table, attributes: Attributes): void {
    const fill = shadingOf(attributes, this.ground.theme);
    if (table.row < 0) table.fill = fill;
    else table.cellFill = fill ?? table.cellFill;
  }

  /** Whether text of this look is visible here; `shading` is that of its paragraph. */
  sightOf(look: RunLook, shading: Rgb | null, letters: number): Sight {
    if (look.vanish === true) return { hidden: 'hidden_style' };
    if (look.size !== undefined && look.size > 0 && look.size < TINY) return { hidden: 'tiny' };
    if (look.width !== undefined && look.width > 0 && look.width < SQUEEZED) return { hidden: 'tiny' };
    const colour = look.colour ?? null;
    if (colour === null) return null;
    const below = look.fill ?? shading ?? this.below(colour);
    if (below === 'unknown') return { doubt: 'picture' };
    if (canBeTold(colour, below)) return null;
    const own = look.fill ?? shading ?? this.around();
    return own === null && this.mayLieOnShape(colour, letters, look.size)
      ? { doubt: 'picture' }
      : { hidden: nameOf(colour) };
  }

  /** What the cell, table or box around the text paints; null where it stands on the bare page. */
  private around(): Fill | null {
    for (const table of this.tables.toReversed()) {
      const fill = table.cellFill ?? this.styled(table) ?? table.fill;
      if (fill !== null) return fill;
    }
    const fill = this.boxes.at(-1)?.fill;
    return fill === undefined || fill === 'none' ? null : fill;
  }

  private below(colour: Rgb): Rgb | 'unknown' {
    const around = this.around();
    if (around !== null && around !== 'none') return around;
    // Where the page's colour is unknown, only text that would not show on white needs a closer look.
    return this.ground.page ?? (canBeTold(colour, WHITE) ? WHITE : 'unknown');
  }

  /** What a table's style paints in this cell, as far as its position decides. */
  private styled({ style, row, cell }: Table): Rgb | null {
    const fills = this.ground.tableFills.get(style);
    if (fills === undefined) return null;
    const names = [
      ...(row === 0 ? ['firstRow'] : []),
      ...(cell === 0 ? ['firstCol'] : []),
      ...(row > 0 ? [row % 2 === 1 ? 'band1Horz' : 'band2Horz'] : []),
      'wholeTable',
    ];
    return names.map((name) => fills.get(name)).find((fill) => fill !== undefined) ?? null;
  }

  /**
   * Whether the text may lie on a shape on which it shows. The shapes must be large enough for all such text; a small
   * one elsewhere on the page explains nothing.
   */
  private mayLieOnShape(colour: Rgb, letters: number, halfPoints: number | undefined): boolean {
    const size = (halfPoints ?? USUAL_SIZE * 2) / 2;
    // A letter is about half as wide as it is high, and a line a fifth higher than its letters.
    this.needed += letters * size * size * 0.6;
    const shows = ({ fill }: Shape): boolean => fill === 'unknown' || (fill !== 'none' && canBeTold(colour, fill));
    const there = this.ground.shapes.filter(shows).reduce((sum, { area }) => sum + area, 0);
    this.isShapeTooSmall ||= there < this.needed;
    return !this.isShapeTooSmall;
  }
}

function nameOf(colour: Rgb): Reason {
  return colour.every((channel) => channel >= NEARLY_WHITE) ? 'white' : 'low_contrast';
}
