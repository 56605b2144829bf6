import type { FastifyInstance } from 'fastify';
import { DECISIONS, type DecisionKind } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import type { DecisionRecord } from '../../../store/port/index.js';
import { ownerFor, type Caller } from '../access.js';
import { readCursor, writeCursor } from '../cursor.js';
import type { RouteParts, TenantParts } from '../../parts.js';
import {
  answers,
  arrayOf,
  count,
  cvReference,
  decisionFields,
  idParams,
  object,
  orNull,
  pageQuery,
  text,
  textOrNull,
  time,
  truth,
} from '../schemas.js';
import { actorOf, cvIdOf, decidedBy } from './candidates.js';
import { jdId, requireJd } from './jds.js';

export const matchId = { type: 'string', pattern: '^[0-9a-f]{16}$', description: "id of a ranking's result" };
export const decisionText = {
  stage: { type: 'string', minLength: 1, maxLength: 100, description: 'how far the candidate has come' },
  reason: { type: 'string', minLength: 1, maxLength: 1000 },
  by: decidedBy,
};
const OWN = 'A key without the scope `all` sees and undoes its own decisions.';

const record = object({
  id: count,
  jdHash: text,
  cvId: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  candidateId: text,
  name: textOrNull,
  ...decisionFields,
  undoneAt: orNull(time),
  undoneBy: textOrNull,
});

const addSchema = {
  operationId: 'addDecision',
  tags: ['Decisions'],
  summary: 'Record what a person decided about a candidate for a JD',
  description:
    'The service ranks, people decide. The candidate is that of a result of a ranking (`match`), or of `cv` for the ' +
    'stored JD `jd`. The last decision holds, for every version of a stored JD, and comes back with each ranking of it. ' +
    'A rejection needs a reason. Repeating a decision that holds changes nothing.',
  body: {
    ...object({ match: matchId, jd: jdId, cv: cvReference, decision: { enum: DECISIONS }, ...decisionText }),
    required: ['decision'],
    if: { properties: { decision: { const: 'rejected' } } },
    then: { required: ['reason'] },
  },
  response: answers({ 200: ['The decision that holds', object({ decision: record, added: truth })] }),
};
const listSchema = {
  operationId: 'listDecisions',
  tags: ['Decisions'],
  summary: 'Decisions, the oldest first',
  description: OWN,
  querystring: {
    ...object({
      ...pageQuery,
      jd: { ...jdId, description: 'for this stored JD, whatever its version' },
      cv: { ...cvReference, description: 'about the candidate of this CV' },
      undone: { ...truth, default: false, description: 'undone ones too' },
    }),
    required: [],
  },
  response: answers({ 200: ['A page', object({ decisions: arrayOf(record), next: textOrNull })] }),
};
const undoSchema = {
  operationId: 'undoDecision',
  tags: ['Decisions'],
  summary: 'Take a decision back',
  description: `The one before it holds again. ${OWN}`,
  params: idParams({ type: 'string', pattern: '^[1-9][0-9]{0,14}$', description: 'id of a decision' }),
  body: object({ by: decidedBy }, ['by']),
  response: answers({ 200: ['The decision, undone', record] }),
};

interface DecisionBody {
  match?: string;
  jd?: string;
  cv?: string;
  decision: DecisionKind;
  stage?: string;
  reason?: string;
  by?: string;
}

export function decisionRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  app.post<{ Body: DecisionBody }>('/v1/decisions', { schema: addSchema }, async ({ body, caller, tenant }) => {
    await parts.impressions(tenant).flush();
    return decide(tenant, await subjectOf(tenant, body, caller), body, caller);
  });

  app.get<{ Querystring: { limit: number; cursor?: string; jd?: string; cv?: string; undone: boolean } }>(
    '/v1/decisions',
    { schema: listSchema },
    async ({ query: { limit, cursor, jd, cv, undone }, caller, tenant }) => {
      const page = await tenant.workspace.store.decisions.list(
        {
          jdHash: jd === undefined ? undefined : (await requireJd(tenant, jd)).hash,
          cvId: cv === undefined ? undefined : await cvIdOf(tenant, cv, caller),
          undone,
          after: cursor === undefined ? undefined : Number(readCursor(cursor, Number.isSafeInteger)),
          limit,
        },
        ownerFor(caller),
      );
      return { decisions: page, next: page.length < limit ? null : writeCursor(page.at(-1)!.id) };
    },
  );

  app.post<{ Params: { id: string }; Body: { by?: string } }>(
    '/v1/decisions/:id/undo',
    { schema: undoSchema },
    async ({ params: { id }, body, caller, tenant }) =>
      tenant.workspace.store.decisions.undo(Number(id), actorOf(body, caller), ownerFor(caller)),
  );
  return Promise.resolve();
}

export function decide(
  tenant: TenantParts,
  subject: { cvId: string; jdHash: string },
  { decision, stage, reason, by }: Omit<DecisionBody, 'match' | 'jd' | 'cv'>,
  caller: Caller,
): Promise<{ decision: DecisionRecord; added: boolean }> {
  return tenant.workspace.store.decisions.add(
    { ...subject, decision, stage: stage ?? null, reason: reason ?? null },
    actorOf({ by }, caller),
  );
}

async function subjectOf(
  tenant: TenantParts,
  { match, jd, cv }: DecisionBody,
  caller: Caller,
): Promise<{ cvId: string; jdHash: string }> {
  if (match !== undefined && jd === undefined && cv === undefined) return requireMatch(tenant, match, caller);
  if (match === undefined && jd !== undefined && cv !== undefined)
    return { jdHash: (await requireJd(tenant, jd)).hash, cvId: await cvIdOf(tenant, cv, caller) };
  throw new CvmatchError('bad_request', 'a decision is about a `match`, or about a `cv` for a `jd`', {
    hint: 'POST /v1/match gives the ids of matches, GET /v1/jds those of JDs.',
  });
}

/** @throws CvmatchError `not_found`, also for a CV that someone else uploaded. */
export async function requireMatch(
  tenant: TenantParts,
  id: string,
  caller: Caller,
): Promise<{ cvId: string; jdHash: string }> {
  const { impressions, uploads } = tenant.workspace.store;
  const match = await impressions.find(id);
  const owner = ownerFor(caller);
  // The same answer in both cases, so that a caller cannot find out which matches others were shown.
  if (match === null || (owner !== null && (await uploads.find([match.cvId], owner)).length === 0))
    throw new CvmatchError('not_found', `no match ${id} was shown`, {
      hint: 'Use the `id` of a result of POST /v1/match; removing a CV removes its matches too.',
    });
  return match;
}
