/** A table wider than a small screen scrolls by itself, also by keyboard. `inner`: its rows as HTML. */
export function scrollingTable(name: string, inner: string): string {
  return `<div class="scroll" role="region" aria-label="${escapeHtml(name)}" tabindex="0"><table>${inner}</table></div>`;
}

/** Escapes text for HTML, including attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A stranger's text among our own words: characters in it that change the direction of writing affect only itself. */
export function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}
