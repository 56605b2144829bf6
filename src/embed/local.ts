import { env, LogLevel } from '@huggingface/transformers';
import type { ModelFolder } from './folder.js';

/** Keeps the library off the network, out of its cache folder and off stderr. */
export function stayLocal(): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.logLevel = LogLevel.NONE;
}

/** Options for opening a model from a folder: its ONNX variant, and the threads within one run. */
export function localOptions({ dtype }: Pick<ModelFolder, 'dtype'>, threads: number) {
  return {
    dtype,
    local_files_only: true,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 4 as const },
  };
}
