import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './read-problem.js';

const KEY = /^[0-9a-zA-Z-]{1,64}$/;

/** Read-only copies for programs on this machine: one folder for each key, with one file under a readable name. */
export class Lending {
  constructor(private readonly folder: string) {}

  async lend(key: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    if (!KEY.test(key) || name !== path.basename(name) || name.startsWith('.'))
      throw new Error('a copy has a key of letters and digits, and a name that is no path');
    const folder = path.join(this.folder, key);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, name);
    // Not writable, because a user who could save changes in the copy would expect them to be kept.
    const handle = await open(file, 'wx', 0o400);
    try {
      for await (const piece of bytes) await handle.writeFile(piece);
    } finally {
      await handle.close();
    }
    return file;
  }

  async takeBack(keys: string[]): Promise<void> {
    for (const key of keys.filter((one) => KEY.test(one)))
      await rm(path.join(this.folder, key), { recursive: true, force: true });
  }

  async takeBackOlder(ageMs: number): Promise<void> {
    for (const key of await keysIn(this.folder)) {
      const found = await stat(path.join(this.folder, key)).catch(() => null);
      if (found !== null && Date.now() - found.mtimeMs >= ageMs) await this.takeBack([key]);
    }
  }
}

async function keysIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
