import type { Config } from './config.js';
import type { Check } from './doctor.js';
import type { Ranking } from './domain/index.js';
import type { ParsingEvaluation, ParsingReport } from './evaluate/parsing.js';
import type { RankingReport } from './evaluate/ranking.js';
import type { EvaluateParsingOptions } from './evaluation-parsing.js';
import type { EvaluateRankingOptions } from './evaluation.js';
import { builtinModelFolder } from './embed/index.js';
import type { ListedModel, PulledModel, PullOptions } from './embed/pull.js';
import type { MatchCommandOptions } from './matching.js';
import type { GenerateOptions, GenerateSummary } from './simulate/generate/index.js';

/** The public API: what commands/ and bench/ import, and what `import 'cvmatch'` gives. Heavy parts load when first used. */
export * from './domain/index.js';
export { CvmatchError, ERROR_CODES, EXIT, isCvmatchError, type ErrorCode } from './errors.js';
export { CONFIG_KEYS, SETTINGS, loadConfig, outputColumns, plainOutput, saveSetting, variableOf, type Config, type ConfigKey, type LoadedConfig } from './config.js';
export { renderSettings } from './report/settings.js';
export { builtinModelFolder, openEmbedder, type Embedder, type EmbedderOptions } from './embed/index.js';
export { HUB } from './embed/hub.js';
export { renderModels } from './report/models.js';
export type { ListedModel, PulledModel, PullOptions };

/** Fetches a model from the hub: the only thing that does. See src/embed/pull.ts for what it throws. */
export async function pullModel(options: PullOptions): Promise<PulledModel> {
  return (await import('./embed/pull.js')).pullModel(options);
}

/** The built-in model and those pulled before. */
export async function listModels(modelsFolder: string): Promise<ListedModel[]> {
  return (await import('./embed/pull.js')).listModels(modelsFolder, builtinModelFolder());
}

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

export { missedGates, parseGate, type RankingReport } from './evaluate/ranking.js';
export { renderRanking } from './report/ranking-text.js';
export { rankingPage } from './report/ranking-page.js';

/** Ranks every JD of a data set in BEIR layout in a throw-away store, with baselines. See EvaluateRankingOptions. */
export async function evaluateRanking(directory: string, config: Config, options?: EvaluateRankingOptions): Promise<RankingReport> {
  return (await import('./evaluation.js')).evaluateRanking(directory, config, options);
}

/** Weights from a flag: `title=0.5,skill=0.2`, or the path of a JSON file. */
export async function readWeightsOption(text: string): Promise<unknown> {
  return (await import('./evaluation.js')).readWeightsOption(text);
}

export { matchesCsv, matchesMarkdown } from './report/match-files.js';
export { matchesPage } from './report/match-page.js';
export { renderMatches } from './report/match-text.js';

/** Ranks the store's CVs against the JD in a file of any format, or `-` for stdin. */
export async function matchSource(source: string, config: Config, options: MatchCommandOptions): Promise<Ranking> {
  return (await import('./matching.js')).matchSource(source, config, options);
}
export { parseWhere } from './store/where.js';
export { missedParsingGates, parseParsingGate } from './evaluate/parsing-gate.js';
export { renderParsing } from './report/parsing-text.js';
export { parsingPage } from './report/parsing-page.js';
export type { ParsingEvaluation, ParsingReport };

/** Parses CVs from labels, a file or a folder, and scores the profiles. See EvaluateParsingOptions. */
export async function evaluateParsing(target: string, config: Config, options?: EvaluateParsingOptions): Promise<ParsingEvaluation> {
  return (await import('./evaluation-parsing.js')).evaluateParsing(target, config, options);
}
