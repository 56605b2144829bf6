import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch, type FSWatcher } from 'chokidar';
import { isOwn, type Collected } from './collect.js';
import { isSkipped } from './skipped.js';

/** Milliseconds without a change in size after which a file counts as complete. */
const STABLE_MS = 500;
/** Milliseconds within which files that appear form one batch. */
const GATHER_MS = 300;

export interface Watching {
  /** Groups of paths that appeared, changed or disappeared since the watch began, until the signal. */
  groups(): AsyncGenerator<string[]>;
  close(): Promise<void>;
}

/** Watching has begun when the promise resolves: what appears during a first run is in the first group. */
export async function watchFolders(collected: Collected, store: string, signal: AbortSignal): Promise<Watching> {
  const changed = new Set<string>();
  const watcher = openWatcher(collected, store);
  watcher.on('all', (event, path) => {
    if (['add', 'change', 'unlink'].includes(event)) changed.add(path);
  });
  // A folder that cannot be watched must not end the watch on others.
  watcher.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  return { groups: () => groupsOf(changed, signal), close: () => watcher.close() };
}

function openWatcher({ folders, files }: Collected, store: string): FSWatcher {
  const alone = files
    .map((file) => file.path.split('!/')[0]!)
    .filter((file) => !folders.some((folder) => isBelow(file, folder)));
  return watch([...folders, ...alone], {
    ignoreInitial: true,
    ignored: (file) => isOwn(file, store) || isPassedOver(file, folders),
    awaitWriteFinish: { stabilityThreshold: STABLE_MS, pollInterval: 100 },
  });
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** Like the walk, it looks at path parts below the given folder, which may itself be in a hidden one. */
function isPassedOver(file: string, folders: string[]): boolean {
  const folder = folders.find((given) => isBelow(file, given));
  return folder !== undefined && path.relative(folder, file).split(path.sep).some(isSkipped);
}

async function* groupsOf(changed: Set<string>, signal: AbortSignal): AsyncGenerator<string[]> {
  while (!signal.aborted) {
    await sleep(GATHER_MS, undefined, { signal }).catch(() => undefined);
    if (changed.size === 0 || signal.aborted) continue;
    const group = [...changed];
    changed.clear();
    yield group;
  }
}
