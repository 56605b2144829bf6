import type { Cvs, CvSummary } from '../store/port/index.js';

/** CVs per page. */
const PAGE = 500;

/** The part of a store needed to go through all CVs. */
export interface ListedStore {
  readonly cvs: Pick<Cvs, 'list'>;
}

/** The latest revisions of all who are not restricted, page by page. */
export async function* pagesOf(store: ListedStore): AsyncIterable<CvSummary[]> {
  for (let after: string | undefined; ;) {
    const page = await store.cvs.list({ limit: PAGE, after });
    const ranked = page.filter(({ restricted }) => !restricted);
    if (ranked.length > 0) yield ranked;
    if (page.length < PAGE) return;
    after = page.at(-1)!.cvId;
  }
}
