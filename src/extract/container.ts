import { isMail } from './mail-head.js';
import { DAMAGED_ZIP, sniff } from './sniff.js';

/**
 * Files whose extension already says that they are documents: they need not be opened to know that they are no
 * container.
 */
const ALONE =
  /\.(?:pdf|docx?|docm|dotx?|odt|ott|fodt|rtf|txt|text|md|markdown|html?|mhtml?|json|xml|ya?ml|tex|png|jpe?g|gif|tiff?|webp|bmp|heic|xlsx?|pptx?|csv|ods|odp|pages)$/i;

export function readsAlone(name: string): boolean {
  return ALONE.test(name);
}

/** The first member in archives that are Office, OpenDocument or Apple documents. */
const OF_DOCUMENTS =
  /^(?:\[Content_Types\]\.xml|_rels\/|word\/|docProps\/|xl\/|ppt\/|mimetype|META-INF\/|Index\/|index\.(?:xml|zip|apxl)|AndroidManifest)/i;

/** Whether a file with these first bytes contains other files: a ZIP archive that is no document, or an e-mail. */
export function containerKind(head: Uint8Array): 'zip' | 'mail' | null {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString('latin1');
  if (!start.startsWith('PK\u0003\u0004') && !start.startsWith('PK\u0005\u0006'))
    return isMail(start.trimStart()) ? 'mail' : null;
  const nameLength = start.charCodeAt(26) + start.charCodeAt(27) * 256;
  return OF_DOCUMENTS.test(start.slice(30, 30 + nameLength)) ? null : 'zip';
}

/** Whether an archive is a single document after all, in whatever order its parts are. */
export function isOneDocument(bytes: Uint8Array): boolean {
  const found = sniff(bytes);
  return found.kind !== 'container' && !(found.kind === 'unsupported' && found.what === DAMAGED_ZIP);
}
