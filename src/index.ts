import type { Config } from './config.js';
import type { Check } from './doctor.js';
import type { GenerateOptions, GenerateSummary } from './simulate/generate/index.js';

/** The public API: what commands/ and bench/ import, and what `import 'cvmatch'` gives. Heavy parts load when first used. */
export * from './domain/index.js';
export { CvmatchError, ERROR_CODES, EXIT, isCvmatchError, type ErrorCode } from './errors.js';
export { CONFIG_KEYS, SETTINGS, loadConfig, outputColumns, plainOutput, saveSetting, variableOf, type Config, type ConfigKey, type LoadedConfig } from './config.js';
export { renderSettings } from './report/settings.js';
export { openEmbedder, type Embedder, type EmbedderOptions } from './embed/index.js';
export { renderChecks } from './report/checks.js';
export type { Check };

/** Looks at Node.js, native parts, model, vocabulary, store and OCR tools; never throws for one that fails. */
export async function examine(config: Config): Promise<Check[]> {
  return (await import('./doctor.js')).examine(config);
}

export { LANGUAGE_CODES, PRESETS, SIZES } from './simulate/generate/choices.js';
export { renderGenerated } from './report/generated.js';
export type { GenerateOptions, GenerateSummary };

/** Writes synthetic CVs and JDs as files, with the truth about them. */
export async function generateCvs(options: GenerateOptions): Promise<GenerateSummary> {
  return (await import('./simulate/generate/index.js')).generateCvs(options);
}
