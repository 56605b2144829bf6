/**
 * The built-in model's tokenizer, twice: as the tokenizer.json that @huggingface/transformers reads, and as quick code
 * of our own that gives the same ids (proved on CVs in wordlevel.test.ts). Words are whole: a word that the vocabulary
 * lacks has no token but the unknown one, so no name can be spelt out of pieces.
 */
const WORD = '[\\p{L}\\p{N}]+[+#]*';
const WORDS = new RegExp(WORD, 'gu');
const MARKS = /\p{M}+/gu;

/** Lower-cased words without accents; `c++` and `c#` keep their signs. */
export function tokenWords(text: string): string[] {
  return foldForTokens(text).match(WORDS) ?? [];
}

function foldForTokens(text: string): string {
  // eslint-disable-next-line no-control-regex -- plain ASCII, the usual case, needs no normalising
  return /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKD').toLowerCase().replace(MARKS, '');
}

export const PAD = '[PAD]';
export const UNKNOWN = '[UNK]';

/** tokenizer.json for a vocabulary, in the format of Hugging Face's tokenizers. Ids: 0 padding, 1 unknown, then the words. */
export function tokenizerJson(words: string[]): object {
  const special = (content: string, id: number) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(PAD, 0), special(UNKNOWN, 1)],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFKD' }, { type: 'Lowercase' }, { type: 'StripAccents' }] },
    pre_tokenizer: { type: 'Split', pattern: { Regex: WORD }, behavior: 'Removed', invert: true },
    post_processor: null,
    decoder: null,
    model: { type: 'WordPiece', unk_token: UNKNOWN, continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries([PAD, UNKNOWN, ...words].map((word, id) => [word, id])) },
  };
}
