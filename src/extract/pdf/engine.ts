import type { HiddenText, UncheckedText } from '../../domain/index.js';
import type { TextItem } from '../layout/index.js';

/** What an engine reads from a PDF. Positions are relative to the top left of the visible page. */
export interface EnginePages {
  items: TextItem[];
  hidden: HiddenText[];
  /** Pages on which the visibility of some text could not be decided. */
  unchecked: UncheckedText[];
  /** Whether invisible text was left out, whether it is listed in `hidden` or too little to deceive anyone. */
  leftOut?: boolean;
  /** Whether the items include values of form fields or notes. */
  hasFields?: boolean;
  pageCount: number;
  links: string[];
}
