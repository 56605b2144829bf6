import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, ok, type Outcome } from '../domain/index.js';
import { containerKind, isOneDocument, readsAlone } from '../extract/container.js';
import { Refusal } from '../extract/refusal.js';
import { rawPath } from '../files/raw-path.js';
import type { ReadFile } from '../files/port.js';
import { readFile } from '../files/read-file.js';
import { readProblem } from '../files/read-problem.js';
import type { Member, Problem } from './container-member.js';
import { mailMembers } from './mail-members.js';
import { zipMembers } from './zip-members.js';

/** Separates the path of a container from that of a file in it: `cvs.zip!/ada/cv.pdf`. */
export const INSIDE = '!/';
/** Largest container in bytes, since it is read into memory as a whole. */
const MAX_BYTES = 256 * 2 ** 20;
/** Most files in one container, including those in containers inside it. */
const MAX_MEMBERS = 10_000;
/** Deepest nesting, such as an e-mail with a ZIP with an e-mail; anything deeper is meant to hide something. */
const MAX_DEPTH = 3;
const HEAD_BYTES = 4096;
type Members = Outcome<Member[]>;
export interface ListedMember {
  path: string;
  size: number;
  mtimeMs: number;
  problem: Problem | null;
}

/**
 * The files in a container, recognised by its content; null if the bytes are no container (an Office document is a ZIP
 * too).
 */
export async function membersOf(bytes: Uint8Array): Promise<Members | null> {
  const kind = containerKind(bytes);
  if (kind === null || (kind === 'zip' && isOneDocument(bytes))) return null;
  try {
    const members = kind === 'zip' ? zipMembers(bytes) : await mailMembers(bytes);
    if (members.length > MAX_MEMBERS) return failure('expands_too_large', `it holds more than ${MAX_MEMBERS} files`);
    return members.length === 0 ? failure('no_text', 'it holds no file') : ok(uniquelyNamed(members));
  } catch (error) {
    if (error instanceof Refusal) return failure(error.code, error.message);
    return failure('corrupt', `the ${kind === 'zip' ? 'archive' : 'message'} cannot be read`);
  }
}

/** Numbers files of the same name, always in the same way. */
function uniquelyNamed(members: Member[]): Member[] {
  const seen = new Map<string, number>();
  return members.map((member) => {
    const count = (seen.get(member.name) ?? 0) + 1;
    seen.set(member.name, count);
    const { dir, name, ext } = path.posix.parse(member.name);
    return count === 1 ? member : { ...member, name: path.posix.join(dir, `${name} (${count})${ext}`) };
  });
}

/**
 * All files in a container, including those in nested containers, each under its path; null if the bytes are no
 * container.
 */
export async function filesIn(bytes: Uint8Array): Promise<Members | null> {
  const members = await membersOf(bytes);
  return members?.ok === true ? ok(await flat(members.value)) : members;
}

async function flat(members: readonly Member[], depth = 1): Promise<Member[]> {
  const all: Member[] = [];
  for (const member of members) {
    const inner = member.problem === null && all.length <= MAX_MEMBERS ? await inside(member) : null;
    if (inner === null) all.push(member);
    else if (!inner.ok) all.push({ ...member, problem: inner });
    else if (depth >= MAX_DEPTH)
      all.push({ ...member, problem: failure('unsupported_format', `a container more than ${MAX_DEPTH} deep`) });
    else
      all.push(
        ...(await flat(inner.value, depth + 1)).map((one) => ({
          ...one,
          name: member.name + INSIDE + one.name,
          mtimeMs: one.mtimeMs ?? member.mtimeMs,
        })),
      );
  }
  return all;
}

async function inside(member: Member): Promise<Members | null> {
  if (readsAlone(member.name)) return null;
  const bytes = member.read(MAX_BYTES / 4);
  return bytes.ok ? membersOf(bytes.value) : null;
}

/**
 * Files in containers on disk. Keeps the container that was read last, since its members are requested one after
 * another.
 */
export class Containers {
  private readonly opened = new Map<string, Promise<Members | null>>();

  /**
   * All files in a container, including nested ones. Null for a file that is no container, a failure for one that
   * cannot be read.
   */
  async list(file: string, found: { size: number; mtimeMs: number }): Promise<Outcome<ListedMember[]> | null> {
    if (readsAlone(file) || !(await hasHead(file))) return null;
    if (found.size > MAX_BYTES)
      return failure('file_too_large', `a container with more than ${MAX_BYTES / 2 ** 20} MB`);
    const members = await this.open(file, found);
    if (members === null || !members.ok) return members;
    const all = await flat(members.value);
    if (all.length > MAX_MEMBERS) return failure('expands_too_large', `it holds more than ${MAX_MEMBERS} files`);
    return ok(
      all.map(({ name, size, mtimeMs, problem }) => ({
        path: file + INSIDE + name,
        size,
        mtimeMs: mtimeMs ?? found.mtimeMs,
        problem,
      })),
    );
  }

  /** Reads a file on disk, or one in a container on disk. */
  async read(file: string, maxSize: number): Promise<Outcome<ReadFile>> {
    const container = await containerOf(file);
    if (container === null) return readFile(file, maxSize);
    try {
      const { size, mtimeMs } = await stat(await rawPath(container));
      const found = await this.find(container, { size, mtimeMs }, file.slice(container.length + INSIDE.length));
      if (!found.ok) return found;
      const bytes = found.value.read(maxSize);
      if (!bytes.ok) return bytes;
      return ok({
        bytes: bytes.value,
        hash: createHash('sha256').update(bytes.value).digest('hex'),
        size: bytes.value.length,
        mtimeMs: found.value.mtimeMs ?? mtimeMs,
      });
    } catch (error) {
      return readProblem(error);
    }
  }

  private async find(
    container: string,
    found: { size: number; mtimeMs: number },
    inner: string,
  ): Promise<Outcome<Member>> {
    let members = await this.open(container, found);
    const steps = inner.split(INSIDE);
    for (let from = 0, to = 1; to <= steps.length; to++) {
      if (members === null || !members.ok) return members ?? gone();
      const name = steps.slice(from, to).join(INSIDE);
      const member = members.value.find((one) => one.name === name);
      if (member === undefined) continue;
      if (to === steps.length) return member.problem ?? ok(member);
      members = await inside(member);
      from = to;
    }
    return gone();
  }

  private open(container: string, { size, mtimeMs }: { size: number; mtimeMs: number }): Promise<Members | null> {
    const key = `${container} ${size} ${mtimeMs}`;
    let opened = this.opened.get(key);
    if (opened === undefined) {
      this.opened.clear();
      opened = readFile(container, MAX_BYTES).then((read) => (read.ok ? membersOf(read.value.bytes) : read));
      this.opened.set(key, opened);
    }
    return opened;
  }
}

const gone = (): Problem => failure('file_vanished', 'it is not in its container any more');

/**
 * The container on disk that a path leads into; null for any other path, including a file on disk that is named like
 * one.
 */
export async function containerOf(file: string): Promise<string | null> {
  for (let at = file.indexOf(INSIDE); at >= 0; at = file.indexOf(INSIDE, at + 1)) {
    const container = file.slice(0, at);
    const found = await stat(await rawPath(container)).catch(() => null);
    if (found?.isFile() === true) return container;
    if (found === null) return null;
  }
  return null;
}

async function hasHead(file: string): Promise<boolean> {
  const handle = await open(await rawPath(file), 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return containerKind(buffer.subarray(0, bytesRead)) !== null;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
