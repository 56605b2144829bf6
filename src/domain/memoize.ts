/**
 * Memoizes a pure function of a short text, since CVs repeat the same words. Bounded: when full, it forgets everything,
 * so that a long-running thread stays small. Nearly all texts that come again do so within a CV: a larger memory finds
 * few more, and looking in it takes longer. Results for long texts are not kept.
 */
export function memoize<T>(compute: (text: string) => T, most = 20_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return compute(text);
    let answer = known.get(text);
    if (answer === undefined) {
      answer = compute(text);
      if (known.size >= most) known.clear();
      known.set(text, answer);
    }
    return answer;
  };
}

/**
 * Memoizes only the last answer, for a pure function that is called several times in a row with the same text of any
 * length.
 */
export function memoizeLast<T>(compute: (text: string) => T): (text: string) => T {
  let last: { text: string; answer: T } | null = null;
  return (text) => {
    if (last === null || last.text !== text) last = { text, answer: compute(text) };
    return last.answer;
  };
}

/** Computes a value when it is first asked for, and never again. */
export function once<T>(compute: () => T): () => T {
  let known: { value: T } | null = null;
  return () => (known ??= { value: compute() }).value;
}

/** In characters: a longer text is a sentence and hardly occurs twice. */
const LONGEST = 80;
