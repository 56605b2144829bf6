/** Folders of tools, never of CVs. Hidden files and folders (`.cvmatch` too) are passed over as well. */
const SKIPPED = new Set(['node_modules', '__MACOSX', '$RECYCLE.BIN', 'System Volume Information']);

export function isSkipped(name: string): boolean {
  return name.startsWith('.') || SKIPPED.has(name);
}
