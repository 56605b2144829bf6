import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { Recommender } from '../../../match/recommend.js';
import { ownerFor, senderOf, type Caller } from '../access.js';
import { perTenant, type RouteParts, type TenantParts } from '../../parts.js';
import { answers, arrayOf, count, cvReference, idParams, object, share, text, textOrNull } from '../schemas.js';
import { uploadView } from '../views.js';
import { labelled, noSuchCv } from './cvs.js';

const MAX_CVS = 100;
const top = { type: 'integer', minimum: 1, maximum: 50, default: 10 };
const recommendations = arrayOf(object({ rank: count, jd: text, title: textOrNull, score: share }));
const ofOne = object({ cvId: text, recommendations });

const oneSchema = {
  operationId: 'recommendJds',
  tags: ['Matching'],
  summary: 'Stored job descriptions that suit a CV, best first',
  params: idParams(cvReference),
  querystring: { ...object({ top }), required: [] },
  response: answers({ 200: ['Best first', ofOne] }),
};
const manySchema = {
  operationId: 'recommendJdsForMany',
  tags: ['Matching'],
  summary: 'The same for up to 100 CVs at once',
  querystring: object({ cv: { type: 'array', items: cvReference, minItems: 1, maxItems: MAX_CVS }, top }, ['top']),
  response: answers({ 200: ['In the order asked; a CV asked for twice comes once', object({ cvs: arrayOf(ofOne) })] }),
};

export function recommendationRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const recommender = perTenant(({ matching }) => new Recommender(matching));

  const recommend = async (tenant: TenantParts, ids: string[], most: number, caller: Caller) => {
    const { workspace } = tenant;
    const named = await Promise.all(ids.map((id) => labelled(workspace, id, caller)));
    const cvIds = await requireCvIds(tenant, named, caller);
    await workspace.requireModel();
    const best = await parts.slots.match.run(senderOf(caller), async () =>
      recommender(tenant).recommend(cvIds, await workspace.store.jds.list(), most),
    );
    return cvIds.map((cvId) => ({ cvId, recommendations: best.get(cvId) ?? [] }));
  };

  app.get<{ Params: { id: string }; Querystring: { top: number } }>(
    '/v1/cvs/:id/recommendations',
    { schema: oneSchema },
    async ({ params, query, caller, tenant }) => {
      return (await recommend(tenant, [params.id], query.top, caller))[0];
    },
  );
  app.get<{ Querystring: { cv: string[]; top: number } }>(
    '/v1/recommendations',
    { schema: manySchema },
    async ({ query, caller, tenant }) => ({ cvs: await recommend(tenant, query.cv, query.top, caller) }),
  );
  return Promise.resolve();
}

/**
 * The ids without repetition, in the order given. @throws CvmatchError `not_found`, `conflict` for an upload without a
 * CV.
 */
async function requireCvIds({ workspace: { store } }: TenantParts, ids: string[], caller: Caller): Promise<string[]> {
  const files = await store.uploads.find(ids, ownerFor(caller));
  const cvIds = ids.map((id) => {
    const file = files.find((one) => one.id === id || one.cvId === id);
    if (file === undefined) throw noSuchCv(id);
    const { cvId, status } = uploadView(file);
    if (cvId === null)
      throw new CvmatchError('conflict', `the upload ${id} has no CV: it is ${status}`, {
        hint: 'GET /v1/cvs/:id says how it stands.',
      });
    return cvId;
  });
  return [...new Set(cvIds)];
}
