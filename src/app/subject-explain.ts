import type { Config } from '../config/config.js';
import { findPerson, type Person } from '../govern/subject/find.js';
import { readWeights, explainParts } from '../rank/index.js';
import { matchFingerprint, matchIdOf, planFor } from '../match/match.js';
import type { Jd } from '../match/jd.js';
import { scorePicked } from '../match/score.js';
import { withWorkspace, type Workspace } from '../open.js';
import type { ComparisonView, SubjectExplanation } from '../report/subject-explanation.js';
import type { DecisionRecord, HeldRow } from '../store/port/index.js';
import { anyJd } from './jds.js';
import { scoringParts } from './match.js';

export type { SubjectExplanation };

/** Decisions of one candidate for one JD: more than people make. */
const MOST_DECISIONS = 1000;

/** What was decided about a person for a JD, and what the ranking that it rests on was made of. */
export async function explainSubject(config: Config, who: string, jdReference: string): Promise<SubjectExplanation> {
  const jd = await anyJd(jdReference, config);
  return withWorkspace(config, {}, async (workspace) => {
    const { store } = workspace;
    await workspace.requireModel();
    const person = await findPerson(store, { who, isLocal: true });
    const asked = { jdHash: jd.hash, cvId: person.cvIds[0]!, undone: true, limit: MOST_DECISIONS };
    const decisions = await store.decisions.list(asked, null);
    const cvId = decisions.findLast(({ undoneAt }) => undoneAt === null)?.cvId ?? (await latestOf(workspace, person));
    await store.audit.note([{ action: 'read', detail: 'subject explain', cvs: [cvId], jd: jd.hash }]);
    const compared = await compare(workspace, cvId, jd);
    const record = await store.cvs.get(cvId);
    return {
      ...{ candidateId: person.candidateId, cvId, name: record?.name ?? null },
      jd: { hash: jd.hash, title: compared.title },
      decisions: decisions.map(decisionView),
      rankings: await rankingsOf(workspace, person, { jdHashes: hashesOf(jd, decisions), matchId: compared.matchId }),
      comparison: compared.view,
      corrections: record?.profile.overrides ?? [],
      restricted: await store.restrictions.of(cvId),
    };
  });
}

async function latestOf({ store }: Workspace, { cvIds }: Person): Promise<string> {
  for (const cvId of cvIds) if ((await store.cvs.get(cvId))?.latest === true) return cvId;
  return cvIds.at(-1)!;
}

/** Decisions on earlier versions of a stored JD are of the same JD. */
function hashesOf(jd: Jd, decisions: DecisionRecord[]): Set<string> {
  return new Set([jd.hash, ...decisions.map(({ jdHash }) => jdHash)]);
}

function decisionView({ decision, stage, reason, by, keyId, at, undoneAt, undoneBy, cvId }: DecisionRecord) {
  return { decision, stage, reason, by, keyId, at, undoneAt, undoneBy, cvId };
}

/** How the person was ranked for this JD when somebody saw it, as far as that was recorded. */
async function rankingsOf(
  { store }: Workspace,
  person: Person,
  { jdHashes, matchId }: { jdHashes: Set<string>; matchId: string },
): Promise<SubjectExplanation['rankings']> {
  const ofJd = ({ jd_hash: hash }: HeldRow): boolean => jdHashes.has(String(hash));
  const shown = (await store.subjects.held('matches_shown', person)).filter(ofJd);
  return shown
    .map((row) => ({
      at: String(row.shown_at),
      rank: Number(row.rank),
      openedAt: row.viewed_at === null ? null : String(row.viewed_at),
      isAsNow: row.id === matchId,
    }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

async function compare(
  workspace: Workspace,
  cvId: string,
  jd: Jd,
): Promise<{ title: string | null; matchId: string; view: ComparisonView | null }> {
  const parts = await scoringParts(workspace);
  const weights = readWeights({}, parts.tools.weights);
  const fingerprint = matchFingerprint(parts, weights);
  const plan = await planFor(jd, parts, weights, {});
  const { scored, cvs } = await scorePicked(plan, [cvId], parts.store, parts.tools);
  const [one] = scored;
  const text = (await parts.store.search.shown([cvId])).get(cvId)?.text;
  const matchId = matchIdOf(cvId, jd.hash, fingerprint);
  if (one === undefined || text === undefined) return { title: plan.title, matchId, view: null };
  const view = {
    ...{ matchId, score: one.score, fingerprint, findings: one.findings },
    parts: explainParts(plan, one, cvs.get(cvId)!, text),
  };
  return { title: plan.title, matchId, view };
}
