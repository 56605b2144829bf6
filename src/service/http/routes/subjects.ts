import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { subjectArchive } from '../../../govern/subject/export.js';
import { findSubject } from '../../../govern/subject/find.js';
import { attachment } from '../downloads.js';
import { aProblem, idParams } from '../schemas.js';

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
  return Promise.resolve();
}
