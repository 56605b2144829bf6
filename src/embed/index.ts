import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CvmatchError } from '../errors.js';
import { hashingEmbedder } from './hashing.js';
import { mockEmbedder } from './mock.js';
import type { Embedder, Reranker } from './port.js';

export type { Embedder, Reranker } from './port.js';

export interface EmbedderOptions {
  /** `auto`: the built-in model where it is installed, else hashing. */
  embedder: 'auto' | 'builtin' | 'hashing' | 'mock';
  /** Folder of a model, or hub id of a pulled one; overrides `embedder`. */
  model?: string | null;
  /** Where pulled models are; only needed for a hub id. */
  modelsFolder?: string;
  /** Threads within one call (onnxruntime's intra-op threads); use 1 where several worker threads embed. */
  threads?: number;
}

/**
 * Opens the embedder. A model's library is loaded only when a model is used. No network.
 * @throws CvmatchError `model_missing` where there is no such model, `model_invalid` where it cannot be used.
 */
export async function openEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { model, threads = 1 } = options;
  if (model !== undefined && model !== null && model !== '') {
    const folder = modelFolder(model, options.modelsFolder);
    return openModel(folder, idOf(model, folder), threads);
  }
  if (options.embedder === 'mock') return mockEmbedder();
  if (options.embedder === 'hashing') return hashingEmbedder();
  const folder = builtinModelFolder();
  if (folder !== null) return openModel(folder, 'builtin', threads);
  if (options.embedder === 'auto') return hashingEmbedder();
  throw new CvmatchError('model_missing', 'the built-in model is not installed', {
    hint: 'Install cvmatch again, make the model with `npm run model:train`, or use --embedder hashing.',
  });
}

/**
 * Id, dimensions and fingerprint of the embedder that `openEmbedder` would open, without loading a model whose config
 * gives its dimensions. That is all an unchanged store needs.
 */
export async function describeEmbedder(
  options: EmbedderOptions,
): Promise<Pick<Embedder, 'id' | 'dimensions' | 'fingerprint'>> {
  const { model } = options;
  const named = model !== undefined && model !== null && model !== '';
  const folder = named
    ? modelFolder(model, options.modelsFolder)
    : options.embedder === 'auto' || options.embedder === 'builtin'
      ? builtinModelFolder()
      : null;
  if (folder !== null) {
    const { readModelFolder } = await import('./folder.js');
    const { dimensions, fingerprint } = readModelFolder(folder);
    if (dimensions !== null) return { id: named ? idOf(model, folder) : 'builtin', dimensions, fingerprint };
  }
  const embedder = await openEmbedder(options);
  await embedder.close();
  return { id: embedder.id, dimensions: embedder.dimensions, fingerprint: embedder.fingerprint };
}

/** The model that `--rerank-model` names: a folder, or the hub id of a pulled one. */
export interface RerankerOptions {
  model: string;
  modelsFolder: string;
}

/** The model's fingerprint, without loading it. @throws CvmatchError `model_missing` or `model_invalid`. */
export async function describeReranker({
  model,
  modelsFolder,
}: RerankerOptions): Promise<Pick<Reranker, 'id' | 'fingerprint'>> {
  const folder = modelFolder(model, modelsFolder);
  const { readModelFolder } = await import('./folder.js');
  return { id: idOf(model, folder), fingerprint: readModelFolder(folder).fingerprint };
}

/** @throws CvmatchError `model_missing` where there is no such model, `model_invalid` where it is no cross-encoder. */
export async function openReranker({ model, modelsFolder }: RerankerOptions): Promise<Reranker> {
  const folder = modelFolder(model, modelsFolder);
  const { crossEncoder } = await import('./cross-encoder.js');
  return crossEncoder({ folder, id: idOf(model, folder), threads: 1 });
}

/** A folder is identified by its name, a hub id by itself. */
function idOf(model: string, folder: string): string {
  return path.isAbsolute(model) || model.startsWith('.') ? path.basename(folder) : model;
}

/**
 * Loads only what the model needs: onnxruntime for one built like the built-in model, @huggingface/transformers for any
 * other.
 */
async function openModel(folder: string, id: string, threads: number): Promise<Embedder> {
  const [{ readModelFolder }, { quickTokenizer }] = await Promise.all([
    import('./folder.js'),
    import('./wordlevel.js'),
  ]);
  const info = readModelFolder(folder);
  const quick = quickTokenizer(info.tokenizer, info.maxTokens);
  if (info.isStatic && quick !== null) {
    const { staticEmbedder } = await import('./static.js');
    return staticEmbedder(info, id, quick, threads);
  }
  const { transformersEmbedder } = await import('./transformers.js');
  return transformersEmbedder(info, id, quick, threads);
}

/** The built-in model's folder, searched upwards from here, since source and compiled tree have different depths. */
export function builtinModelFolder(): string | null {
  for (
    let folder = path.dirname(fileURLToPath(import.meta.url));
    folder !== path.dirname(folder);
    folder = path.dirname(folder)
  ) {
    const candidate = path.join(folder, 'models', 'builtin');
    if (existsSync(path.join(candidate, 'tokenizer.json'))) return candidate;
  }
  return null;
}

/** A path as given, else the folder that `models pull` fills for a hub id. */
function modelFolder(model: string, modelsFolder: string | undefined): string {
  if (existsSync(model)) return path.resolve(model);
  const pulled = modelsFolder === undefined ? null : path.join(modelsFolder, ...model.split('/'));
  if (pulled !== null && !path.isAbsolute(model) && existsSync(pulled)) return pulled;
  const isId = /^[\w.-]+\/[\w.-]+$/.test(model);
  throw new CvmatchError('model_missing', `there is no model "${model}"`, {
    hint: isId
      ? `Fetch it once with \`cvmatch models pull ${model}\`, or give a folder.`
      : 'Give a folder with tokenizer.json and onnx/, or the id of a pulled model (`cvmatch models list`).',
  });
}
