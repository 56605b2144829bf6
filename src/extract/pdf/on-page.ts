import type { ExtractedDocument, StructuredCv } from '../../domain/index.js';

type Spans = StructuredCv['spans'];
type Place = Spans[string];

/** In characters: a longer value is looked for by its beginning and end. */
const LONGEST = 120;
const ENDS = 40;

/** Places on the page of the fields of a CV that came with it. Fields that the page words differently have none. */
export function placedOnPage({ text, structured }: ExtractedDocument, page: string): Spans {
  const spans: Spans = {};
  const entries = new Map<string, Place[]>();
  let from = 0;
  for (const [path, { start, end }] of Object.entries(structured?.spans ?? {})) {
    if (path.endsWith(']')) continue;
    const at = find(page, text.slice(start, end), from) ?? find(page, text.slice(start, end), 0);
    if (at === null) continue;
    spans[path] = at;
    const entry = /^[a-z]+\[\d+\](?=\.)/.exec(path)?.[0];
    if (entry === undefined) continue;
    // Fields of an entry stand together, and most entries are in the order of the file, so the search continues here.
    from = at.start;
    entries.set(entry, [...(entries.get(entry) ?? []), at]);
  }
  for (const [entry, places] of entries)
    if (/^(?:work|volunteer|education|projects)/.test(entry))
      spans[entry] = {
        start: Math.min(...places.map(({ start }) => start)),
        end: Math.max(...places.map(({ end }) => end)),
      };
  return spans;
}

function find(page: string, value: string, from: number): Place | null {
  if (value.length > LONGEST) {
    const [first, last] = [find(page, value.slice(0, ENDS), from), find(page, value.slice(-ENDS), from)];
    return first !== null && last !== null && last.end > first.start ? { start: first.start, end: last.end } : first;
  }
  const words = value
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return null;
  const pattern = new RegExp(words.join('\\s+'), 'giu');
  pattern.lastIndex = from;
  const match = pattern.exec(page);
  return match === null ? null : { start: match.index, end: match.index + match[0].length };
}
