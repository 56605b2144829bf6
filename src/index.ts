import type { AssistantOptions } from './app/mcp.js';
import type { IntakeRequest, WatchRequest } from './app/ingest.js';
import type { DryRun, IngestReport, Progress } from './ingest/ingest.js';
import type { ReindexReport } from './ingest/reindex.js';
import type { CvSummary, ListQuery, StoredJd, TaskStatus } from './store/port/index.js';
import type { Config } from './config/config.js';
import type { Check } from './app/doctor.js';
import type { DeepCheck } from './app/doctor-deep.js';
import type { Capacity, Ranking, RunComparison, RunReport } from './domain/index.js';
import { builtinModelFolder } from './embed/index.js';
import type { ListedModel, PulledModel, PullOptions } from './embed/pull.js';
import type { JdRemovalReport, ShownJd } from './app/jds.js';
import type { JdExplanation } from './rank/index.js';
import type { MatchCommandOptions } from './app/match.js';
import type { MatchAllOptions } from './app/match-all.js';
import type { AllRankings } from './match/all.js';
import type { DiffRequest } from './app/diff.js';
import type { ProfileDiff } from './report/cv/profile-diff.js';
import type { CvView } from './report/cv/profile-view.js';
import type { GenerateOptions, GenerateSummary } from './simulate/generate/index.js';
import type { Plan as CapacityPlan } from './simulate/planner/index.js';
import type { LiveView } from './simulate/options.js';
import type { MigrateReport, MigrateRequest } from './app/migrate.js';
import type { BackupReport, BackupRequest, VerifyRequest } from './app/backup.js';
import type { RestoreReport, RestoreRequest } from './app/restore.js';
import type { ListedBackup, VerifyReport } from './govern/backup/verify.js';
import type { MovePlan, MoveReport, MoveRequest } from './app/move.js';
import type { Listening, ServeRequest } from './app/serve.js';
import type { PlanRequestTexts, SimulateRequest } from './app/simulate.js';
import type { ListedProcess } from './service/processes/list.js';
import type { ScheduleRunRequest } from './app/schedule.js';
import type { ScheduleEntry } from './service/schedule/index.js';
import type { RunReport as ScheduleRunReport } from './service/schedule/run.js';
import type { WorkReport, WorkRequest } from './app/work.js';
import type { DropReport, TaskQuery, TaskView } from './app/tasks.js';
import type { OpenedOriginal, OpenRequest } from './app/open.js';
import type { RemovalReport, RemovalRequest } from './app/remove.js';
import type { ShowOptions } from './app/show.js';
import type { StatusReport } from './app/status.js';
import type { ExportOptions } from './app/export.js';

/** The public API, imported by commands/, bench/ and users of the package. Heavy parts are loaded on first use. */
export * from './domain/index.js';
export { CvmatchError, ERROR_CODES, EXIT, isCvmatchError, type ErrorCode } from './errors.js';
export {
  CONFIG_KEYS,
  SETTINGS,
  loadConfig,
  outputColumns,
  plainOutput,
  saveSetting,
  shownSettings,
  variableOf,
  type Config,
  type ConfigKey,
  type LoadedConfig,
} from './config/config.js';
export * from './report/index.js';
export * from './app/access.js';
export * from './app/people.js';
export * from './app/rights.js';
export * from './app/keeping.js';
export * from './app/evaluations.js';
export type { AllRankings, StoredJd };
export { builtinModelFolder, openEmbedder, type Embedder, type EmbedderOptions } from './embed/index.js';
export { HUB } from './embed/hub.js';
export type { ListedModel, PulledModel, PullOptions };

/** Downloads a model from the hub; nothing else contacts it. See src/embed/pull.ts for what it throws. */
export async function pullModel(options: PullOptions): Promise<PulledModel> {
  return (await import('./embed/pull.js')).pullModel(options);
}

/** The built-in model and all pulled ones. */
export async function listModels(modelsFolder: string): Promise<ListedModel[]> {
  return (await import('./embed/pull.js')).listModels(modelsFolder, builtinModelFolder());
}

export type { DeepCheck, Check };

/** Checks Node.js, native parts, model, vocabulary, store and OCR tools; never throws for a failed check. */
export async function examine(config: Config): Promise<Check[]> {
  return (await import('./app/doctor.js')).examine(config);
}

/** Reads every page, record and original of the store, and names pages that nothing vouches for. */
export async function examineDeep(config: Config): Promise<DeepCheck[]> {
  return (await import('./app/doctor-deep.js')).examineDeep(config);
}

export { TASK_STATUSES, WHERE_FIELDS } from './store/port/index.js';
export type {
  CvSummary,
  DryRun,
  IngestReport,
  IntakeRequest,
  ListQuery,
  Progress,
  MigrateReport,
  BackupReport,
  ListedBackup,
  RestoreReport,
  VerifyReport,
  MovePlan,
  MoveReport,
  MoveRequest,
  ReindexReport,
  RemovalReport,
  StatusReport,
  TaskQuery as TaskFilter,
  TaskView as TaskRecord,
  TaskStatus,
  WatchRequest,
};

/**
 * Brings files into the store; every file ends in one state. @throws CvmatchError of the store, `path_not_found`,
 * `model_mismatch`.
 */
export async function ingest(config: Config, request: IntakeRequest): Promise<IngestReport> {
  return (await import('./app/ingest.js')).ingest(config, request);
}

/** What `ingest` would do, judged by names, sizes and dates; changes nothing. */
export async function planIngest(config: Config, request: IntakeRequest): Promise<DryRun> {
  return (await import('./app/ingest.js')).planIngest(config, request);
}

/** Ingests, then keeps ingesting what appears or changes in the folders, until the signal. */
export async function watch(config: Config, request: WatchRequest): Promise<void> {
  return (await import('./app/ingest.js')).watch(config, request);
}

/** Finishes the tasks that a stopped or killed run left open. */
export async function resume(
  config: Config,
  request: Omit<IntakeRequest, 'inputs' | 'list' | 'prune'> = {},
): Promise<IngestReport> {
  return (await import('./app/ingest.js')).resume(config, request);
}

/** Embeds all CVs again with the current model, from their stored text. If stopped, the next call continues. */
export async function reindex(
  config: Config,
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<ReindexReport> {
  return (await import('./app/reindex.js')).reindex(config, options);
}

/** Brings the tables of a store up to date, or says what would change. */
export async function migrate(config: Config, request: MigrateRequest): Promise<MigrateReport> {
  return (await import('./app/migrate.js')).migrate(config, request);
}

/** Makes a backup of a store while others use it. See src/app/backup.ts for what it throws. */
export async function backup(config: Config, request: BackupRequest): Promise<BackupReport> {
  return (await import('./app/backup.js')).backup(config, request);
}

/** Backups in a folder, oldest first. @throws CvmatchError `path_not_found`, `bad_flag`. */
export async function listBackups(from: string): Promise<(ListedBackup | { id: string; damaged: true })[]> {
  return (await import('./app/backup.js')).listBackups(from);
}

/** Reads every byte of the backups in a folder. @throws CvmatchError `path_not_found`, `bad_flag`, `not_found`. */
export async function verifyBackup(request: VerifyRequest): Promise<VerifyReport> {
  return (await import('./app/backup.js')).verifyBackup(request);
}

/** Writes a backup into an empty workspace folder. See src/app/restore.ts for what it throws. */
export async function restore(config: Config, request: RestoreRequest): Promise<RestoreReport> {
  return (await import('./app/restore.js')).restore(config, request);
}

/** Copies a store to another place and compares every row. See src/app/move.ts for what it throws. */
export async function move(config: Config, request: MoveRequest): Promise<MoveReport> {
  return (await import('./app/move.js')).move(config, request);
}

/** What `move` would do; nothing is changed. */
export async function planMove(config: Config, request: MoveRequest): Promise<MovePlan> {
  return (await import('./app/move.js')).planMove(config, request);
}

export async function status(config: Config, options?: { deep?: boolean }): Promise<StatusReport> {
  return (await import('./app/status.js')).status(config, options);
}

export type { OpenedOriginal, OpenRequest };

/**
 * Opens a CV, or a file that failed, as it was handed in. @throws CvmatchError `not_found`, `tool_missing`,
 * `path_not_found`.
 */
export async function openOriginal(
  config: Config,
  reference: string,
  request: OpenRequest = {},
): Promise<OpenedOriginal> {
  return (await import('./app/open.js')).openOriginal(config, reference, request);
}

export async function listCvs(config: Config, query: ListQuery & { blind?: boolean } = {}): Promise<CvSummary[]> {
  return (await import('./app/list.js')).listCvs(config, query);
}

/**
 * Removes CVs and files, named by path or id, with everything derived from them. @throws CvmatchError `not_found`.
 */
export async function removeCvs(config: Config, request: RemovalRequest): Promise<RemovalReport> {
  return (await import('./app/remove.js')).removeCvs(config, request);
}

export async function listTasks(config: Config, filter: TaskQuery = {}): Promise<TaskView[]> {
  return (await import('./app/tasks.js')).listTasks(config, filter);
}

/** Reopens failed tasks and dead letters for `resume`, `serve` or `worker`; returns their number. */
export async function retryTasks(config: Config, filter: TaskQuery = {}): Promise<number> {
  return (await import('./app/tasks.js')).retryTasks(config, filter);
}

/**
 * Removes failed, dead and waiting tasks, with the records of their files and the bytes of uploads; returns their
 * number, and whether a trace of them may still be on disk.
 */
export async function dropTasks(config: Config, filter: TaskQuery = {}): Promise<DropReport> {
  return (await import('./app/tasks.js')).dropTasks(config, filter);
}

/** Hands no upload out until `resumeTasks`; those in progress go on. False if it was so before. */
export async function pauseTasks(config: Config): Promise<boolean> {
  return (await import('./app/tasks.js')).pauseTasks(config);
}

/** False if uploads were handed out. */
export async function resumeTasks(config: Config): Promise<boolean> {
  return (await import('./app/tasks.js')).resumeTasks(config);
}

export type { DropReport, WorkReport, WorkRequest };

/**
 * Processes uploads until the signal, in a process beside `serve`. @throws CvmatchError of the store, `model_mismatch`.
 */
export async function work(config: Config, request: WorkRequest): Promise<WorkReport> {
  return (await import('./app/work.js')).work(config, request);
}

export type { ListedProcess };

/** The processes that serve or work, with their tasks of the configured tenant. */
export async function listWorkers(config: Config): Promise<ListedProcess[]> {
  return (await import('./app/workers.js')).listWorkers(config);
}

/** Asks a process to end: `drain`, after what it has in hand; `stop`, soon. @throws CvmatchError `not_found`. */
export async function askWorker(config: Config, id: string, what: 'drain' | 'stop'): Promise<void> {
  return (await import('./app/workers.js')).askWorker(config, id, what);
}

export type { ScheduleEntry, ScheduleRunReport };

/** The periodic tasks with their times, next and last run. */
export async function listSchedule(config: Config): Promise<ScheduleEntry[]> {
  return (await import('./app/schedule.js')).listSchedule(config);
}

/** Runs one periodic task by name, or all of them (null), now. @throws CvmatchError `not_found`. */
export async function runSchedule(config: Config, request: ScheduleRunRequest): Promise<ScheduleRunReport[]> {
  return (await import('./app/schedule.js')).runSchedule(config, request);
}

export { LANGUAGE_CODES, PRESETS, SIZES } from './simulate/generate/choices.js';
export type { GenerateOptions, GenerateSummary };

/** Writes synthetic CVs and JDs as files, with the truth about them. */
export async function generateCvs(options: GenerateOptions): Promise<GenerateSummary> {
  return (await import('./simulate/generate/index.js')).generateCvs(options);
}

export { PROFILES } from './simulate/arrivals/choices.js';
export type { CapacityPlan };

export type { LiveView, SimulateRequest };

/**
 * Sends synthetic CVs through the pipeline at scheduled moments, measures and judges. The report is stored under
 * `runs/` of the workspace.
 */
export async function simulateLoad(config: Config, request: SimulateRequest): Promise<RunReport | null> {
  return (await import('./app/simulate.js')).simulateLoad(config, request);
}

/** Finds the highest rate that the pipeline can handle on this machine. */
export async function simulateCapacity(config: Config, request: SimulateRequest): Promise<Capacity | null> {
  return (await import('./app/simulate.js')).simulateCapacity(config, request);
}

/** A stored run by id, start of an id, path, or `latest`. */
export async function readRun(config: Config, name: string): Promise<RunReport> {
  return (await import('./app/simulate.js')).readRun(config, name);
}

/** Two stored runs side by side. */
export async function compareRuns(config: Config, a: string, b: string): Promise<RunComparison> {
  const { compareRuns: compare } = await import('./simulate/compare.js');
  return compare(await readRun(config, a), await readRun(config, b));
}

/** A run as Markdown, JUnit XML or a self-contained page. */
export async function renderRunAs(run: RunReport, format: 'markdown' | 'junit' | 'html'): Promise<string> {
  if (format === 'html') return (await import('./report/run/run-page.js')).runPage(run);
  const { runJunit, runMarkdown } = await import('./report/run/run-files.js');
  return format === 'markdown' ? runMarkdown(run) : runJunit(run);
}

/** Writes a file that a flag names. @throws CvmatchError `path_not_found`, `store_full`. */
export async function writeOutput(file: string, text: string): Promise<void> {
  return (await import('./files/output.js')).writeOutput(file, text);
}

/** Throws for a file that could not be written, before the work is done. @throws CvmatchError `path_not_found`. */
export async function refuseUnwritable(file: string): Promise<void> {
  return (await import('./files/output.js')).refuseUnwritable(file);
}

/** Workers and machines that a rate needs, from a model fed with measured service times. */
export async function planCapacity(config: Config, request: PlanRequestTexts): Promise<CapacityPlan> {
  return (await import('./app/simulate.js')).planCapacity(config, request);
}

/** Weights from a flag: `title=0.5,skill=0.2`, or the path of a JSON file. */
export async function readWeightsOption(text: string): Promise<unknown> {
  return (await import('./app/evaluate-corpus.js')).readWeightsOption(text);
}

/** Ranks the store's CVs against the JD in a file of any format, or `-` for stdin. */
export async function matchSource(source: string, config: Config, options: MatchCommandOptions): Promise<Ranking> {
  return (await import('./app/match.js')).matchSource(source, config, options);
}
export { PICKS } from './match/picks.js';
export { parseWhere } from './store/where.js';
export type { CvView, DiffRequest, ExportOptions, ProfileDiff };

/** The profile of a CV in the store, or of a file on disk. */
export async function showCv(reference: string, config: Config, options?: ShowOptions): Promise<CvView> {
  return (await import('./app/show.js')).showCv(reference, config, options);
}

/** What differs between two revisions of a candidate's CV. @throws CvmatchError `not_found`. */
export async function diffRevisions(config: Config, request: DiffRequest): Promise<ProfileDiff> {
  return (await import('./app/diff.js')).diffRevisions(config, request);
}

/** Writes all profiles to stdout or a file, one at a time. */
export async function exportProfiles(config: Config, options: ExportOptions): Promise<{ profiles: number }> {
  return (await import('./app/export.js')).exportProfiles(config, options);
}

/**
 * A Model Context Protocol server on stdin and stdout with the tools match, show and status. Resolves when stdin ends.
 */
export async function serveAssistant(config: Config, options: AssistantOptions): Promise<void> {
  return (await import('./app/mcp.js')).serveAssistant(config, options);
}

/** Stores JDs in the workspace, for matchAll. */
export async function addJds(sources: string[], config: Config): Promise<StoredJd[]> {
  return (await import('./app/jds.js')).addJds(sources, config);
}

export async function listJds(config: Config): Promise<StoredJd[]> {
  return (await import('./app/jds.js')).listJds(config);
}

export async function removeJds(references: string[], config: Config): Promise<JdRemovalReport> {
  return (await import('./app/jds.js')).removeJds(references, config);
}

export type { JdExplanation, JdRemovalReport, ShownJd };

/** How a JD is read, line by line, and as YAML for `matchSource`. */
export async function explainJd(
  reference: string,
  config: Config,
): Promise<{ explanation: JdExplanation; yaml: string }> {
  return (await import('./app/jds.js')).explainJd(reference, config);
}

/** A JD's text, and its contents as a schema.org JobPosting. */
export async function showJd(reference: string, config: Config): Promise<ShownJd> {
  return (await import('./app/jds.js')).showJd(reference, config);
}

/** Matches every stored JD with every CV; ten best each way. */
export async function matchAll(config: Config, options?: MatchAllOptions): Promise<AllRankings> {
  return (await import('./app/match-all.js')).matchAll(config, options);
}

export type { Listening, ServeRequest };

/** Runs the HTTP service on the store until the signal. */
export async function serve(config: Config, request: ServeRequest): Promise<void> {
  return (await import('./app/serve.js')).serve(config, request);
}

export { SCOPES } from './service/http/scopes.js';
