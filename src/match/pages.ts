import { cvPages } from '../store/pages.js';
import type { Cvs, CvSummary } from '../store/port/index.js';

/** The part of a store needed to go through all CVs. */
export interface ListedStore {
  readonly cvs: Pick<Cvs, 'list'>;
}

/** The latest revisions of all who are not restricted, page by page. */
export async function* pagesOf(store: ListedStore): AsyncIterable<CvSummary[]> {
  for await (const page of cvPages(store.cvs)) {
    const ranked = page.filter(({ restricted }) => !restricted);
    if (ranked.length > 0) yield ranked;
  }
}
