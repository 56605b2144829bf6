import { createHash } from 'node:crypto';
import type { Outcome, ProcessedCv, Stage } from '../domain/index.js';
import { isCvmatchError } from '../errors.js';
import type { Workspace } from '../open.js';
import { withScratch } from './scratch.js';
import { jdOf } from '../match/jd.js';
import { matchJd, type MatchParts } from '../match/match.js';
import type { SelftestReport, StageResult } from '../service/selftest.js';

/** Invented, like everything in it. */
const CV = `Robin Sample
Software Engineer
robin.sample@example.com

Experience
Software Engineer, Example Ltd, 01/2019 - 12/2024
Built services in TypeScript and PostgreSQL.

Education
BSc Computer Science, Example University, 2018

Skills
TypeScript, PostgreSQL, Docker
`;
const JD = 'Software Engineer\n\nRequirements:\n- TypeScript\n- PostgreSQL\n';

/** Sends one CV through every stage of the workspace's own pool and model, into a temporary store. */
export async function selftest(workspace: Workspace, matching: MatchParts): Promise<SelftestReport> {
  return reportOf(await withScratch(workspace.config, (scratch) => stages(workspace, scratch, matching)));
}

function reportOf(stages: StageResult[]): SelftestReport {
  return { ok: stages.every((stage) => stage.ok), stages };
}

async function stages(workspace: Workspace, scratch: Workspace, matching: MatchParts): Promise<StageResult[]> {
  const bytes = Buffer.from(CV);
  const outcome = await (
    await workspace.pool()
  ).run({ kind: 'bytes', bytes, asOf: '2025-01-01', fallbackDate: '2025-01-01' });
  const processed = processedStages(outcome);
  if (!outcome.ok) return processed;
  const stored = await timed('store', () => commit(workspace, scratch, bytes, outcome));
  if (!stored.ok) return [...processed, stored];
  let evidence = 0;
  const matched = await timed('match', async () => {
    const { results } = await matchJd(
      jdOf(JD),
      { ...matching, store: scratch.store },
      { top: 1, noCache: true, cacheTtlMs: 0 },
    );
    evidence = results[0]?.parts.filter((part) => part.evidence !== null).length ?? 0;
  });
  const explained: StageResult = {
    stage: 'explain',
    ok: evidence > 0,
    ms: null,
    code: evidence > 0 ? null : 'no_evidence',
  };
  return [...processed, stored, matched, explained];
}

function processedStages(outcome: Outcome<ProcessedCv>): StageResult[] {
  const names: Stage[] = ['extract', 'profile', 'embed'];
  if (outcome.ok)
    return names.map((stage) => ({
      stage,
      ok: true,
      ms: Math.round(outcome.value.timings[stage as keyof ProcessedCv['timings']]),
      code: null,
    }));
  const at = outcome.code === 'embedding_failed' ? 2 : 0;
  return names
    .slice(0, at + 1)
    .map((stage, i) => ({ stage, ok: i < at, ms: null, code: i < at ? null : outcome.code }));
}

async function commit(
  workspace: Workspace,
  scratch: Workspace,
  bytes: Buffer,
  outcome: Outcome<ProcessedCv>,
): Promise<void> {
  const fingerprint = await workspace.fingerprint();
  await scratch.store.model.adopt(await workspace.model());
  const hash = createHash('sha256').update(bytes).digest('hex');
  const [file] = await scratch.store.intake.commit([
    {
      path: 'selftest',
      size: bytes.length,
      mtimeMs: 0,
      hash,
      madeWith: fingerprint,
      fingerprint,
      duplicates: 'keep',
      outcome,
    },
  ]);
  if (file?.state !== 'ready') throw new Error('the CV did not become ready');
}

async function timed(stage: StageResult['stage'], body: () => Promise<void>): Promise<StageResult> {
  const started = performance.now();
  try {
    await body();
    return { stage, ok: true, ms: Math.round(performance.now() - started), code: null };
  } catch (error) {
    return { stage, ok: false, ms: null, code: isCvmatchError(error) ? error.code : 'internal' };
  }
}
