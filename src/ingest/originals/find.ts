import { failure, FORMATS, isUpload, ok, type Outcome } from '../../domain/index.js';
import { MEDIA_HEAD_BYTES, mediaTypeOf, type MediaType } from '../../extract/media-type.js';
import type { ByteRange, Originals, StoredFile, Uploads } from '../../files/port.js';
import type { Intake } from '../../store/port/index.js';
import { Containers, INSIDE } from '../containers.js';
import { plainName } from '../upload.js';

/** The file whose bytes are wanted. */
export interface FileOfCv {
  /** Path as in the store. */
  path: string;
  /** Name under which it was uploaded; null for a file on disk. */
  name: string | null;
  format: string | null;
}

/** A file as it was handed in. */
export interface Original {
  /** sha-256 of its bytes; null if it was never read. */
  hash: string | null;
  /** Readable name with an extension that fits the content. */
  name: string;
  media: MediaType;
  /** Path of the file itself on this machine; null if its bytes are kept by the store. */
  onDisk: string | null;
  /** Bytes. */
  size: number;
  stream(range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Must be called by the caller. Safe to call twice. */
  close(): Promise<void>;
}

export interface FindParts {
  intake: Pick<Intake, 'known'>;
  uploads: Uploads;
  originals: Originals;
}

/**
 * Finds the bytes of a file: the kept original, the upload that waits or failed, or the file on disk if it still has
 * the bytes that were read. If they cannot be had, the message says why.
 */
export async function findOriginal(parts: FindParts, file: FileOfCv): Promise<Outcome<Original>> {
  const hash = (await parts.intake.known([file.path])).get(file.path)?.hash ?? null;
  const lying = await stored(parts, file.path, hash);
  if (lying !== null) return ok(await described(file, hash, lying, null));
  if (isUpload(file.path)) return failure('file_vanished', 'its bytes were not kept');
  const found = await onDisk(file.path, hash);
  return found.ok ? ok(await described(file, hash, found.value.file, found.value.path)) : found;
}

/** An upload may have become an original between the two look-ups. */
async function stored(
  { uploads, originals }: FindParts,
  path: string,
  hash: string | null,
): Promise<StoredFile | null> {
  const kept = async (): Promise<StoredFile | null> => (hash === null ? null : originals.find(hash));
  if (!isUpload(path)) return kept();
  return (await kept()) ?? (await uploads.find(path)) ?? kept();
}

/** No smaller limit is needed, because the size was checked when the file was read. */
const MAX_BYTES = 2 ** 31;

async function onDisk(path: string, hash: string | null): Promise<Outcome<{ file: StoredFile; path: string | null }>> {
  const read = await new Containers().read(path, MAX_BYTES);
  if (!read.ok) return failure(read.code, `${path}: ${read.message}`);
  if (read.value.hash !== hash) return failure('file_vanished', `${path} was changed since it was read`);
  const { bytes, size } = read.value;
  const stream = async function* ({ start, end } = { start: 0, end: size - 1 }): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield bytes.subarray(start, end + 1);
  };
  return ok({ file: { size, stream, close: () => Promise.resolve() }, path: path.includes(INSIDE) ? null : path });
}

async function described(
  { path, name, format }: FileOfCv,
  hash: string | null,
  file: StoredFile,
  onDisk: string | null,
): Promise<Original> {
  try {
    const media = mediaTypeOf(await headOf(file), FORMATS.find((one) => one === format) ?? null);
    return { ...file, hash, name: fittingName(name ?? path, media), media, onDisk };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function headOf(file: StoredFile): Promise<Uint8Array> {
  if (file.size === 0) return new Uint8Array(0);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream({ start: 0, end: Math.min(file.size, MEDIA_HEAD_BYTES) - 1 }))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Programs choose how to open a file by its extension, so the extension must fit the content. */
function fittingName(name: string, { extensions }: MediaType): string {
  const own = plainName(name.split(INSIDE).at(-1)!);
  const [usual] = extensions;
  const fits = extensions.some((extension) => own.toLowerCase().endsWith(extension));
  return usual === undefined || fits ? own : own + usual;
}
