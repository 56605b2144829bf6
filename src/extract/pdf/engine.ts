import type { HiddenText } from '../../domain/index.js';
import type { TextItem } from '../layout/index.js';

/** What an engine reads from a PDF. Positions count from the top left of the visible page. */
export interface EnginePages {
  items: TextItem[];
  hidden: HiddenText[];
  pageCount: number;
  links: string[];
  images: PageImage[];
}

/** An image on a page, from the page's bottom left, as PDFs count. */
export interface PageImage {
  page: number;
  box: [number, number, number, number];
}
