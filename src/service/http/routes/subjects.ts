import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { subjectArchive } from '../../../govern/subject/export.js';
import { findPerson, findSubject } from '../../../govern/subject/find.js';
import { OVERRIDE_FIELDS } from '../../../domain/index.js';
import { rectifyCv } from '../../../govern/subject/rectify.js';
import { restrictPerson } from '../../../govern/subject/restrict.js';
import { attachment } from '../downloads.js';
import {
  aProblem,
  answers,
  arrayOf,
  count,
  cvReference,
  idParams,
  object,
  ref,
  text,
  textOrNull,
  truth,
} from '../schemas.js';
import { actorOf, cvIdOf } from './candidates.js';

const who = {
  type: 'string',
  minLength: 1,
  maxLength: 320,
  description: 'the id of a candidate, a CvId or its first digits, a name as uploaded, an e-mail address, or a name',
};
const exportSchema = {
  operationId: 'exportSubject',
  tags: ['Administration'],
  summary: 'All that is held of a person, as a ZIP',
  description:
    'data.json, a page to read, and the files as they were handed in, of all CVs of the candidate. 400 if several people may be meant.',
  params: idParams(who),
  response: {
    200: {
      description: 'The archive',
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    },
    default: aProblem,
  },
};

const restriction = object({
  candidateId: text,
  restricted: truth,
  cvs: { ...count, description: 'CVs that it concerns' },
  reason: textOrNull,
  by: textOrNull,
  at: textOrNull,
});
const said = { type: 'string', maxLength: 2000 };
const restrictSchema = {
  operationId: 'restrictSubject',
  tags: ['Administration'],
  summary: 'Keep a person out of every ranking; what is held of them stays',
  params: idParams(who),
  body: object({ reason: said, by: said }, ['reason', 'by']),
  response: answers({ 200: ['How they stand', restriction] }),
};
const liftSchema = {
  operationId: 'liftRestriction',
  tags: ['Administration'],
  summary: 'Let a restricted person rank again',
  params: idParams(who),
  body: object({ by: said }, ['by']),
  response: answers({ 200: ['How they stand', restriction] }),
};

const rectifySchema = {
  operationId: 'rectifyCv',
  tags: ['Administration'],
  summary: 'Correct a field of what was read from a CV, or take that back',
  description: 'The CV ranks by the corrected profile from then on, and whenever it is read again.',
  params: idParams(cvReference),
  body: object(
    {
      field: { enum: OVERRIDE_FIELDS },
      value: { ...said, description: 'what is right; to take back an added or removed skill or language: which' },
      reason: { ...said, description: 'needed, unless it is taken back' },
      by: said,
      undo: { ...truth, default: false },
    },
    ['value', 'reason', 'by', 'undo'],
  ),
  response: answers({ 200: ['What is corrected', object({ cvId: text, overrides: arrayOf(ref('Override')) })] }),
};

interface Rectifying {
  Params: { id: string };
  Body: { field: string; value?: string; reason?: string; by?: string; undo: boolean };
}

interface Restricting {
  Params: { id: string };
  Body: { reason?: string; by?: string };
}

export function subjectRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { id: string } }>(
    '/v1/admin/subjects/:id/export',
    { schema: exportSchema, compress: false },
    async ({ params, tenant, shown }, reply) => {
      const { store, uploads, originals } = tenant.workspace;
      const subject = await findSubject(store, { who: params.id, isLocal: false });
      for (const cvId of subject.cvIds) shown.cvs.add(cvId);
      const archive = await subjectArchive(
        { store, uploads, originals, tenant: tenant.id, knownBackups: () => tenant.workspace.knownBackups() },
        subject,
      );
      void reply
        .type('application/zip')
        .header('content-disposition', attachment('subject.zip'))
        .header('x-content-type-options', 'nosniff');
      return reply.send(Readable.from(archive.pieces, { objectMode: false }));
    },
  );
  for (const [path, schema, lift] of [
    ['restrict', restrictSchema, false],
    ['lift', liftSchema, true],
  ] as const)
    app.post<Restricting>(`/v1/admin/subjects/:id/${path}`, { schema }, async ({ params, body, caller, tenant }) => {
      const { store } = tenant.workspace;
      const person = await findPerson(store, { who: params.id, isLocal: false });
      const { reason = null, by } = body;
      return restrictPerson(store, person, { lift, reason, actor: actorOf({ by }, caller) });
    });
  app.post<Rectifying>('/v1/admin/cvs/:id/rectify', { schema: rectifySchema }, async (request) => {
    const { params, body, caller, tenant } = request;
    const { store, vocabulary } = tenant.workspace;
    const cvId = await cvIdOf(tenant, params.id, caller);
    await tenant.workspace.requireModel();
    const [pool, fingerprint] = [await tenant.workspace.pool(), await tenant.workspace.fingerprint()];
    const { field, value = null, reason = null, by, undo } = body;
    const correction = { field, value, reason, undo, actor: actorOf({ by }, caller) };
    return rectifyCv({ store, pool, vocabulary, fingerprint }, cvId, correction);
  });
  return Promise.resolve();
}
