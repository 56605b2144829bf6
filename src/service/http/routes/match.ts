import type { FastifyInstance } from 'fastify';
import type { Ranking } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import { jdOf, type Jd } from '../../../match/jd.js';
import { matchJd, type MatchOptions } from '../../../match/match.js';
import { withPeople } from '../../../match/people.js';
import { ownerFor, senderOf, type Caller } from '../access.js';
import { inStage } from '../../telemetry/observer.js';
import { perTenant, type RouteParts, type TenantParts } from '../../parts.js';
import { answers, object, ref } from '../schemas.js';
import { rankingView } from '../views.js';
import { fileNames, visibleWhere, whereParameter } from './cvs.js';
import { jdId, jdText, requireJd } from './jds.js';

const matchSchema = {
  operationId: 'match',
  tags: ['Matching'],
  summary: 'Rank CVs for a job description, with reasons',
  description:
    'The JD comes as `text`, or as the id `jd` of a stored one. Candidates without a `must` rank below the ' +
    'others and are marked; nobody is left out. A caller whose key lacks the scope `all` ranks its own uploads.',
  body: {
    ...object({
      text: jdText,
      jd: jdId,
      top: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
      must: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 200 }, maxItems: 20 },
      minYears: { type: 'number', minimum: 0, maximum: 60 },
      where: whereParameter,
    }),
    required: [],
  },
  response: answers({ 200: ['The ranking', ref('Ranking')] }),
};

interface MatchBody {
  text?: string;
  jd?: string;
  top: number;
  must?: string[];
  minYears?: number;
  where?: string[];
}

export function matchRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const once = sharedRankings(parts);

  // It only reads, whatever the HTTP method.
  app.post<{ Body: MatchBody }>(
    '/v1/match',
    { schema: matchSchema, config: { scope: 'read' } },
    async ({ body, caller, tenant }) => {
      const jd = await jdFor(body, tenant);
      await tenant.workspace.requireModel();
      const { top, must, minYears } = body;
      const ranking = await once(tenant, caller, jd, {
        top,
        must,
        minYears,
        where: visibleWhere(body.where, caller),
        cacheTtlMs: parts.settings.cacheTtl,
      });
      parts.impressions(tenant).shown(ranking);
      const names = await fileNames(tenant, ranking.results, caller);
      return rankingView(await withPeople(ranking, tenant.workspace.store, ownerFor(caller)), names);
    },
  );
  return Promise.resolve();
}

type RankOnce = (tenant: TenantParts, caller: Caller, jd: Jd, options: MatchOptions) => Promise<Ranking>;

/** Identical requests at the same moment share one ranking: a posting that is widely shared is opened by many at once. */
function sharedRankings({ slots }: RouteParts): RankOnce {
  const running = perTenant(() => new Map<string, Promise<Ranking>>());
  return (tenant, caller, jd, options) => {
    const underWay = running(tenant);
    const name = JSON.stringify([jd.hash, jd.truncated, options]);
    const same = underWay.get(name);
    if (same !== undefined) return same;
    const ranking = slots.match
      .run(senderOf(caller), () =>
        inStage(tenant, 'match', { 'cvmatch.jd': jd.hash.slice(0, 16) }, () => matchJd(jd, tenant.matching, options)),
      )
      .finally(() => underWay.delete(name));
    underWay.set(name, ranking);
    return ranking;
  };
}

async function jdFor({ text, jd }: MatchBody, tenant: TenantParts): Promise<Jd> {
  if ((text === undefined) === (jd === undefined))
    throw new CvmatchError('bad_request', 'a match takes either `text` or `jd`', {
      hint: 'Send the job description as `text`, or the id of a stored one as `jd`.',
    });
  return text === undefined ? requireJd(tenant, jd!) : jdOf(text, tenant.matching.tools);
}
