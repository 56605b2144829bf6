import { failure, type Outcome } from '../domain/index.js';
import { notRead } from './refusal.js';
import { sniff } from './sniff.js';

/** Types that the first bytes cannot decide: a ZIP lists its members at the end, an OLE file anywhere. */
const CONTAINER = /^(?:PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0)/; // eslint-disable-line no-control-regex -- file signatures

/**
 * Bytes in which the syntax of text is looked for here. Uploads wait for each other meanwhile, and the worker looks again,
 * further.
 */
const TEXT_WINDOW = 16 * 1024;

/**
 * The refusal of a file whose first bytes show that it cannot be read, so that it need not be accepted; null where only
 * the whole file can tell.
 */
export function headRefusal(head: Uint8Array, whole: boolean): Extract<Outcome<never>, { ok: false }> | null {
  if (head.length === 0) return failure('empty_file', 'the file is empty');
  if (CONTAINER.test(Buffer.from(head.buffer, head.byteOffset, Math.min(4, head.length)).toString('latin1')))
    return null;
  const found = sniff(head, TEXT_WINDOW);
  if (found.kind === 'unsupported') return failure('unsupported_format', notRead(found.what));
  if (found.kind === 'unknown') return failure('unknown_format', 'not a format that cvmatch reads');
  if (found.kind === 'empty' && whole) return failure('no_text', 'the file holds nothing but white space');
  return null;
}
