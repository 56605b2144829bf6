import { CvmatchError } from '../../errors.js';
import { meanDifferences, pooledDifferences, type Differences, type ResampledSet } from './compare.js';
import { isGateMetric, valueOf, type GateMetric, type RankingReport } from './ranking.js';

/** How a set is ranked: only the judged CVs of each JD or the whole corpus, with titles or without. */
export interface RankingMode {
  judgedOnly: boolean;
  maskTitles: boolean;
}

/** One line of a gate file (bench/gate.json). */
export interface Bar {
  /** A set by the name of its folder, or several: by the mean of the sets, or with all of their JDs pooled. */
  over: { kind: 'set' | 'mean' | 'pooled'; sets: string[] };
  metric: GateMetric;
  /** The baseline of the same run that is subtracted. */
  minus: string | null;
  /** What must reach the bar: the value itself, or the lower end of its 95 % interval. */
  bound: 'value' | 'low';
  least: number;
  mode: RankingMode;
}

/** A measured set, with the data for bars over several sets. */
export interface MeasuredRun {
  name: string;
  mode: RankingMode;
  report: RankingReport;
  differences: Differences;
  resampled: ResampledSet;
}

export interface JudgedBar {
  /** Text of the bar: `spearman minus hybrid, mean of a, b`. */
  bar: string;
  least: number;
  /** Null where it was skipped. */
  value: number | null;
  verdict: 'met' | 'missed' | 'skipped';
}

export const BASELINES = ['bm25', 'vectors', 'titles', 'hybrid', 'random'];

/** @throws CvmatchError `bad_config`, naming the first invalid bar. */
export function parseGateFile(value: unknown, file: string): Bar[] {
  const bars = (value as { bars?: unknown } | null)?.bars;
  if (!Array.isArray(bars) || bars.length === 0) throw invalid(file, 'has no list "bars"');
  return bars.map((bar: unknown, i) => parseBar(bar) ?? fail(file, i));
}

function fail(file: string, i: number): never {
  throw invalid(file, `has no valid bar at position ${i + 1}`);
}

function invalid(file: string, what: string): CvmatchError {
  return new CvmatchError('bad_config', `${file} ${what}`, {
    hint: 'Write {"bars": [{"set": "FOLDER", "metric": "spearman", "minus": "hybrid", "least": -0.03}]}; bench/gate.json and docs/ranking.md show everything that is allowed.',
  });
}

const KEYS = new Set(['set', 'mean', 'pooled', 'metric', 'minus', 'bound', 'least', 'judgedOnly', 'maskTitles', 'why']);

function parseBar(value: unknown): Bar | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).some((key) => !KEYS.has(key))) return null;
  const bar = value as Record<string, unknown>;
  const { metric, minus = null, bound = 'value', least, judgedOnly = true, maskTitles = false } = bar;
  const over = overOf(bar);
  const against = minus === null || (typeof minus === 'string' && BASELINES.includes(minus));
  if (over === null || typeof metric !== 'string' || !isGateMetric(metric) || !against) return null;
  if (typeof least !== 'number' || !Number.isFinite(least) || (bound !== 'value' && bound !== 'low')) return null;
  if (typeof judgedOnly !== 'boolean' || typeof maskTitles !== 'boolean') return null;
  // Several sets can only be compared by differences, since scores and difficulty vary between sets.
  if (over.kind !== 'set' && (minus === null || (over.kind === 'pooled' && metric === 'auc'))) return null;
  if (bound === 'low' && metric === 'auc' && minus === null) return null;
  return { over, metric, minus: minus as string | null, bound, least, mode: { judgedOnly, maskTitles } };
}

function overOf(bar: Record<string, unknown>): Bar['over'] | null {
  const given = (['set', 'mean', 'pooled'] as const).filter((kind) => bar[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length !== 1) return null;
  const sets: unknown = kind === 'set' ? [bar[kind]] : bar[kind];
  return Array.isArray(sets) && sets.length > 0 && sets.every((set) => typeof set === 'string' && set !== '')
    ? { kind, sets: sets as string[] }
    : null;
}

/** The modes in which a set must be ranked for the bars that name it. */
export function modesFor(bars: readonly Bar[], set: string): RankingMode[] {
  const modes = new Map(
    bars.filter(({ over }) => over.sets.includes(set)).map(({ mode }) => [JSON.stringify(mode), mode]),
  );
  return [...modes.values()];
}

/** Judges every bar; a bar that needs a set that was not measured is skipped. */
export function judgeBars(bars: readonly Bar[], runs: readonly MeasuredRun[]): JudgedBar[] {
  return bars.map((bar) => {
    const found = bar.over.sets.flatMap(
      (set) => runs.find(({ name, mode }) => name === set && sameMode(mode, bar.mode)) ?? [],
    );
    if (found.length < bar.over.sets.length)
      return { bar: nameOf(bar), least: bar.least, value: null, verdict: 'skipped' };
    // A metric that the set lacks (AUC with graded judgements) misses its bar, so that the mistake is noticed.
    const value = measured(bar, found) ?? null;
    return {
      bar: nameOf(bar),
      least: bar.least,
      value,
      verdict: value !== null && value >= bar.least ? 'met' : 'missed',
    };
  });
}

export function sameMode(a: RankingMode, b: RankingMode): boolean {
  return a.judgedOnly === b.judgedOnly && a.maskTitles === b.maskTitles;
}

function measured(bar: Bar, runs: MeasuredRun[]): number | undefined {
  if (bar.minus === null) {
    const { report } = runs[0]!;
    return bar.bound === 'low' && bar.metric !== 'auc' ? report.metrics[bar.metric]?.low : valueOf(report, bar.metric);
  }
  const one = differencesOver(bar.over.kind, runs)[bar.minus]?.[bar.metric];
  return bar.bound === 'low' ? one?.low : one?.difference;
}

function differencesOver(kind: Bar['over']['kind'], runs: MeasuredRun[]): Differences {
  if (kind === 'pooled') return pooledDifferences(runs.map(({ report }) => report));
  return kind === 'mean' ? meanDifferences(runs.map(({ resampled }) => resampled)) : runs[0]!.differences;
}

function nameOf({ over, metric, minus, bound, mode }: Bar): string {
  const what = `${bound === 'low' ? 'lower end of ' : ''}${metric}${minus === null ? '' : ` minus ${minus}`}`;
  const where =
    over.kind === 'set' ? over.sets[0]! : `${over.kind === 'mean' ? 'mean of' : 'all JDs of'} ${over.sets.join(', ')}`;
  const notes = [mode.judgedOnly ? '' : 'whole corpus', mode.maskTitles ? 'titles masked' : ''].filter(Boolean);
  return `${where}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}: ${what}`;
}
