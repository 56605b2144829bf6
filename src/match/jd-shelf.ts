import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jdTitle } from '../rank/index.js';
import type { Jd } from './jd.js';

/** A JD that was stored: one small file each in the workspace's folder jds/, so that they can be read, copied and versioned. */
export interface StoredJd {
  /** The first 12 digits of the text's sha-256. */
  id: string;
  title: string | null;
  hash: string;
  truncated: boolean;
  source: string;
  addedAt: string;
  text: string;
}

const FOLDER = 'jds';
const NAME = /^[0-9a-f]{12}\.json$/;

/** The JDs of a workspace. Reading looks at the folder's date alone while nothing was added or removed. */
export class JdShelf {
  private readonly folder: string;
  private read: { at: number; jds: StoredJd[] } | null = null;

  constructor(workspaceFolder: string) {
    this.folder = path.join(workspaceFolder, FOLDER);
  }

  async add(jd: Jd, source: string): Promise<StoredJd> {
    const stored = { id: jd.hash.slice(0, 12), title: jdTitle(jd.text), hash: jd.hash, truncated: jd.truncated, source, addedAt: new Date().toISOString(), text: jd.text };
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, `${stored.id}.json`);
    // A name of its own: the same JD may be stored by two at the same moment.
    const unfinished = `${file}.${randomUUID()}.tmp`;
    await writeFile(unfinished, `${JSON.stringify(stored, null, 2)}\n`);
    await rename(unfinished, file);
    this.read = null;
    return stored;
  }

  async list(): Promise<StoredJd[]> {
    if (!existsSync(this.folder)) return [];
    const at = (await stat(this.folder)).mtimeMs;
    if (this.read?.at === at) return this.read.jds;
    const names = (await readdir(this.folder)).filter((name) => NAME.test(name)).sort();
    const jds = (await Promise.all(names.map((name) => this.one(name)))).flat();
    this.read = { at, jds };
    return jds;
  }

  /** None where it was removed since the folder was read. */
  private async one(name: string): Promise<StoredJd[]> {
    try {
      return [JSON.parse(await readFile(path.join(this.folder, name), 'utf8')) as StoredJd];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  async get(id: string): Promise<StoredJd | null> {
    return (await this.list()).find((jd) => jd.id === id) ?? null;
  }

  async remove(id: string): Promise<void> {
    await rm(path.join(this.folder, `${id}.json`), { force: true });
    this.read = null;
  }
}
