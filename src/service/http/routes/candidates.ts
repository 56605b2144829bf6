import type { FastifyInstance } from 'fastify';
import { DUPLICATE_REASONS } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import { PAIR_STATES, type CandidatePair, type PairReference, type PairState } from '../../../store/port/index.js';
import { ownerFor, requireScope, type Caller } from '../access.js';
import { readCursor, writeCursor } from '../cursor.js';
import type { TenantParts } from '../../parts.js';
import { answers, arrayOf, count, cvReference, object, orNull, pageQuery, text, textOrNull, time } from '../schemas.js';
import { requireFiles } from './cvs.js';

const side = object({ candidateId: text, cvId: { type: 'string', pattern: '^[0-9a-f]{64}$' }, name: textOrNull });
const pairShape = {
  ...object({
    pair: count,
    state: { enum: PAIR_STATES },
    reasons: arrayOf({ enum: DUPLICATE_REASONS }),
    foundAt: time,
    candidates: { ...arrayOf(side), minItems: 2, maxItems: 2 },
    decision: orNull(
      object({
        action: { enum: ['merge', 'split'] },
        by: textOrNull,
        keyId: textOrNull,
        at: time,
        undoneAt: orNull(time),
        undoneBy: textOrNull,
      }),
    ),
  }),
  description: '`decision` is the one that holds, else the last one that was undone',
};

export const decidedBy = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  description: 'who decides, e.g. a user of your system; the API key is noted besides',
};
const pairNumber = { type: 'integer', minimum: 1, description: 'number of the pair' };
const decisionBody = {
  ...object({ pair: pairNumber, cvs: { ...arrayOf(cvReference), minItems: 2, maxItems: 2 }, by: decidedBy }),
  required: [],
  description: 'a pair, or two CVs',
};
const OWN = 'A key without the scope `all` sees those whom it handed in.';
const DECIDES = 'This takes the scope `all`, since others may have handed in CVs of these candidates, too.';

const listSchema = {
  operationId: 'listPossibleDuplicates',
  tags: ['Candidates'],
  summary: 'Candidates who may be the same person',
  description: `They have the same name with the same e-mail or phone, or nearly the same text. Each of them ranks until somebody merges or splits the pair. ${OWN}`,
  querystring: {
    ...object({
      ...pageQuery,
      state: { enum: [...PAIR_STATES, 'all'], default: 'open', description: '`open`: nobody has decided' },
    }),
    required: [],
  },
  response: answers({ 200: ['A page', object({ pairs: arrayOf(pairShape), next: textOrNull })] }),
};
const mergeSchema = {
  operationId: 'mergeCandidates',
  tags: ['Candidates'],
  summary: 'Make two candidates one',
  description: `The CV that came last is ranked, the others are its revisions. ${DECIDES}`,
  body: decisionBody,
  response: answers({ 200: ['The pair, merged', pairShape] }),
};
const splitSchema = {
  operationId: 'splitCandidates',
  tags: ['Candidates'],
  summary: 'Say that two candidates are different people',
  description: `They are never suggested again. Of two CVs of one candidate, the second becomes a candidate of its own. ${DECIDES}`,
  body: decisionBody,
  response: answers({ 200: ['The pair, split', pairShape] }),
};
const undoSchema = {
  operationId: 'undoCandidates',
  tags: ['Candidates'],
  summary: 'Take back the last decision about a pair',
  description: `Everything is then as it was before that decision. ${DECIDES}`,
  body: object({ pair: pairNumber, by: decidedBy }, ['by']),
  response: answers({
    200: ['The pair; null where its candidates were one before', object({ pair: orNull(pairShape) })],
  }),
};

interface DecisionBody {
  pair?: number;
  cvs?: [string, string];
  by?: string;
}

export function candidateRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { limit: number; cursor?: string; state: PairState | 'all' } }>(
    '/v1/candidates/duplicates',
    { schema: listSchema },
    async ({ query: { limit, cursor, state }, caller, tenant }) => {
      const after = cursor === undefined ? undefined : Number(readCursor(cursor, Number.isSafeInteger));
      const query = { limit, after, state: state === 'all' ? undefined : state };
      const page = await tenant.workspace.store.candidates.pairs(query, ownerFor(caller));
      return { pairs: page.map(pairView), next: page.length < limit ? null : writeCursor(page.at(-1)!.id) };
    },
  );
  for (const [action, schema] of [
    ['merge', mergeSchema],
    ['split', splitSchema],
  ] as const)
    app.post<{ Body: DecisionBody }>(`/v1/candidates/${action}`, { schema }, async ({ body, caller, tenant }) => {
      requireScope(caller, 'all');
      const reference = await referenceOf(tenant, body, caller);
      const { candidates } = tenant.workspace.store;
      return pairView(await candidates[action](reference, actorOf(body, caller)));
    });
  app.post<{ Body: { pair: number; by?: string } }>(
    '/v1/candidates/undo',
    { schema: undoSchema },
    async ({ body, caller, tenant }) => {
      requireScope(caller, 'all');
      const pair = await tenant.workspace.store.candidates.undo(body.pair, actorOf(body, caller));
      return { pair: pair === null ? null : pairView(pair) };
    },
  );
  return Promise.resolve();
}

export function actorOf({ by: name }: { by?: string }, { keyId }: Caller): { by: string | null; keyId: string | null } {
  return { by: name ?? null, keyId };
}

async function referenceOf(tenant: TenantParts, { pair, cvs }: DecisionBody, caller: Caller): Promise<PairReference> {
  if ((pair === undefined) === (cvs === undefined))
    throw new CvmatchError('bad_request', 'a decision is either about a `pair` or about two `cvs`', {
      hint: 'GET /v1/candidates/duplicates gives the numbers of pairs.',
    });
  if (pair !== undefined) return { pair };
  const [one, other] = cvs!;
  return { cvs: [await cvIdOf(tenant, one, caller), await cvIdOf(tenant, other, caller)] };
}

/** @throws CvmatchError `not_found` also for a CV of somebody else, `conflict` for one that is not in the store. */
export async function cvIdOf(tenant: TenantParts, id: string, caller: Caller): Promise<string> {
  const [file] = await requireFiles(tenant, id, caller);
  if (file!.cvId !== null) return file!.cvId;
  throw new CvmatchError('conflict', `the upload ${id} is ${file!.status}, so it has no CV`, {
    hint: 'Wait until its status is `ready`.',
  });
}

function pairView({ id, state, reasons, foundAt, sides, decision }: CandidatePair) {
  const candidates = sides.map(({ path: _path, ...one }) => one);
  return { pair: id, state, reasons, foundAt, candidates, decision };
}
