import type { HiddenText, UncheckedText } from '../../domain/index.js';
import type { TextItem } from '../layout/index.js';

/** What an engine reads from a PDF. Positions count from the top left of the visible page. */
export interface EnginePages {
  items: TextItem[];
  hidden: HiddenText[];
  /** Pages on which it is not known whether a reader sees all text. */
  unchecked: UncheckedText[];
  /** Something that a reader does not see was left out, be it told in `hidden` or too little to deceive. */
  leftOut?: boolean;
  /** Values of fields or notes are among the items. */
  hasFields?: boolean;
  pageCount: number;
  links: string[];
}
