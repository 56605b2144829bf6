import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import type { ServiceParts } from '../parts.js';
import { SHARED } from './schemas.js';

const INFO = {
  title: 'cvmatch',
  license: { name: 'MIT', identifier: 'MIT' },
  description:
    'Hand in CVs, see what was read from them, rank them for job descriptions with reasons. Bound to loopback, ' +
    'the service asks for no key; elsewhere send `authorization: Bearer <token>`.',
};

/**
 * The multipart parser reads piece by piece, so its body has no schema for validation; the document describes it here.
 */
const UPLOAD_BODY = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: {
          candidate: {
            type: 'string',
            maxLength: 200,
            description: 'whose CV the files after it are, in the words of the sender; before each file another one',
          },
          file: { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } },
        },
        required: ['file'],
      },
    },
  },
};

/** OpenAPI 3.1, generated from the schemas of routes registered after this; served at /v1/openapi.json. */
export async function documentRoutes(app: FastifyInstance, { version }: ServiceParts): Promise<void> {
  for (const schema of SHARED) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { ...INFO, version },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Token of an API key' } } },
      security: [{ key: [] }, {}],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`),
    },
    hideUntagged: true,
  });
  let document: unknown = null;
  app.get('/v1/openapi.json', { config: { open: true } }, () => (document ??= withUpload(app.swagger() as Document)));
}

interface Document {
  paths: Record<string, Record<string, { requestBody?: unknown }>>;
}

function withUpload(document: Document): Document {
  document.paths['/v1/cvs']!.post!.requestBody = UPLOAD_BODY;
  return document;
}
