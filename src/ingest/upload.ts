import { randomUUID } from 'node:crypto';
import { failure } from '../domain/index.js';
import { containerKind } from '../extract/container.js';
import { headRefusal } from '../extract/head.js';
import type { Received } from '../files/port.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { ERASED_BEFORE } from '../store/decide.js';
import type { Intake, FileResult, UploadRepository } from '../store/port/index.js';
import { filesIn, INSIDE } from './containers.js';
import { madeWith, type ReadingOptions } from './made-with.js';
import { settleUploads, type StoreFiles } from './originals/settle.js';
import type { Member } from './container-member.js';

export interface UploadParts extends StoreFiles {
  intake: Intake;
  reading: ReadingOptions;
}

export interface UploadBatch {
  keyId: string | null;
  idempotencyKey: string | null;
  /** Higher values first; default 0. */
  priority?: number;
  /** Takes in also what was removed on request. */
  again?: boolean;
}

interface NamedFile extends Received {
  name: string;
  /** See `NewFile.candidate`. */
  candidate: string | null;
}

/**
 * An upload until it is a row and tasks: files arrive one after the other, then all of them are committed together or
 * none.
 */
export class Upload {
  private readonly received: NamedFile[] = [];
  /** Paths that are known to be no containers and stay as they are. */
  private readonly kept = new Set<string>();

  constructor(private readonly parts: UploadParts) {}

  /** For each file; null if it was refused. */
  get hashes(): (string | null)[] {
    return this.received.map(({ hash }) => hash);
  }

  /**
   * Receives the bytes of a file; a problem with them ends that file, not the upload. A ZIP or e-mail adds each of its
   * files, all for the same candidate.
   */
  async add(name: string, source: AsyncIterable<Uint8Array>, candidate: string | null = null): Promise<void> {
    let isContainer = false;
    const received = await this.parts.uploads.receive(source, {
      maxSize: this.parts.reading.maxSize,
      look: (head, whole) => {
        isContainer = containerKind(head) !== null;
        return headRefusal(head, whole);
      },
    });
    const file = { ...received, name: plainName(name), candidate };
    this.received.push(file);
    if (isContainer && received.refused === null) await this.takeApart(file);
  }

  /** Replaces a container by the files in it. */
  private async takeApart(file: NamedFile): Promise<void> {
    const { uploads, reading } = this.parts;
    await uploads.keep([file.path]);
    const read = await uploads.read(file.path, reading.maxSize);
    const members = read.ok ? await filesIn(read.value.bytes) : read;
    if (members === null) {
      this.kept.add(file.path);
      return;
    }
    this.received.pop();
    await uploads.remove([file.path]);
    const problem = !members.ok
      ? members
      : members.value.length > MAX_MEMBERS
        ? failure('expands_too_large', `it holds more than ${MAX_MEMBERS} files`)
        : null;
    if (problem !== null || !members.ok) this.received.push({ ...file, hash: null, refused: problem });
    else
      for (const member of members.value)
        this.received.push({
          ...(await this.receive(member)),
          candidate: file.candidate,
          name: `${file.name}${INSIDE}${member.name}`.slice(0, LONGEST_NAME),
        });
  }

  private receive(member: Member): Promise<Received> {
    const {
      uploads,
      reading: { maxSize },
    } = this.parts;
    const bytes = member.problem ?? member.read(maxSize);
    const source = async function* (): AsyncGenerator<Uint8Array> {
      if (bytes.ok) yield bytes.value;
    };
    return uploads.receive(source(), { maxSize, look: bytes.ok ? headRefusal : () => bytes });
  }

  /**
   * Makes the files durable, then stores batch and tasks in one transaction: from then on nothing can be lost. Returns
   * the batch's id. If it fails, everything received is removed, but not where the database was lost meanwhile: it may have
   * committed, and then the rows need these bytes. If it has not, the next clean-up finds that nothing refers to them.
   */
  async commit(batch: UploadBatch): Promise<string> {
    try {
      return await this.committed(batch);
    } catch (error) {
      if (!isCvmatchError(error, 'store_unreachable')) await this.discard();
      throw error;
    }
  }

  private async committed(batch: UploadBatch): Promise<string> {
    const { intake, uploads } = this.parts;
    await uploads.keep(
      this.received.filter(({ refused, path }) => refused === null && !this.kept.has(path)).map(({ path }) => path),
    );
    if (batch.again === true)
      for (const { hash } of this.received) if (hash !== null) await intake.readmit(hash, batch.keyId);
    const hashes = this.received.flatMap(({ hash, refused }) => (hash === null || refused !== null ? [] : [hash]));
    const gone = await intake.refuses(hashes, batch.keyId);
    const settled = (await Promise.all(this.received.map((file) => this.fileResult(file, batch.keyId, gone)))).filter(
      (one) => one !== null,
    );
    const erased = new Set(settled.filter(isErasedBefore).map(({ path }) => path));
    if (erased.size > 0) await uploads.remove([...erased]);
    const id = randomUUID();
    const opened = await intake.open(
      { ...batch, id, source: 'upload' },
      this.received.map(({ refused: _refused, ...file }) => (erased.has(file.path) ? { ...file, hash: null } : file)),
      settled,
    );
    // The request was repeated, and its bytes were kept the first time. If deleting them fails here, the next start
    // does it.
    if (opened !== id) await uploads.remove(this.received.map(({ path }) => path));
    else await settleUploads(this.parts, await this.closed(settled)).catch(() => undefined);
    return opened;
  }

  /** Removes everything received. */
  async discard(): Promise<void> {
    await this.parts.uploads.remove(this.received.map(({ path }) => path));
  }

  /**
   * The result of a file where it is known without reading it: it was refused, or is a copy of a CV that the same key
   * handed in, or `gone`: among the bytes whose erasure was asked for.
   */
  private async fileResult(
    { path, size, mtimeMs, hash, refused }: Received,
    keyId: string | null,
    gone: ReadonlySet<string>,
  ): Promise<FileResult | null> {
    const { reading, intake } = this.parts;
    const base = {
      path,
      size,
      mtimeMs,
      hash,
      madeWith: madeWith(reading),
      duplicates: reading.duplicates,
      fingerprint: reading.fingerprint,
    };
    if (refused !== null) return { ...base, outcome: failure(refused.code, refused.message) };
    const made = await intake.madeWith(hash!, keyId);
    if (made === reading.fingerprint) return { ...base, outcome: { ok: true, known: true } };
    return made === null && gone.has(hash!)
      ? { ...base, hash: null, outcome: failure('erased_before', ERASED_BEFORE) }
      : null;
  }

  private async closed(settled: FileResult[]): Promise<{ path: string; hash: string }[]> {
    const records = await this.parts.intake.known(settled.map(({ path }) => path));
    return [...records.values()].flatMap(({ path, cvId }) => (cvId === null ? [] : [{ path, hash: cvId }]));
  }
}

function isErasedBefore({ outcome }: FileResult): boolean {
  return !outcome.ok && outcome.code === 'erased_before';
}

/**
 * One key means one upload: a sender of other files under the same key would believe that they were received. Files of
 * the first upload that are gone by now, or whose bytes were refused, match anything.
 * @throws CvmatchError `conflict`.
 */
export async function requireSame(
  { uploads, intake }: { uploads: Pick<UploadRepository, 'batch' | 'ofBatch'>; intake: Pick<Intake, 'known'> },
  batch: string,
  hashes: (string | null)[],
): Promise<void> {
  const { files } = (await uploads.batch(batch, null))!;
  const records = await intake.known((await uploads.ofBatch(batch, { limit: files })).map(({ path }) => path));
  const left = [...hashes];
  const all = [...records.values()].every(({ hash }) => {
    const at = hash === null ? 0 : left.indexOf(hash);
    if (hash !== null && at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  if (all && hashes.length === files) return;
  throw new CvmatchError('conflict', `the idempotency key was used for other files, in the batch ${batch}`, {
    hint: 'Send other files under another key.',
  });
}

const LONGEST_NAME = 255;
/** Most files in one container of an upload. */
const MAX_MEMBERS = 1000;

/**
 * A name to show to people, never used as a path: its last part, without characters that a terminal or log would
 * interpret.
 */
export function plainName(name: string): string {
  const base = name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return base === '' || base === '.' || base === '..' ? 'unnamed' : base.slice(0, LONGEST_NAME);
}
