import { Ajv } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../errors.js';

/**
 * Validates bodies without conversion. In a query everything is text, so `limit=5` becomes a number, but JSON has types
 * of its own. Types that no route reads (plain text, a compressed body) are refused by their header, before anything is
 * read.
 */
export function takeBodiesAsTheyAre(app: FastifyInstance): void {
  const ajv = new Ajv({ useDefaults: true, allowUnionTypes: true, strict: false });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRoute', (route) => {
    if (route.schema?.body === undefined) return;
    route.validatorCompiler = ({ schema }) => ajv.compile(schema as object);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    const coding = request.headers['content-encoding'] ?? 'identity';
    const isMultipart = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (coding !== 'identity')
      done(unsupported(`a body compressed with ${coding.slice(0, 40)} is not read`, 'Send it as it is.'));
    else if (isMultipart && request.routeOptions.schema?.body !== undefined)
      done(unsupported('this takes JSON', 'Send it with `content-type: application/json`.'));
    else done();
  });
}

function unsupported(message: string, hint: string): CvmatchError {
  return new CvmatchError('unsupported_media', message, { hint });
}
