import { env, LogLevel } from '@huggingface/transformers';
import type { ModelFolder } from './folder.js';

/** Keeps the library from the network, from its cache folder and from stderr. */
export function stayLocal(): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.logLevel = LogLevel.NONE;
}

/** How a model is opened from a folder: its ONNX variant, so many threads inside one run. */
export function localOptions({ dtype }: Pick<ModelFolder, 'dtype'>, threads: number) {
  return {
    dtype,
    local_files_only: true,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 4 as const },
  };
}
