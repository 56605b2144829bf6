import type { TextItem as EngineItem } from '@firecrawl/pdf-inspector';
import { failure, ok, type Outcome } from '../../domain/index.js';
import type { TextItem } from '../layout/index.js';
import type { EnginePages } from './engine.js';
import { withoutIcon } from './icons.js';
import { restoreSpaces } from './spaces.js';

/**
 * Reads with `@firecrawl/pdf-inspector` (native). The engine derives spaces in positioned items from gaps, and so loses
 * spaces that the rounded glyph widths of some producers close. Its plain text keeps them, so both are read and the
 * spaces merged.
 */
export async function readWithInspector(
  bytes: Uint8Array,
  maxPages: number,
  pageHeight: number,
): Promise<Outcome<EnginePages>> {
  const engine = await import('@firecrawl/pdf-inspector');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const pages = Array.from({ length: maxPages }, (_, i) => i + 1);
    const found = engine.extractTextWithPositions(buffer, pages);
    const texts = found.filter((item) => item.itemType === 'Text');
    const spaced =
      texts.length === 0
        ? []
        : restoreSpaces(
            texts.map((item) => item.text),
            engine.extractText(buffer),
          );
    const items = texts.map((item, i) => toItem(item, spaced[i]!, pageHeight));
    return ok({
      items: [
        ...items,
        ...found.filter((item) => item.itemType === 'FormField').flatMap((field) => toFilledIn(field, pageHeight)),
      ],
      hidden: [],
      unchecked: [],
      pageCount: pageCountOf(found),
      links: linksOf(found),
    });
  } catch (error) {
    return toFailure(error);
  }
}

function toItem(item: EngineItem, text: string, pageHeight: number): TextItem {
  return {
    text: withoutIcon(text, item.font),
    page: item.page,
    x: item.x,
    y: pageHeight - item.y,
    width: item.width,
    fontSize: item.fontSize,
    bold: item.isBold,
    rotated: item.rotation !== 0,
  };
}

/** A form field arrives as `name: value` with its box. A ticked or empty one says nothing. */
function toFilledIn(field: EngineItem, pageHeight: number): TextItem[] {
  const text = field.text.slice(field.text.indexOf(': ') + 2).trim();
  if (!field.text.includes(': ') || text === '' || /^(?:off|on|yes|no)$/i.test(text)) return [];
  const fontSize = Math.min(12, field.height * 0.7) || 10;
  return [
    {
      text,
      page: field.page,
      x: field.x,
      y: pageHeight - field.y - field.height / 4,
      width: Math.min(field.width, (text.length * fontSize) / 2),
      fontSize,
      bold: false,
      rotated: false,
    },
  ];
}

/** A loop, since spreading many items into a call overflows the stack. */
function pageCountOf(found: readonly EngineItem[]): number {
  return found.reduce((most, item) => Math.max(most, item.page), 1);
}

function linksOf(found: readonly EngineItem[]): string[] {
  return [...new Set(found.map((item) => item.linkUrl).filter((url) => url !== undefined))];
}

function toFailure(error: unknown): Outcome<never> {
  const message = error instanceof Error ? error.message : String(error);
  return /encrypted|password/i.test(message)
    ? failure('password_required', 'the PDF is encrypted: hand in a copy without a password')
    : failure('corrupt', 'the PDF is damaged: no page could be read');
}
