/** Settings as aligned lines: name, value, source. */
export function renderSettings(values: object, sources: Record<string, string>): string {
  const rows = Object.entries(values).map(([key, value]) => [
    key,
    value === null ? '-' : String(value),
    sources[key] ?? '',
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(([key, value, source]) => `${key!.padEnd(widths[0]!)}  ${value!.padEnd(widths[1]!)}  ${source!}`)
    .join('\n');
}
