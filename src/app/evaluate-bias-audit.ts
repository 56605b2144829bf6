import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import {
  biasAudit,
  demographicsOf,
  type Assessed,
  type BiasAudit,
  type Demographics,
} from '../evaluate/fairness/bias-audit.js';
import { AUDIT_NOTE, readDemographics } from '../evaluate/fairness/fairness.js';
import { scoreStore } from '../evaluate/fairness/measure.js';
import { matchFingerprint, planFor } from '../match/match.js';
import { withWorkspace, type Workspace } from '../open.js';
import { readWeights } from '../rank/index.js';
import { cvPages } from '../store/pages.js';
import type { CvSummary, DecisionRecord } from '../store/port/index.js';
import { anyJd } from './jds.js';
import { scoringParts } from './match.js';

export interface BiasAuditOptions {
  /** A file, `-` for stdin, or a stored JD: decisions for it, and scores. Missing: decisions for every JD. */
  jd?: string;
  /** CSV file that says who is of which sex and ethnicity. */
  demographics: string;
  weights?: unknown;
}

export interface BiasAuditReport extends BiasAudit {
  jd: { hash: string; title: string | null } | null;
  /** Under which the scores were made; null without a JD. */
  fingerprint: string | null;
  /** Days of the first and the last decision that was counted, `YYYY-MM-DD`; null if there is none. */
  from: string | null;
  to: string | null;
  /** People about whom somebody decided; the others count as not selected. */
  decided: number;
  /** People of the file who are not in the store. */
  notFound: number;
  note: string;
}

/** Rows that one call reads. */
const PAGE = 1000;

/**
 * The tables of a bias audit after New York's Local Law 144, from the decisions that people recorded. Selected is who is
 * shortlisted. Sex and ethnicity come from the file alone; whoever was decided about and is not in it is of unknown category.
 */
export async function evaluateBiasAudit(config: Config, options: BiasAuditOptions): Promise<BiasAuditReport> {
  const people = demographicsOf(
    readDemographics(await demographicsIn(options.demographics), options.demographics),
    options.demographics,
  );
  const jd = options.jd === undefined ? null : await anyJd(options.jd, config);
  return withWorkspace(config, {}, async (workspace) => {
    const known = await candidatesOf(workspace);
    const { groups, notFound } = groupsOf(people, known);
    const byJd = jd === null ? await decisionsOfAll(workspace) : [await decisionsFor(workspace, jd.hash)];
    const scored = jd === null ? null : await scoresFor(workspace, known, jd, options.weights ?? {});
    const assessed = byJd.flatMap((decisions) =>
      assessedFor({ decisions, groups, scores: scored?.scores ?? null, everybody: jd !== null }),
    );
    const decisions = byJd.flatMap((of) => [...of.values()]);
    await workspace.store.audit.note([
      { action: 'read', detail: 'evaluate fairness --ll144', count: assessed.length, jd: jd?.hash ?? null },
    ]);
    if (assessed.length === 0) throw nobody();
    const days = decisions.map(({ at }) => at.slice(0, 10)).sort();
    return {
      jd: jd === null ? null : { hash: jd.hash, title: scored!.title },
      fingerprint: scored?.fingerprint ?? null,
      ...{ from: days[0] ?? null, to: days.at(-1) ?? null, decided: decisions.length, notFound },
      ...biasAudit(assessed),
      note: AUDIT_NOTE,
    };
  });
}

async function demographicsIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CvmatchError('path_not_found', `${file} cannot be read`, {
      cause: error,
      hint: 'Give a CSV file with the header candidate,sex,ethnicity.',
    });
  }
}

function nobody(): CvmatchError {
  return new CvmatchError('nothing_to_do', 'there is nobody to make tables of: no decision is recorded', {
    hint: 'Record decisions with `cvmatch decisions add`, or name the JD, so that those in the file count as its applicants.',
  });
}

interface Known {
  /** Every revision of every candidate. */
  cvs: CvSummary[];
  labels: (candidateId: string) => string;
}

async function candidatesOf({ store }: Workspace): Promise<Known> {
  const cvs: CvSummary[] = [];
  for await (const page of cvPages(store.cvs, { allRevisions: true })) cvs.push(...page);
  const key = await store.audit.key();
  return { cvs, labels: (candidateId) => key.label(candidateId) };
}

type Groups = ReadonlyMap<string, Pick<Demographics, 'sex' | 'ethnicity'>>;

/** The people of the file by candidate. @throws CvmatchError `dataset_invalid` where a row may mean several, or two say different things. */
function groupsOf(people: readonly Demographics[], { cvs, labels }: Known): { groups: Groups; notFound: number } {
  const groups = new Map<string, Pick<Demographics, 'sex' | 'ethnicity'>>();
  const named = new Map<string, Set<string>>();
  const name = (text: string, candidateId: string): void => {
    named.set(text, (named.get(text) ?? new Set()).add(candidateId));
  };
  for (const { cvId, candidateId, path, fileName } of cvs)
    for (const text of new Set([
      cvId,
      candidateId,
      labels(candidateId),
      path,
      path.split(/[\\/]/).at(-1)!,
      fileName ?? path,
    ]))
      name(text, candidateId);
  let notFound = 0;
  for (const [i, { candidate, sex, ethnicity }] of people.entries()) {
    const digits = /^[0-9a-f]{6,63}$/.test(candidate) ? cvs.filter(({ cvId }) => cvId.startsWith(candidate)) : [];
    const found = named.get(candidate) ?? new Set(digits.map(({ candidateId }) => candidateId));
    const [one, ...others] = found;
    if (others.length > 0) throw badRow(i, 'may mean several candidates');
    if (one === undefined) notFound += 1;
    else {
      const before = groups.get(one);
      if (before !== undefined && (before.sex !== sex || before.ethnicity !== ethnicity))
        throw badRow(i, 'says something else of a candidate than a row before');
      groups.set(one, { sex, ethnicity });
    }
  }
  return { groups, notFound };
}

function badRow(index: number, what: string): CvmatchError {
  return new CvmatchError('dataset_invalid', `person ${index + 1} of the demographics file ${what}`, {
    hint: 'Name each by the id of a CV or candidate; `cvmatch list --json` shows them.',
  });
}

/** The decisions in force for a JD, all its versions included, by candidate. */
async function decisionsFor({ store }: Workspace, jdHash: string): Promise<Map<string, DecisionRecord>> {
  const inForce = new Map<string, DecisionRecord>();
  for await (const page of decisionPages(store, { jdHash })) for (const one of page) inForce.set(one.candidateId, one);
  return inForce;
}

async function* decisionPages(
  { decisions }: Workspace['store'],
  query: { jdHash?: string } = {},
): AsyncGenerator<DecisionRecord[]> {
  for (let after: number | undefined; ;) {
    const page = await decisions.list({ ...query, after, limit: PAGE }, null);
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}

async function decisionsOfAll(workspace: Workspace): Promise<Map<string, DecisionRecord>[]> {
  const hashes = new Set<string>();
  for await (const page of decisionPages(workspace.store)) for (const { jdHash } of page) hashes.add(jdHash);
  const byJd: Map<string, DecisionRecord>[] = [];
  const told = new Set<number>();
  for (const hash of hashes) {
    const decisions = await decisionsFor(workspace, hash);
    // Another version of a JD that was counted.
    if ([...decisions.values()].some(({ id }) => told.has(id))) continue;
    for (const { id } of decisions.values()) told.add(id);
    byJd.push(decisions);
  }
  return byJd;
}

async function scoresFor(
  workspace: Workspace,
  { cvs }: Known,
  jd: Awaited<ReturnType<typeof anyJd>>,
  weights: unknown,
): Promise<{ scores: Map<string, number>; fingerprint: string; title: string | null }> {
  await workspace.requireModel();
  const parts = await scoringParts(workspace);
  const used = readWeights(weights, parts.tools.weights);
  const plan = await planFor(jd, parts, used, {});
  const candidates = new Map(cvs.map(({ cvId, candidateId }) => [cvId, candidateId]));
  const scored = await scoreStore(plan, workspace.store, parts.tools);
  return {
    scores: new Map(scored.map(({ cvId, score }) => [candidates.get(cvId)!, score])),
    fingerprint: matchFingerprint(parts, used),
    title: plan.title,
  };
}

interface OneJd {
  decisions: ReadonlyMap<string, DecisionRecord>;
  groups: Groups;
  scores: ReadonlyMap<string, number> | null;
  /** Whether everybody in the file applied for this JD, or only those whom somebody decided about. */
  everybody: boolean;
}

function assessedFor({ decisions, groups, scores, everybody }: OneJd): Assessed[] {
  const candidates = new Set([...decisions.keys(), ...(everybody ? groups.keys() : [])]);
  return [...candidates].map((candidate) => {
    const { sex = '', ethnicity = '' } = groups.get(candidate) ?? {};
    const selected = decisions.get(candidate)?.decision === 'shortlisted';
    return { sex, ethnicity, selected, score: scores?.get(candidate) ?? null };
  });
}
