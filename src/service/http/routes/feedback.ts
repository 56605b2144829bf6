import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { FEEDBACK_ACTIONS, type FeedbackAction, type RankOutcome } from '../../../store/port/index.js';
import { ownerFor, requireScope, type Caller } from '../access.js';
import type { RouteParts, TenantParts } from '../../parts.js';
import { answers, arrayOf, count, idParams, object, share, text, truth } from '../schemas.js';

const feedbackSchema = {
  operationId: 'giveFeedback',
  tags: ['Matching'],
  summary: 'Record what a person did with a match',
  description:
    'The service ranks, people decide; this records their decision. `:id` is the `id` of a result in a ' +
    'ranking. A rejection needs a reason. Repeating it with the same key changes nothing.',
  params: idParams({ type: 'string', pattern: '^[0-9a-f]{16}$', description: "id of a ranking's result" }),
  body: {
    ...object({ action: { enum: FEEDBACK_ACTIONS }, reason: { type: 'string', minLength: 1, maxLength: 1000 } }, [
      'reason',
    ]),
    if: { properties: { action: { const: 'rejected' } } },
    then: { required: ['reason'] },
  },
  response: answers({ 200: ['Recorded, or known before', object({ match: text, action: text, recorded: truth })] }),
};

const outcome = {
  shown: count,
  viewed: count,
  shortlisted: count,
  rejected: count,
  clickThrough: share,
  conversion: share,
};
const evaluationSchema = {
  operationId: 'getEvaluation',
  tags: ['Service'],
  summary: 'What people did with the matches that they were shown',
  description:
    'Over everybody of the tenant, so it takes the scope `all` too. Matches that were shown in the last days, each counted once at its latest rank. `clickThrough`: the share ' +
    'with any feedback, because who decides has looked; `conversion`: the share that was shortlisted.',
  querystring: object({ days: { type: 'integer', minimum: 1, maximum: 3650, default: 30 } }, ['days']),
  response: answers({
    200: [
      'Over all, and by rank',
      object({ days: count, ...outcome, byRank: arrayOf(object({ rank: count, ...outcome })) }),
    ],
  }),
};

const DAY_MS = 86_400_000;

export function feedbackRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const { impressions, now } = parts;

  app.post<{ Params: { id: string }; Body: { action: FeedbackAction; reason?: string } }>(
    '/v1/matches/:id/feedback',
    { schema: feedbackSchema },
    async ({ params: { id }, body, caller, tenant }) => {
      await impressions(tenant).flush();
      await requireMatch(tenant, id, caller);
      const recorded = await tenant.workspace.store.feedback.record(
        { matchId: id, action: body.action, reason: body.reason ?? null, keyId: caller.keyId },
        new Date(now()).toISOString(),
      );
      return { match: id, action: body.action, recorded };
    },
  );

  app.get<{ Querystring: { days: number } }>(
    '/v1/admin/evaluation',
    { schema: evaluationSchema },
    async ({ query: { days }, caller, tenant }) => {
      requireScope(caller, 'all');
      await impressions(tenant).flush();
      const byRank = await tenant.workspace.store.feedback.outcomes(new Date(now() - days * DAY_MS).toISOString());
      return { days, ...rates(total(byRank)), byRank: byRank.map(({ rank, ...one }) => ({ rank, ...rates(one) })) };
    },
  );
  return Promise.resolve();
}

/** @throws CvmatchError `not_found`, also for a CV that someone else uploaded. */
async function requireMatch(tenant: TenantParts, id: string, caller: Caller): Promise<void> {
  const { feedback, uploads } = tenant.workspace.store;
  const cvId = await feedback.cvOf(id);
  const owner = ownerFor(caller);
  // The same answer in both cases, so that a caller cannot find out which matches others were shown.
  if (cvId === null || (owner !== null && (await uploads.find([cvId], owner)).length === 0))
    throw new CvmatchError('not_found', `no match ${id} was shown`, {
      hint: 'Use the `id` of a result of POST /v1/match; removing a CV removes its matches too.',
    });
}

type Outcomes = Omit<RankOutcome, 'rank'>;

function total(ranks: RankOutcome[]): Outcomes {
  const sum = (pick: (one: RankOutcome) => number): number => ranks.reduce((all, one) => all + pick(one), 0);
  return {
    shown: sum((one) => one.shown),
    viewed: sum((one) => one.viewed),
    shortlisted: sum((one) => one.shortlisted),
    rejected: sum((one) => one.rejected),
  };
}

function rates(one: Outcomes): Outcomes & { clickThrough: number; conversion: number } {
  const shareOf = (n: number): number => (one.shown === 0 ? 0 : n / one.shown);
  return { ...one, clickThrough: shareOf(one.viewed), conversion: shareOf(one.shortlisted) };
}
