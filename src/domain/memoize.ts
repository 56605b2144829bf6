/**
 * A pure function of a short text that remembers its answers: CVs say the same words again and again. Bounded: when
 * full it forgets all and starts again, so that a thread that reads for days stays small. Long texts are not remembered.
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

/** A pure function that is asked for the same text many times in a row, however long that is. */
export function memoizeLast<T>(compute: (text: string) => T): (text: string) => T {
  let last: { text: string; answer: T } | null = null;
  return (text) => {
    if (last === null || last.text !== text) last = { text, answer: compute(text) };
    return last.answer;
  };
}

/** Beyond this a text is a sentence, which hardly comes twice. */
const LONGEST = 80;
