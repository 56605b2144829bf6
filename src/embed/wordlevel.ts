import { decomposeWords, endOfWord, withoutMarks } from '../domain/index.js';

/**
 * The built-in model's tokenizer, twice: as the tokenizer.json that @huggingface/transformers reads, and as quick code
 * of our own that gives the same ids (proved on CVs in wordlevel.test.ts). Words are whole: a word that the vocabulary
 * lacks has no token but the unknown one, so no name can be spelt out of pieces.
 */
const WORD = '[\\p{L}\\p{N}]+[+#]*';

/** Lower-cased words without accents; `c++` and `c#` keep their signs. */
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

/** tokenizer.json for a vocabulary, in the format of Hugging Face's tokenizers. Ids: 0 padding, 1 unknown, then the words. */
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

/** What of a tokenizer.json decides ids, all but the words. */
interface TokenizerFile {
  added_tokens?: unknown;
  normalizer?: unknown;
  pre_tokenizer?: unknown;
  post_processor?: unknown;
  model?: { type?: unknown; unk_token?: unknown; vocab?: Record<string, number> };
}

/** Token ids of texts by the quick way, for a tokenizer.json that tokenizerJson() wrote; null for any other. */
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
