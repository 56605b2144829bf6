import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The value that switches off an address or place which a file or variable sets. */
export const NOWHERE = 'none';

/** A part's possible places: a folder, or a URL. */
interface Place {
  /** What `none` means for this part; without it, `none` is refused. */
  none?: string;
  /** Whether a path, or the equivalent `file:` URL, is allowed. */
  folder: boolean;
  /** Schemes of URLs that an adapter takes; it reads the rest of them. */
  urls: string[];
  /** Known schemes without an adapter yet. */
  later: string[];
}

/** All known schemes by setting. Move a scheme out of `later` once its adapter exists. */
export const PLACES = {
  store: { folder: true, urls: ['postgres', 'postgresql'], later: [] },
  storeReplica: { none: 'no replica', folder: false, urls: ['postgres', 'postgresql'], later: [] },
  queue: { none: "the store's own", folder: false, urls: ['redis', 'rediss', 'bullmq+postgres'], later: [] },
  files: { none: "the workspace's own", folder: true, urls: ['s3'], later: [] },
  backupTo: { none: 'no backups by the schedule', folder: true, urls: ['s3'], later: [] },
} satisfies Record<string, Place>;

/**
 * The absolute folder that a text names, or its URL; null for `none`; undefined for a scheme that is unknown or has no
 * adapter.
 */
export function parsePlace(place: Place, text: string): string | null | undefined {
  const own = text.trim();
  if (own === '') return undefined;
  if (own === NOWHERE && place.none !== undefined) return null;
  const scheme = schemeOf(place, own);
  if (scheme !== null && place.urls.includes(scheme)) return withHost(own);
  if (!place.folder) return undefined;
  if (scheme === null) return path.resolve(own);
  return scheme === 'file' && URL.canParse(own) && new URL(own).host === '' ? fileURLToPath(own) : undefined;
}

/** Undefined for a URL that names no server or bucket. */
function withHost(text: string): string | undefined {
  return URL.canParse(text) && new URL(text).host !== '' ? text : undefined;
}

/**
 * The text before `://`, or before `:` if it is a known scheme, since folder names may contain colons. A single letter
 * is a Windows drive.
 */
function schemeOf({ urls, later }: Place, text: string): string | null {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  return text.slice(scheme.length).startsWith('://') || ['file', ...urls, ...later].includes(scheme) ? scheme : null;
}

/** What a place accepts, for error messages; names every known scheme. */
export function placeExpects({ none, folder, urls, later }: Place): string {
  const taken = [
    ...(none === undefined ? [] : [`${NOWHERE} (${none})`]),
    ...(folder ? ['a folder', 'a file: URL'] : []),
    ...urls.map((scheme) => `a URL ${scheme}://...`),
  ];
  const coming = later.length === 0 ? '' : `; known and not built yet: ${later.map((one) => `${one}:`).join(', ')}`;
  return `${taken.join(', or ')}${coming}`;
}

/** Whether a store's place is a URL of a database server, instead of a folder. */
export function isServer(store: string | null): store is string {
  return store !== null && PLACES.store.urls.some((scheme) => store.toLowerCase().startsWith(`${scheme}:`));
}
