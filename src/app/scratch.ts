import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scratchConfig, type Config } from '../config/config.js';
import { withWorkspace, type Workspace } from '../open.js';

/** What holds synthetic people, or what is only tried: never where the settings say that others' data lies. */
export interface Scratch {
  readonly folder: string;
  /** With every place but the folder cleared. */
  readonly config: Config;
  /** The folder goes, unless it was named. */
  remove(): Promise<void>;
}

/** `named`: a folder that somebody asked for, and that stays. */
export async function makeScratch(config: Config, named?: string): Promise<Scratch> {
  const folder = named ?? (await mkdtemp(path.join(tmpdir(), 'cvmatch-scratch-')));
  return {
    folder,
    config: scratchConfig(config, folder),
    remove: async () => {
      if (named === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A workspace for the time of `body`, and gone afterwards. */
export async function withScratch<T>(config: Config, body: (workspace: Workspace) => Promise<T>): Promise<T> {
  const scratch = await makeScratch(config);
  try {
    return await withWorkspace(scratch.config, { create: true }, body);
  } finally {
    await scratch.remove();
  }
}
