import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from 'chokidar';
import type { Collected } from './collect.js';

/** A file counts as written when its size has stayed the same so long. */
const STABLE_MS = 500;
/** Files that appear together are one batch. */
const GATHER_MS = 300;

/** Groups of paths that appeared, changed or went, until the signal. */
export async function* watchFolders({ folders, files }: Collected, signal: AbortSignal): AsyncGenerator<string[]> {
  const changed = new Set<string>();
  const alone = files.map((file) => file.path).filter((path) => !folders.some((folder) => path.startsWith(folder)));
  const watcher = watch([...folders, ...alone], {
    ignoreInitial: true,
    ignored: (path) => /[/\\](?:\.[^/\\]+|node_modules)(?:[/\\]|$)/.test(path),
    awaitWriteFinish: { stabilityThreshold: STABLE_MS, pollInterval: 100 },
  });
  watcher.on('all', (event, path) => { if (['add', 'change', 'unlink'].includes(event)) changed.add(path); });
  // One folder that cannot be watched must not end the others.
  watcher.on('error', () => undefined);
  try {
    while (!signal.aborted) {
      await sleep(GATHER_MS, undefined, { signal }).catch(() => undefined);
      if (changed.size === 0 || signal.aborted) continue;
      const group = [...changed];
      changed.clear();
      yield group;
    }
  } finally {
    await watcher.close();
  }
}
