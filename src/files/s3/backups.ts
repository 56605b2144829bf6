import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isCvmatchError } from '../../errors.js';
import type { BackupPlace, KeptObject } from '../backup-place.js';
import { parseS3 } from './address.js';
import { Bucket } from './bucket.js';

/** Enough to hide the time of an answer. */
const AT_ONCE = 16;
/** Milliseconds between tries, beyond those of the client itself: a busy server, or an answer that was cut off, passes. */
const PAUSES_MS = [500, 2000, 5000];

/** Backups in a bucket: `s3://BUCKET/PREFIX?endpoint=...`. @throws CvmatchError `bad_config` for a URL that is none. */
export function s3Backups(url: string): BackupPlace {
  const bucket = new Bucket(parseS3(url));
  const keyOf = (name: string): string => bucket.address.prefix + name;
  const scratch = path.join(tmpdir(), `cvmatch-backup-${createHash('sha256').update(url).digest('hex').slice(0, 16)}`);
  const clearScratch = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  return {
    where: url,
    atOnce: AT_ONCE,
    prepare: () => Promise.resolve(),
    read: (name) => persistently(() => readWhole(bucket, keyOf(name))),
    write: (name, bytes) => persistently(() => bucket.put(keyOf(name), Buffer.from(bytes))),
    writeNew: (name, bytes) => persistently(() => writeNew(bucket, keyOf(name), Buffer.from(bytes))),
    list: (folder) => below(bucket, folder),
    delete: (names) => persistently(() => bucket.delete(names.map(keyOf))),
    age: (name) => persistently(() => ageOf(bucket, keyOf(name))),
    ...logsIn(bucket),
    scratch: async () => {
      await clearScratch();
      // Not recursive: somebody else's folder of this name is not ours to write into.
      await mkdir(scratch, { mode: 0o700 });
      return scratch;
    },
    clearScratch,
    close: () => bucket.close(),
  };
}

async function persistently<T>(request: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS)
    try {
      return await request();
    } catch (error) {
      if (!isCvmatchError(error, 'store_unreachable')) throw error;
      await wait(pause);
    }
  return request();
}

async function readWhole(bucket: Bucket, key: string): Promise<Buffer | null> {
  const found = await bucket.get(key);
  if (found === null) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of found.body) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Whose first try arrived without an answer finds what it wrote itself. */
async function writeNew(bucket: Bucket, key: string, bytes: Buffer): Promise<boolean> {
  return (await bucket.putNew(key, bytes)) || (await readWhole(bucket, key))?.equals(bytes) === true;
}

async function* below(bucket: Bucket, folder: string): AsyncGenerator<KeptObject[]> {
  const { prefix } = bucket.address;
  for await (const page of bucket.list(prefix + folder))
    yield page.map(({ key, size, at }) => ({ name: key.slice(prefix.length), bytes: size, at }));
}

/** By the clock of the server, which is asked what time it is by an object that is written now. */
async function ageOf(bucket: Bucket, key: string): Promise<number | null> {
  const at = await bucket.writtenAt(key);
  if (at === null) return null;
  const probe = `${key}.${randomBytes(6).toString('hex')}`;
  await bucket.put(probe, Buffer.alloc(0));
  const now = (await bucket.writtenAt(probe)) ?? at;
  await bucket.delete([probe]);
  return now - at;
}

/**
 * Objects cannot be added to, so what is added is an object of its own until it is put together with the rest. Additions are
 * read first: one that vanishes meanwhile is in the rest by then.
 */
function logsIn(bucket: Bucket): Pick<BackupPlace, 'append' | 'readLog' | 'settleLog'> {
  const keyOf = (log: string): string => bucket.address.prefix + log;
  const parts = async (log: string): Promise<{ names: string[]; text: string }> => {
    const [names, texts] = [[] as string[], [] as string[]];
    for await (const page of bucket.list(`${keyOf(log)}.d/`))
      for (const { key } of page) {
        names.push(key);
        texts.push((await readWhole(bucket, key))?.toString('utf8') ?? '');
      }
    return { names, text: texts.join('') };
  };
  const whole = async (log: string): Promise<{ names: string[]; text: string | null }> => {
    const { names, text } = await parts(log);
    const rest = await readWhole(bucket, keyOf(log));
    return { names, text: rest === null ? null : rest.toString('utf8') + text };
  };
  return {
    append: (log, lines) =>
      persistently(async () => {
        if (!(await bucket.has(keyOf(log)))) await bucket.putNew(keyOf(log), Buffer.alloc(0));
        const part = `${keyOf(log)}.d/${new Date().toISOString()}-${randomBytes(6).toString('hex')}`;
        if (lines !== '') await bucket.put(part, Buffer.from(lines));
      }),
    readLog: (log) => persistently(async () => (await whole(log)).text),
    settleLog: (log) =>
      persistently(async () => {
        const { names, text } = await whole(log);
        if (names.length === 0 || text === null) return;
        await bucket.put(keyOf(log), Buffer.from(text));
        await bucket.delete(names);
      }),
  };
}
