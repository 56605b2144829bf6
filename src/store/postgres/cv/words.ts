/** A letter, a digit, or one of the signs in names such as C++ and C#. */
const TOKENS = /[\p{L}\p{N}\p{Co}+#]+/gu;
/** A longer one is cut, since an index has no place for it. */
const LONGEST = 64;
/** The largest number that a column of `postings` holds. */
const MOST = 32_767;

/** Words in small letters and without accents, as the word index of the SQLite store takes them. */
export function tokensOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(TOKENS) ?? []).map((token) => token.slice(0, LONGEST));
}

/** Words between spaces, so that a phrase is found as a part of it. */
export function phraseOf(tokens: string[]): string {
  return ` ${tokens.join(' ')} `;
}

export interface IndexedWords {
  title: string;
  skills: string;
  body: string;
  /** Number of words. */
  tokens: number;
  postings: Posting[];
}

/** How often a CV has a word in each part. */
export interface Posting {
  term: string;
  title: number;
  skills: number;
  body: number;
}

const PARTS = ['title', 'skills', 'body'] as const;

export function indexed(words: Record<(typeof PARTS)[number], string>): IndexedWords {
  const byTerm = new Map<string, Posting>();
  const phrases = { title: '', skills: '', body: '' };
  let tokens = 0;
  for (const part of PARTS) {
    const own = tokensOf(words[part]);
    tokens += own.length;
    phrases[part] = phraseOf(own);
    for (const term of own) {
      const posting = byTerm.get(term) ?? { term, title: 0, skills: 0, body: 0 };
      posting[part] = Math.min(MOST, posting[part] + 1);
      byTerm.set(term, posting);
    }
  }
  return { ...phrases, tokens: Math.min(MOST, tokens), postings: [...byTerm.values()] };
}
