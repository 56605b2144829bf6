import { FILE_STATES, type FileState } from '../domain/index.js';
import { alignColumns } from './text/table.js';

interface Work {
  counts: Record<FileState, number>;
  retried: number;
  dead: number;
  seconds: number;
}

export function renderWork({ counts, retried, dead, seconds }: Work): string {
  const states = FILE_STATES.filter((state) => counts[state] > 0).map((state) => [state, String(counts[state])]);
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const rows = [...states, ['attempts repeated', String(retried)], ['dead letters', String(dead)]];
  return total + retried === 0
    ? 'No upload was processed.'
    : [...alignColumns(rows, [1]), `${total} uploads in ${seconds.toFixed(1)} s`].join('\n');
}
