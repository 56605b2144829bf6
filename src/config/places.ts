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
  /** Known schemes without an adapter yet. */
  later: string[];
}

/** All known schemes by setting. Move a scheme out of `later` once its adapter exists. */
export const PLACES = {
  store: { folder: true, later: ['postgres', 'postgresql'] },
  queue: { none: "the store's own", folder: false, later: ['redis', 'rediss', 'postgres', 'postgresql'] },
  files: { none: "the workspace's own", folder: true, later: ['s3'] },
} satisfies Record<string, Place>;

/** The absolute folder that a text names; null for `none`; undefined for a scheme that is unknown or has no adapter. */
export function parsePlace(place: Place, text: string): string | null | undefined {
  const own = text.trim();
  if (own === '') return undefined;
  if (own === NOWHERE && place.none !== undefined) return null;
  if (!place.folder) return undefined;
  const scheme = schemeOf(place, own);
  if (scheme === null) return path.resolve(own);
  return scheme === 'file' && URL.canParse(own) && new URL(own).host === '' ? fileURLToPath(own) : undefined;
}

/**
 * The text before `://`, or before `:` if it is a known scheme, since folder names may contain colons. A single letter
 * is a Windows drive.
 */
function schemeOf({ later }: Place, text: string): string | null {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  return text.slice(scheme.length).startsWith('://') || ['file', ...later].includes(scheme) ? scheme : null;
}

/** What a place accepts, for error messages; names every known scheme. */
export function placeExpects({ none, folder, later }: Place): string {
  const taken = [
    ...(none === undefined ? [] : [`${NOWHERE} (${none})`]),
    ...(folder ? ['a folder', 'a file: URL'] : []),
  ];
  return `${taken.join(', or ')}; known and not built yet: ${later.map((scheme) => `${scheme}:`).join(', ')}`;
}
