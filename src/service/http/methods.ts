import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { sendProblem } from './problem.js';

/** Answers requests that match none of the routes registered from now on. */
export function refuseUnknown(app: FastifyInstance): void {
  const methods = new Methods(app);
  app.setNotFoundHandler((request, reply) => {
    const { error, allow } = methods.refusal(request);
    if (allow !== null) reply.header('allow', allow);
    return sendProblem(error, request, reply);
  });
}

/**
 * The methods of each route pattern, recorded at registration. An existing address with another method is not "not
 * found".
 */
class Methods {
  private readonly patterns = new Map<string, { at: RegExp; methods: Set<string> }>();

  /** Records routes registered from now on. */
  constructor(app: FastifyInstance) {
    app.addHook('onRoute', ({ url, method }) => {
      const known = this.patterns.get(url) ?? { at: patternOf(url), methods: new Set() };
      [method].flat().forEach((one) => known.methods.add(one));
      this.patterns.set(url, known);
    });
  }

  /** Why no route matched: `method_not_allowed` with the allowed methods, or `not_found`. */
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

/** An expression for `/v1/cvs/:id` that matches like the router, which ignores a slash at the end. */
function patternOf(route: string): RegExp {
  return new RegExp(
    `^${route
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\\\*$/, '.*')
      .replace(/\/$/, '')}/?$`,
  );
}
