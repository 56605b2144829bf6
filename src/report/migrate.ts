import { plain } from './text/plain.js';

interface Migration {
  place: string;
  changes: string[];
  copy: string | null;
}

/** `ahead`: it was only looked at. */
export function renderMigration({ place, changes, copy }: Migration, ahead: boolean): string {
  if (changes.length === 0) return plain(`${place} is up to date`);
  const lines = [`${place}: ${ahead ? 'to be applied' : 'applied'}`, ...changes.map((name) => `  ${name}`)];
  if (copy !== null)
    lines.push(
      ahead
        ? `A copy of the databases would be made in ${copy}`
        : `A copy of the databases as they were is in ${copy}; delete it once all is well: nothing is erased there`,
    );
  return lines.map(plain).join('\n');
}
