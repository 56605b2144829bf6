import { decodeText } from './encoding.js';
import type { TextParts } from './reader.js';

export function readPlain(bytes: Uint8Array): TextParts {
  return { engine: 'text', text: decodeText(bytes), hidden: [], links: [], documentDate: null, warnings: [] };
}
