import type { Cvs, CvSummary, ListQuery } from './port/index.js';

/** CVs of a page. */
const PAGE = 500;

/** All CVs of a listing, page by page; the last page may be empty. */
export async function* cvPages(
  cvs: Pick<Cvs, 'list'>,
  query: Omit<ListQuery, 'limit' | 'after'> = {},
  size = PAGE,
): AsyncGenerator<CvSummary[]> {
  for (let after: string | undefined; ;) {
    const page = await cvs.list({ ...query, limit: size, after });
    yield page;
    if (page.length < size) return;
    after = page.at(-1)!.cvId;
  }
}
