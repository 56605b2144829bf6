import { availableParallelism } from 'node:os';
import { bool, oneOf, positive, whole } from '../parsers.js';
import { parseBytes, parseDuration } from '../units.js';
import type { Settings } from '../shape.js';

/** How CVs are read. */
export const READING = {
  threads: {
    description: 'worker threads',
    fallback: Math.max(1, availableParallelism()),
    parse: whole(1, 256),
    expects: 'a whole number from 1 to 256',
  },
  timeout: {
    description: 'time limit for one CV',
    fallback: 10_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 10s or 500ms',
  },
  memory: {
    description: 'memory limit for reading one CV',
    fallback: 512e6,
    parse: positive(parseBytes),
    expects: 'a size such as 512MB',
  },
  maxSize: {
    description: 'size limit of one file',
    fallback: 10e6,
    parse: positive(parseBytes),
    expects: 'a size such as 10MB',
  },
  duplicates: {
    description: 'what becomes of near copies',
    fallback: 'flag',
    parse: oneOf('skip', 'flag', 'keep'),
    expects: 'skip, flag or keep',
  },
  ocr: { description: 'read images and scans with tesseract', fallback: false, parse: bool, expects: 'true or false' },
  ocrLanguages: {
    description: 'languages for OCR',
    fallback: 'eng',
    parse: (v) => (/^[A-Za-z_]+(?:\+[A-Za-z_]+)*$/.test(v) ? v : undefined),
    expects: 'codes such as eng+deu',
  },
} satisfies Partial<Settings>;
