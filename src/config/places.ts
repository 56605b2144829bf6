import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What an address or a place is set to where a file or a variable names one and it is not wanted. */
export const NOWHERE = 'none';

/** Where a part may lie: in a folder, or at a URL. */
interface Place {
  /** What `none` stands for; a place without one does not take it. */
  none?: string;
  /** Whether a path, or the same as a `file:` URL, is one. */
  folder: boolean;
  /** Schemes that are known and wait for their adapter. */
  later: string[];
}

/** Every scheme that is known, by setting: an adapter that is built moves its scheme out of `later`. */
export const PLACES = {
  store: { folder: true, later: ['postgres', 'postgresql'] },
  queue: { none: "the store's own", folder: false, later: ['redis', 'rediss', 'postgres', 'postgresql'] },
  files: { none: "the workspace's own", folder: true, later: ['s3'] },
} satisfies Record<string, Place>;

/** The folder that a text names, absolute; null for `none`; undefined for a scheme that is unknown or waits. */
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
 * What stands before `://`, or before `:` where it is one that is known; else a folder may have a colon in its name. One
 * letter is a drive of Windows.
 */
function schemeOf({ later }: Place, text: string): string | null {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  return text.slice(scheme.length).startsWith('://') || ['file', ...later].includes(scheme) ? scheme : null;
}

/** What a place takes, for people: it names every scheme that is known. */
export function placeExpects({ none, folder, later }: Place): string {
  const taken = [
    ...(none === undefined ? [] : [`${NOWHERE} (${none})`]),
    ...(folder ? ['a folder', 'a file: URL'] : []),
  ];
  return `${taken.join(', or ')}; known and not built yet: ${later.map((scheme) => `${scheme}:`).join(', ')}`;
}
