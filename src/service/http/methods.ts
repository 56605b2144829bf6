import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { sendProblem } from './problem.js';

/** What no route answers, of those registered from now on. */
export function refuseUnknown(app: FastifyInstance): void {
  const methods = new Methods(app);
  app.setNotFoundHandler((request, reply) => {
    const { error, allow } = methods.refusal(request);
    if (allow !== null) reply.header('allow', allow);
    return sendProblem(error, request, reply);
  });
}

/**
 * Methods by the pattern of their address, as routes are registered; an address that is there is not "not found" for
 * another method.
 */
class Methods {
  private readonly patterns = new Map<string, { at: RegExp; methods: Set<string> }>();

  /** Routes that are registered from now on. */
  constructor(app: FastifyInstance) {
    app.addHook('onRoute', ({ url, method }) => {
      const known = this.patterns.get(url) ?? { at: patternOf(url), methods: new Set() };
      [method].flat().forEach((one) => known.methods.add(one));
      this.patterns.set(url, known);
    });
  }

  /** Why the router found nothing: `method_not_allowed` with what is allowed, or `not_found`. */
  refusal({ method, url }: FastifyRequest): { error: CvmatchError; allow: string | null } {
    const address = url.split('?')[0]!;
    const allow = [...this.patterns.values()]
      .filter(({ at }) => at.test(address))
      .flatMap(({ methods }) => [...methods])
      .sort();
    if (allow.length === 0)
      return {
        error: new CvmatchError('not_found', `there is no ${method} ${address}`, {
          hint: 'GET /v1/openapi.json lists what there is.',
        }),
        allow: null,
      };
    return {
      error: new CvmatchError('method_not_allowed', `${address} has no ${method}`, {
        hint: `It takes ${allow.join(', ')}.`,
      }),
      allow: allow.join(', '),
    };
  }
}

/** `/v1/cvs/:id` -> what the router takes for it; a slash at the end is passed over, as there. */
function patternOf(route: string): RegExp {
  return new RegExp(
    `^${route
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\/$/, '')}/?$`,
  );
}
