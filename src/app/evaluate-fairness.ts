import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import {
  AUDIT_NOTE,
  impactTables,
  readDemographics,
  type ImpactTable,
  type Person,
  type Swap,
  type SwapSummary,
} from '../evaluate/fairness/fairness.js';
import { scoringParts, readSource } from './match.js';
import { openWorkspace, type Workspace } from '../open.js';
import { scoreStore, swapAll } from '../evaluate/fairness/measure.js';
import { matchFingerprint, planFor, type MatchParts } from '../match/match.js';
import { readWeights, type JdPlan } from '../rank/index.js';

export interface FairnessOptions {
  swaps: Swap[];
  /** Number of best CVs that are swapped; the store's other CVs are not read again. */
  cvs: number;
  /** Number of invented names that each of them is tried with. */
  names: number;
  weights?: unknown;
  /** CSV file that says who belongs to which group. */
  demographics?: string;
  /** Number of first CVs in the ranking that count as selected. */
  selected: number;
}

export interface FairnessReport {
  jd: { hash: string; title: string | null };
  fingerprint: string;
  cvs: number;
  swaps: SwapSummary[];
  /** Null without a demographics file. */
  impact: { selected: number; notFound: number; tables: ImpactTable[]; note: string } | null;
}

/** Counterfactual swaps in the store's best CVs for a JD, and impact ratios from a separate file. */
export async function evaluateFairness(
  source: string,
  config: Config,
  options: FairnessOptions,
): Promise<FairnessReport> {
  const jd = await readSource(source, config);
  const workspace = await openWorkspace(config);
  try {
    await workspace.requireModel();
    const parts = await scoringParts(workspace);
    const weights = readWeights(options.weights ?? {}, parts.tools.weights);
    const plan = await planFor(jd, parts, weights, {});
    const scored = await scoreStore(plan, workspace.store, parts.tools);
    if (scored.length === 0)
      throw new CvmatchError('nothing_to_do', 'the store holds no CV yet', {
        hint: 'Fill it with `cvmatch ingest <folder of CVs>`.',
      });
    const swaps = await swapStored(
      plan,
      scored.slice(0, options.cvs).map(({ cvId }) => cvId),
      workspace,
      parts,
      options,
    );
    const people =
      options.demographics === undefined
        ? null
        : readDemographics(await readFile(options.demographics, 'utf8'), options.demographics);
    return {
      jd: { hash: jd.hash, title: plan.title },
      fingerprint: matchFingerprint(parts, weights),
      cvs: scored.length,
      swaps,
      impact: people === null ? null : impactOf(people, scored, options.selected),
    };
  } finally {
    await workspace.close();
  }
}

async function swapStored(
  plan: JdPlan,
  ids: string[],
  workspace: Workspace,
  parts: MatchParts,
  { swaps, names }: FairnessOptions,
): Promise<SwapSummary[]> {
  const records = await Promise.all(ids.map((id) => workspace.store.cvs.get(id)));
  return swapAll(
    plan,
    records.filter((record) => record !== null),
    swaps,
    { embedder: await workspace.embedder(), tools: parts.tools, names },
  );
}

function impactOf(people: Person[], scored: { cvId: string; path: string; score: number }[], selected: number) {
  const rankOf = (cv: string) =>
    scored.findIndex(
      ({ cvId, path }) => path === cv || path.endsWith(`/${cv}`) || (cv.length >= 6 && cvId.startsWith(cv)),
    );
  const found = people.map(({ cv, groups }) => ({ rank: rankOf(cv), groups })).filter(({ rank }) => rank !== -1);
  if (found.length === 0)
    throw new CvmatchError('dataset_invalid', 'no CV of the demographics file is in the store', {
      hint: 'Its first column must hold paths, file names or CvIds as `cvmatch list` shows them.',
    });
  const tables = impactTables(
    found.map(({ rank, groups }) => ({ score: scored[rank]!.score, selected: rank < selected, groups })),
  );
  return { selected, notFound: people.length - found.length, tables, note: AUDIT_NOTE };
}
