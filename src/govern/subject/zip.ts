import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipEntry {
  name: string;
  /** Whether it becomes smaller by that: documents mostly are compressed already. */
  deflated: boolean;
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Bytes that are compressed at once: a few milliseconds. */
const PIECE = 1 << 18;
const LEVEL = 6;

/** A ZIP archive, piece by piece; nothing of it is kept in memory. `at`: the time that its files have. */
export async function* zipped(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    ready.push(bytes);
  });
  for await (const { name, deflated, body } of entries) {
    const file = deflated ? new ZipDeflate(name, { level: LEVEL }) : new ZipPassThrough(name);
    file.mtime = at;
    zip.add(file);
    for await (const bytes of body)
      for (let from = 0; from < bytes.length; from += PIECE) {
        file.push(bytes.subarray(from, from + PIECE));
        yield* ready.splice(0);
      }
    file.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
