import type { FastifyInstance } from 'fastify';
import { DECISIONS, type DecisionKind } from '../../../domain/index.js';
import type { RankOutcome } from '../../../store/port/index.js';
import { requireScope } from '../access.js';
import type { RouteParts } from '../../parts.js';
import { answers, arrayOf, count, idParams, object, share, text, truth } from '../schemas.js';
import { decide, decisionText, matchId, requireMatch } from './decisions.js';

const feedbackSchema = {
  operationId: 'giveFeedback',
  tags: ['Matching'],
  summary: 'Record what a person did with a match',
  description:
    'That its CV was viewed, or a decision as POST /v1/decisions takes it. `:id` is the `id` of a result in a ' +
    'ranking. A rejection needs a reason. Repeating it changes nothing.',
  params: idParams(matchId),
  body: {
    ...object({ action: { enum: ['viewed', ...DECISIONS] }, ...decisionText }),
    required: ['action'],
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
    'that was viewed or decided on; `conversion`: the share that was shortlisted. Decisions that were undone do not count.',
  querystring: object({ days: { type: 'integer', minimum: 1, maximum: 3650, default: 30 } }, ['days']),
  response: answers({
    200: [
      'Over all, and by rank',
      object({ days: count, ...outcome, byRank: arrayOf(object({ rank: count, ...outcome })) }),
    ],
  }),
};

interface FeedbackBody {
  action: 'viewed' | DecisionKind;
  stage?: string;
  reason?: string;
  by?: string;
}

const DAY_MS = 86_400_000;

export function feedbackRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const { impressions, now } = parts;

  app.post<{ Params: { id: string }; Body: FeedbackBody }>(
    '/v1/matches/:id/feedback',
    { schema: feedbackSchema },
    async ({ params: { id }, body: { action, ...said }, caller, tenant }) => {
      await impressions(tenant).flush();
      const match = await requireMatch(tenant, id, caller);
      const recorded =
        action === 'viewed'
          ? await tenant.workspace.store.impressions.view(id, new Date(now()).toISOString())
          : (await decide(tenant, match, { ...said, decision: action }, caller)).added;
      return { match: id, action, recorded };
    },
  );

  app.get<{ Querystring: { days: number } }>(
    '/v1/admin/evaluation',
    { schema: evaluationSchema },
    async ({ query: { days }, caller, tenant }) => {
      requireScope(caller, 'all');
      await impressions(tenant).flush();
      const byRank = await tenant.workspace.store.impressions.outcomes(new Date(now() - days * DAY_MS).toISOString());
      return { days, ...rates(total(byRank)), byRank: byRank.map(({ rank, ...one }) => ({ rank, ...rates(one) })) };
    },
  );
  return Promise.resolve();
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
