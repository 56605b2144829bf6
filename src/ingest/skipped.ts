/** Folders of tools, which never contain CVs. Hidden files and folders (such as `.cvmatch`) are skipped too. */
const SKIPPED = new Set(['node_modules', '__MACOSX', '$RECYCLE.BIN', 'System Volume Information']);

export function isSkipped(name: string): boolean {
  return name.startsWith('.') || SKIPPED.has(name);
}
