/** A table that is wider than a small screen scrolls alone, and with the keyboard too. `inner`: its rows, as HTML. */
export function scrollingTable(name: string, inner: string): string {
  return `<div class="scroll" role="region" aria-label="${escapeHtml(name)}" tabindex="0"><table>${inner}</table></div>`;
}

/** Text as it may stand in HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
