import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CvmatchError, isCvmatchError } from '../../errors.js';
import { actingAs, actingNow } from '../../store/audit/acting.js';
import type { DueCv, RetentionRule, Store } from '../../store/port/index.js';
import { eraseByRule, type ControlledParts } from '../certificates.js';
import { EFFORTS, finishErasures, type ErasureParts } from '../erasure.js';

export interface RetentionParts extends ControlledParts, ErasureParts {
  store: ControlledParts['store'] & ErasureParts['store'] & Pick<Store, 'retention'>;
  /** Aborted when the process stops: the run ends after the step, and the next one goes on. */
  signal: AbortSignal;
}

export interface RetentionRun {
  rules: number;
  /** CVs that were erased, and in how many steps: each has a certificate of its own once it has ended. */
  cvs: number;
  steps: number;
  /** CVs that are due and could not be erased: `cvmatch doctor` says why. */
  failed: number;
  /** Removals that have not ended. */
  erasuresPending: number;
}

/** Candidates that are erased in one transaction: others write between two of them. */
const STEP = 25;

/**
 * Erases whoever is due by the rules that are set, step by step, and then ends the removals with one scan. What is due is asked
 * again in the transaction of each step, so that two runs, a hold or a decision in between do no harm.
 * @throws CvmatchError `store_corrupt` if CVs could not be erased, after all others were.
 */
export async function applyRules(parts: RetentionParts): Promise<RetentionRun> {
  const rules = await parts.store.retention.rules();
  const done = { rules: rules.length, cvs: 0, steps: 0, failed: 0 };
  for (const rule of rules) {
    const acting = { actor: `rule:${rule.name}`, origin: actingNow().origin };
    await actingAs(acting, () => applyRule(parts, rule, done));
  }
  const { pending } = await finishErasures(parts, EFFORTS.thorough);
  if (done.failed > 0) throw notErased(done.failed, done.cvs);
  return { ...done, erasuresPending: pending.length };
}

type Done = Omit<RetentionRun, 'erasuresPending'>;

async function applyRule(parts: RetentionParts, rule: RetentionRule, done: Done): Promise<void> {
  const { retention } = parts.store;
  for (let after: string | undefined; !parts.signal.aborted;) {
    const began = performance.now();
    const { cvs, next } = await retention.due(rule, { aheadMs: 0, free: true, limit: STEP, after });
    if (cvs.length > 0) await eraseStep(parts, rule.name, cvs, done);
    if (next === null) return;
    after = next;
    // As long as the step took, whoever else writes has the store to himself.
    await sleep(performance.now() - began);
  }
}

/** All of them together; one candidate after the other if that is not possible, so that none keeps the others. */
async function eraseStep(parts: RetentionParts, rule: string, cvs: DueCv[], done: Done): Promise<void> {
  const outcome = await eraseTogether(parts, rule, cvs, done);
  const candidates = [...new Set(cvs.map(({ candidateId }) => candidateId))];
  if (outcome === 'failed' && candidates.length === 1) done.failed += cvs.length;
  if (outcome === 'done' || candidates.length === 1) return;
  for (const candidate of candidates) {
    if (parts.signal.aborted) return;
    const own = cvs.filter(({ candidateId }) => candidateId === candidate);
    await eraseStep(parts, rule, own, done);
  }
}

/** `gone`: they are not all due any more. */
async function eraseTogether(
  parts: RetentionParts,
  rule: string,
  cvs: DueCv[],
  done: Done,
): Promise<'done' | 'gone' | 'failed'> {
  try {
    const ids = cvs.map(({ cvId }) => cvId);
    const erased = await eraseByRule(parts, rule, ids, randomUUID());
    if (erased === null) return 'gone';
    done.cvs += erased;
    done.steps += 1;
    return 'done';
  } catch (error) {
    if (isCvmatchError(error, 'store_corrupt')) return 'failed';
    throw error;
  }
}

function notErased(failed: number, cvs: number): CvmatchError {
  return new CvmatchError('store_corrupt', `${failed} CVs are due and could not be erased; ${cvs} were`, {
    hint: 'Run `cvmatch doctor`. `cvmatch remove --without-certificate` removes one that it cannot mend.',
  });
}
