import { isStream, type PdfFile, type PdfStream } from './file.js';
import type { PlainFont } from './fonts.js';
import type { Inks, Components } from './inks.js';
import { NotPlain } from './not-plain.js';
import type { Dictionary } from './objects.js';
import type { Tokens } from './tokens.js';

/** Reads the font that a dictionary describes. */
export type FontSource = (font: Dictionary) => PlainFont;

/** The settings of an extended graphics state that matter here. */
export interface Extended {
  alpha: number | null;
  lineWidth: number | null;
  isOdd: boolean;
}

/** Looks up names in a content stream: fonts, colour spaces, extended states, and objects to paint. */
export class Resources {
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

  constructor(
    private readonly file: PdfFile,
    private readonly fonts: FontSource,
    private readonly inks: Inks,
  ) {}

  font(name: string, resources: Dictionary | null): PlainFont {
    const dictionary = this.file.dictionary(this.file.dictionary(resources?.get('Font'))?.get(name));
    if (dictionary === null) throw new NotPlain();
    return this.fonts(dictionary);
  }

  /**
   * Number of components of a colour in the space. The last result is kept, since most spaces repeat the one before.
   */
  components(tokens: Tokens, resources: Dictionary | null): Components {
    const key = tokens.nameKey;
    const { lastSpace } = this;
    if (key === 0 || key !== lastSpace.key || resources !== lastSpace.resources)
      this.lastSpace = { key, resources, components: this.inks.componentsOf(tokens.name, resources) };
    return this.lastSpace.components;
  }

  /** The last result is kept, since most extended states repeat the one before. */
  extended(tokens: Tokens, resources: Dictionary | null): Extended | null {
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

  object(name: string, resources: Dictionary | null): PdfStream {
    const object = this.file.get(this.file.dictionary(resources?.get('XObject'))?.get(name));
    if (!isStream(object)) throw new NotPlain();
    return object;
  }
}
