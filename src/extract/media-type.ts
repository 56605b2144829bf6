import type { Format } from '../domain/index.js';
import { sniff } from './sniff.js';

/**
 * What to tell other programs about the type of bytes. `extensions`: with the dot, the usual one first; empty if
 * nothing is known.
 */
export interface MediaType {
  type: string;
  extensions: readonly string[];
}

const UNKNOWN: MediaType = { type: 'application/octet-stream', extensions: [] };
const XML: MediaType = { type: 'application/xml', extensions: ['.xml'] };

const OF_FORMAT: Record<Exclude<Format, 'image'>, MediaType> = {
  pdf: { type: 'application/pdf', extensions: ['.pdf'] },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['.docx', '.docm', '.dotx'],
  },
  doc: { type: 'application/msword', extensions: ['.doc', '.dot'] },
  odt: { type: 'application/vnd.oasis.opendocument.text', extensions: ['.odt', '.ott', '.fodt'] },
  rtf: { type: 'application/rtf', extensions: ['.rtf'] },
  txt: { type: 'text/plain', extensions: ['.txt', '.text'] },
  markdown: { type: 'text/markdown', extensions: ['.md', '.markdown', '.txt'] },
  html: { type: 'text/html', extensions: ['.html', '.htm', '.xhtml'] },
  mhtml: { type: 'multipart/related', extensions: ['.mhtml', '.mht'] },
  json: { type: 'application/json', extensions: ['.json'] },
  europass: XML,
};

/** Recognised by their first bytes. */
const IMAGES: [RegExp, MediaType][] = [
  [/^\x89PNG/, { type: 'image/png', extensions: ['.png'] }],
  [/^\xff\xd8\xff/, { type: 'image/jpeg', extensions: ['.jpg', '.jpeg'] }],
  [/^GIF8/, { type: 'image/gif', extensions: ['.gif'] }],
  [/^(?:II|MM)/, { type: 'image/tiff', extensions: ['.tif', '.tiff'] }],
  [/^RIFF[^]{4}WEBP/, { type: 'image/webp', extensions: ['.webp'] }],
  [/^BM/, { type: 'image/bmp', extensions: ['.bmp'] }],
  [/^[^]{4}ftypavif/, { type: 'image/avif', extensions: ['.avif'] }],
  [/^[^]{4}ftyp/, { type: 'image/heic', extensions: ['.heic', '.heif'] }],
];

/** Number of first bytes that are enough to recognise a type. */
export const MEDIA_HEAD_BYTES = 64 * 1024;

/**
 * Type of the bytes that begin with `head`, judged by their content alone. `known`: the format that the file was read
 * as, for types that the first bytes do not show; null if it was not read.
 */
export function mediaTypeOf(head: Uint8Array, known: Format | null): MediaType {
  const format = known ?? sniffed(head);
  if (format === null) return UNKNOWN;
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(16, head.length)).toString('latin1');
  if (format === 'image') return IMAGES.find(([signature]) => signature.test(start))?.[1] ?? UNKNOWN;
  // Office formats can also be stored as a single XML file, which has a media type of its own.
  if (format === 'docx' && !start.startsWith('PK')) return XML;
  return OF_FORMAT[format];
}

function sniffed(head: Uint8Array): Format | null {
  const found = sniff(head);
  return found.kind === 'format' ? found.format : null;
}
