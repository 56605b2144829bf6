import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { Upload } from '../../pipeline/upload.js';
import { incomingFiles, MAX_FILES } from '../multipart.js';
import type { RouteParts } from '../parts.js';
import { answers, arrayOf, object, ref } from '../schemas.js';
import { uploadView, type UploadView } from '../views.js';

const uploadSchema = {
  operationId: 'uploadCvs', tags: ['CVs'], summary: 'Hand in CVs',
  description: `Up to ${MAX_FILES} files in the multipart field \`file\`. Answered as soon as they are safe on disk; the work is done behind. A file that is refused says why, the others go on; a copy of a CV in the store is known at once. With the header \`Idempotency-Key\` a request sent again gives the batch of the first.`,
  headers: { type: 'object', properties: { 'idempotency-key': { type: 'string', minLength: 1, maxLength: 255, description: 'any text that names this upload; counts per API key' } } },
  response: answers({ 202: ['Received', object({ batch: { type: 'string', format: 'uuid' }, cvs: arrayOf(ref('Upload')) })] }),
};

interface Answer {
  batch: string;
  cvs: UploadView[];
}

export function uploadRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  app.post<{ Headers: { 'idempotency-key'?: string } }>('/v1/cvs', { schema: uploadSchema }, async (request, reply): Promise<Answer> => {
    const { keyId } = request.caller;
    const idempotencyKey = request.headers['idempotency-key'] ?? null;
    try {
      const earlier = idempotencyKey === null ? null : await parts.workspace.store.uploads.batchUnder(idempotencyKey, keyId);
      if (earlier !== null) return await answer(parts, request, reply, earlier, []);
      requireRoom(request, parts);
      parts.limits.requireCvs(request, reply);
      await requireBacklog(reply, parts);
      const { upload, refused } = await parts.slots.upload.run(() => parts.tracing.span('upload', {}, () => receive(request, reply, parts)));
      return await answer(parts, request, reply, await committed(upload, { keyId, idempotencyKey }), refused);
    } catch (error) {
      endBody(request, reply);
      throw error;
    }
  });
  return Promise.resolve();
}

/** A sender that goes on for so long after it was refused is cut off. */
const LINGER_MS = 2000;

/**
 * Nobody wants the rest of the body. The connection stays a little, and what comes is thrown away: closed at once, it would
 * be reset under a sender that is still writing and never reads why.
 */
function endBody({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return;
  raw.unpipe();
  raw.resume();
  reply.raw.once('finish', () => {
    const timer = setTimeout(() => raw.socket.destroy(), LINGER_MS);
    raw.once('close', () => { clearTimeout(timer); });
    raw.once('end', () => { clearTimeout(timer); });
  });
}

/** What a length that was declared tells before anything is read. */
function requireRoom({ headers }: FastifyRequest, { settings }: RouteParts): void {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) throw new CvmatchError('unsupported_media', 'an upload is multipart/form-data', { hint: 'For example: curl -F file=@jane.pdf' });
  if (Number(headers['content-length'] ?? 0) > settings.maxUpload) throw new CvmatchError('too_large', `the upload has more than ${Math.round(settings.maxUpload / 1e6)} MB`, { hint: 'Send its files in several uploads.' });
}

/** @throws CvmatchError `busy`: a queue without an end would only hide that the workers do not keep up. */
async function requireBacklog(reply: FastifyReply, { backlog }: RouteParts): Promise<void> {
  const seconds = await backlog.refuses(1);
  if (seconds === null) return;
  reply.header('retry-after', seconds);
  throw new CvmatchError('busy', 'too many CVs wait for a worker', { hint: `Send the upload again in ${seconds} s.` });
}

async function receive(request: FastifyRequest, reply: FastifyReply, parts: RouteParts): Promise<{ upload: Upload; refused: UploadView[] }> {
  const { workspace: { store, uploads }, reading, settings, limits } = parts;
  if (request.raw.destroyed) throw new CvmatchError('bad_request', 'the sender hung up');
  const upload = new Upload({ intake: store.intake, uploads, reading });
  const refused: UploadView[] = [];
  try {
    for await (const { name, bytes } of incomingFiles(request, settings)) {
      if (limits.takeCvs(request, reply, 1) === 1) await upload.add(name, bytes);
      else refused.push(await overQuota(name, bytes));
    }
    return { upload, refused };
  } catch (error) {
    await upload.discard();
    throw error;
  }
}

/** It never came in: the sender keeps it and sends it again. */
async function overQuota(name: string, bytes: AsyncIterable<Uint8Array>): Promise<UploadView> {
  for await (const _chunk of bytes);
  return { id: null, cvId: null, name, status: 'failed', code: 'too_many_requests', message: 'the CVs of this hour are used up; send it again later' };
}

async function committed(upload: Upload, batch: { keyId: string | null; idempotencyKey: string | null }): Promise<string> {
  try {
    return await upload.commit(batch);
  } catch (error) {
    await upload.discard();
    throw error;
  }
}

async function answer({ workspace: { store } }: RouteParts, request: FastifyRequest, reply: FastifyReply, batch: string, refused: UploadView[]): Promise<Answer> {
  const records = await store.uploads.ofBatch(batch, { limit: MAX_FILES });
  request.ids.batch = batch;
  reply.code(202).header('location', `/v1/batches/${batch}`);
  return { batch, cvs: [...records.map(uploadView), ...refused] };
}
