import { decomposeWords, endOfWord, withoutMarks } from '../domain/index.js';

/**
 * The built-in model's tokenizer, in two forms: as tokenizer.json for @huggingface/transformers, and as fast code of
 * our own that gives the same ids (wordlevel.test.ts checks this on CVs). Tokens are whole words: a word not in the
 * vocabulary becomes the unknown token, so that no name can be composed of pieces.
 */
const WORD = '[\\p{L}\\p{N}]+[+#]*';

/** Lower-case words without accents; `c++` and `c#` keep their signs. */
export function tokenWords(text: string): string[] {
  const folded = withoutMarks(decomposeWords(text).toLowerCase());
  const words: string[] = [];
  for (let at = 0; at < folded.length;) {
    let end = endOfWord(folded, at);
    if (end > at) {
      while (isSign(folded.charCodeAt(end))) end += 1;
      words.push(folded.slice(at, end));
    }
    at = Math.max(end, at + 1);
  }
  return words;
}

const isSign = (unit: number): boolean => unit === 0x2b || unit === 0x23;

const PAD = '[PAD]';
const UNKNOWN = '[UNK]';

/**
 * A tokenizer.json for a vocabulary, in the format of Hugging Face's tokenizers. Ids: 0 padding, 1 unknown, then the
 * words.
 */
export function tokenizerJson(words: string[]): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFKD' }, { type: 'Lowercase' }, { type: 'StripAccents' }] },
    pre_tokenizer: { type: 'Split', pattern: { Regex: WORD }, behavior: 'Removed', invert: true },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordLevel',
      unk_token: UNKNOWN,
      vocab: Object.fromEntries([PAD, UNKNOWN, ...words].map((word, id) => [word, id])),
    },
  };
}

/** The parts of a tokenizer.json, apart from the words, that determine ids. */
interface TokenizerFile {
  added_tokens?: unknown;
  normalizer?: unknown;
  pre_tokenizer?: unknown;
  post_processor?: unknown;
  model?: { type?: unknown; unk_token?: unknown; vocab?: Record<string, number> };
}

/** The fast tokenizer for a tokenizer.json from tokenizerJson(); null for any other. */
export function quickTokenizer(file: TokenizerFile, maxTokens: number): ((text: string) => number[]) | null {
  const rules = ({ added_tokens, normalizer, pre_tokenizer, post_processor, model }: TokenizerFile) =>
    JSON.stringify([added_tokens, normalizer, pre_tokenizer, post_processor, model?.type, model?.unk_token]);
  const vocab = file.model?.vocab;
  if (vocab === undefined || rules(file) !== rules(tokenizerJson([]))) return null;
  const ids = new Map(Object.entries(vocab));
  const unknown = ids.get(UNKNOWN) ?? 1;
  return (text) =>
    tokenWords(text)
      .slice(0, maxTokens)
      .map((word) => ids.get(word) ?? unknown);
}
