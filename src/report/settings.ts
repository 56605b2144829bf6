import { alignColumns } from './text/table.js';

/** Settings as aligned lines: name, value, source. */
export function renderSettings(values: object, sources: Record<string, string>): string {
  const rows = Object.entries(values).map(([key, value]) => [
    key,
    value === null ? '-' : String(value),
    sources[key] ?? '',
  ]);
  return alignColumns(rows).join('\n');
}
