import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { CvmatchError } from '../errors.js';
import { readModelFolder, VARIANTS } from './folder.js';
import { HUB } from './hub.js';

export interface PullOptions {
  /** Hub id, `owner/name`. */
  id: string;
  /** Folder for pulled models; the model goes to `modelsFolder/owner/name`. */
  modelsFolder: string;
  /** Variant of the ONNX file, as transformers.js names them: fp32, fp16, q8, ... */
  dtype: string;
  revision?: string;
  /** Origin of the hub, or of a mirror with the same paths (`/owner/name/resolve/revision/file`). */
  host?: string;
  signal?: AbortSignal;
  /** Called before each file and as its bytes arrive; `total` is null where the hub does not say. */
  onProgress?: (file: string, bytes: number, total: number | null) => void;
}

export interface PulledModel {
  id: string;
  folder: string;
  files: { name: string; bytes: number }[];
}

const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const WELCOME = [
  '1_Pooling/config.json',
  'config_sentence_transformers.json',
  'special_tokens_map.json',
  'README.md',
  'LICENSE',
];

/**
 * Downloads a model from the hub into a folder; nothing else contacts the hub. All or nothing: files go to a temporary
 * folder, which replaces the model once it is complete and readable.
 * @throws CvmatchError `network_refused` where the hub cannot be reached, `model_missing` where it lacks the model or a
 * file, `model_invalid` where the download is no model, `bad_flag` for an impossible id or dtype.
 */
export async function pullModel(options: PullOptions): Promise<PulledModel> {
  const target = targetOf(options);
  mkdirSync(path.dirname(target), { recursive: true });
  const partial = mkdtempSync(path.join(path.dirname(target), '.pull-'));
  try {
    for (const name of NEEDED) await fetchFile(options, partial, name, true);
    for (const name of WELCOME) await fetchFile(options, partial, name, false);
    const onnx = `onnx/${VARIANTS.find(({ dtype }) => dtype === options.dtype)!.file}`;
    await fetchFile(options, partial, onnx, true);
    await fetchFile(options, partial, `${onnx}_data`, false);
    readModelFolder(partial);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { id: options.id, folder: target, files: filesIn(target) };
}

function targetOf({ id, dtype, modelsFolder }: PullOptions): string {
  if (!/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/.test(id)) {
    throw new CvmatchError('bad_flag', `"${id}" is no id of a model`, {
      hint: 'An id is owner/name, for example Xenova/all-MiniLM-L6-v2.',
    });
  }
  if (!VARIANTS.some((variant) => variant.dtype === dtype)) {
    throw new CvmatchError('bad_flag', `"${dtype}" is no dtype`, {
      hint: `Choose one of: ${VARIANTS.map((variant) => variant.dtype).join(', ')}.`,
    });
  }
  return path.join(modelsFolder, ...id.split('/'));
}

async function fetchFile(options: PullOptions, folder: string, name: string, needed: boolean): Promise<void> {
  const { id, host = HUB, revision = 'main' } = options;
  const url = `${host.replace(/\/+$/, '')}/${id}/resolve/${encodeURIComponent(revision)}/${name}`;
  const response = await request(url, options);
  if (response.status === 404 && !needed) {
    await response.body?.cancel();
    return;
  }
  if (!response.ok || response.body === null) throw refusal(response.status, options, name);
  const length = response.headers.get('content-length');
  const total = length === null ? null : Number(length);
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  let bytes = 0;
  options.onProgress?.(name, 0, total);
  const counted = Readable.fromWeb(response.body as ReadableStream<Uint8Array>).on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    options.onProgress?.(name, bytes, total);
  });
  await pipeline(counted, createWriteStream(file), { signal: options.signal }).catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
}

async function request(url: string, { signal }: PullOptions): Promise<Response> {
  try {
    return await fetch(url, { signal: signal ?? null });
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

function unreachable(url: string, cause: unknown): CvmatchError {
  return new CvmatchError('network_refused', `${new URL(url).origin} cannot be reached`, {
    cause,
    hint: 'Check the connection; or fetch the model on another machine, copy its folder here and name it with --model FOLDER. The built-in model needs no network.',
  });
}

function refusal(status: number, { id, revision = 'main', dtype }: PullOptions, file: string): CvmatchError {
  if (status === 404) {
    const hint = file.startsWith('onnx/')
      ? `Another --dtype than ${dtype} may be there; the model must have ONNX files.`
      : 'Check the id and --revision; the model must have ONNX files for transformers.js.';
    return new CvmatchError('model_missing', `the hub has no ${file} for ${id} at ${revision}`, { hint });
  }
  if (status === 401 || status === 403) {
    return new CvmatchError('model_missing', `the hub does not give ${id} to everyone (status ${status})`, {
      hint: 'The id may be misspelt or the model gated: fetch it with your account and name its folder with --model FOLDER.',
    });
  }
  return new CvmatchError('network_refused', `the hub answered ${status} for ${file}`, { hint: 'Try again later.' });
}

function filesIn(folder: string): PulledModel['files'] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(folder, file).split(path.sep).join('/'), bytes: statSync(file).size }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface ListedModel {
  /** `builtin`, or the hub id. */
  id: string;
  folder: string;
  bytes: number;
  /** Vector length that its config promises; null where it promises none. */
  dimensions: number | null;
  /** Why it cannot be used; null where its files are in order. */
  problem: string | null;
}

/** The built-in model and all pulled ones. */
export function listModels(modelsFolder: string, builtin: string | null): ListedModel[] {
  const pulled = subfolders(modelsFolder).flatMap((owner) =>
    subfolders(path.join(modelsFolder, owner)).map((name) => `${owner}/${name}`),
  );
  const all = pulled.map((id) => ({ id, folder: path.join(modelsFolder, ...id.split('/')) }));
  return [...(builtin === null ? [] : [{ id: 'builtin', folder: builtin }]), ...all].map(({ id, folder }) =>
    describe(id, folder),
  );
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

function describe(id: string, folder: string): ListedModel {
  const bytes = filesIn(folder).reduce((sum, file) => sum + file.bytes, 0);
  try {
    return { id, folder, bytes, dimensions: readModelFolder(folder).dimensions, problem: null };
  } catch (error) {
    if (!(error instanceof CvmatchError)) throw error;
    return { id, folder, bytes, dimensions: null, problem: error.message };
  }
}
