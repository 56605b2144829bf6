import { fileURLToPath } from 'node:url';

/**
 * The file with which a process of its own starts, in a folder of this one. Compiled code finds its neighbours; under
 * vitest, the source is TypeScript and the compiled entry is in dist/.
 */
export function entryOf(folder: string, name: string): string {
  const here = import.meta.url.endsWith('.js') ? '.' : '../../../dist/src/store/sqlite';
  return fileURLToPath(new URL(`${here}/${folder}/${name}.js`, import.meta.url));
}
