import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scratchConfig, type Config } from '../config/config.js';
import { withWorkspace, type Workspace } from '../open.js';

/** A workspace for synthetic people and trials. It never uses the places that the settings name for real data. */
export interface Scratch {
  readonly folder: string;
  /** The given settings without their places (queue, files, ...); only the store's folder is set. */
  readonly config: Config;
  /** Deletes the folder, unless the user named it. */
  remove(): Promise<void>;
}

/** `named`: a folder that the user chose, which is kept. */
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

/** Runs `body` on a workspace that is deleted afterwards. */
export async function withScratch<T>(config: Config, body: (workspace: Workspace) => Promise<T>): Promise<T> {
  const scratch = await makeScratch(config);
  try {
    return await withWorkspace(scratch.config, { create: true }, body);
  } finally {
    await scratch.remove();
  }
}
