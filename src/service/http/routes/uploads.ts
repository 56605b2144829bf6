import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CvmatchError, isCvmatchError } from '../../../errors.js';
import { requireSame, Upload, type UploadBatch } from '../../../ingest/upload.js';
import { requireValid, senderOf } from '../access.js';
import { incomingFiles, MAX_FILES, type MultipartLimits } from '../multipart.js';
import { AGAIN_S } from '../sharing/pace.js';
import type { UploadRecord } from '../../../store/port/index.js';
import type { Backlog } from '../../../queue/backlog.js';
import type { RouteParts, TenantParts } from '../../parts.js';
import { answers, arrayOf, object, ref } from '../schemas.js';
import { LINGER_MS } from '../unreadable.js';
import { uploadView, type UploadView } from '../views.js';

const priority = {
  type: 'integer',
  minimum: -9,
  maximum: 9,
  default: 0,
  description:
    'workers take higher ones first, then older ones. Below 0 for what can wait, e.g. an archive; above 0, ' +
    'before what others sent, takes the scope `admin`',
};

const again = {
  type: 'boolean',
  default: false,
  description:
    'take in also files whose CV was removed on request (state `erased`), e.g. because the person agreed again',
};

const uploadSchema = {
  operationId: 'uploadCvs',
  tags: ['CVs'],
  summary: 'Hand in CVs',
  description:
    `Up to ${MAX_FILES} files in the multipart field \`file\`. Answered as soon as they are safely on disk; ` +
    'processing happens in the background. A refused file says why and does not affect the others; so does one whose CV was removed on request (`erased`); a copy of what the same ' +
    'key handed in before is recognised at once. A field `candidate` before a file says whose CV it is, in your own words, e.g. the ' +
    'number of an application: everything that one key sends for one candidate counts as revisions of one CV, of ' +
    'which the latest is ranked. Take it from your records, never from what an applicant wrote. With the header `Idempotency-Key` a repeated request returns the batch of the first; the ' +
    'same key with other files is refused (409).',
  headers: {
    type: 'object',
    properties: {
      'idempotency-key': {
        type: 'string',
        minLength: 1,
        maxLength: 255,
        description: 'any text that names this upload; counts per API key',
      },
    },
  },
  querystring: object({ priority, again }, ['priority', 'again']),
  response: answers({
    202: ['Received', object({ batch: { type: 'string', format: 'uuid' }, cvs: arrayOf(ref('Upload')) })],
  }),
};

interface Answer {
  batch: string;
  cvs: UploadView[];
}

type UploadRequest = FastifyRequest<{
  Headers: { 'idempotency-key'?: string };
  Querystring: { priority: number; again: boolean };
}>;

export function uploadRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  app.post('/v1/cvs', { schema: uploadSchema }, async (request: UploadRequest, reply): Promise<Answer> => {
    try {
      const batch = batchOf(request);
      requireRoom(request, parts);
      const earlier =
        batch.idempotencyKey === null
          ? null
          : await request.tenant.workspace.store.uploads.batchUnder(batch.idempotencyKey, batch.keyId);
      return await (earlier === null ? take(request, reply, parts, batch) : repeated(request, reply, parts, earlier));
    } catch (error) {
      if (isCvmatchError(error, 'request_timeout')) reply.header('retry-after', AGAIN_S);
      endBody(request, reply);
      throw error;
    }
  });
  return Promise.resolve();
}

function batchOf({ headers, caller, query: { priority, again } }: UploadRequest): UploadBatch & { priority: number } {
  if (priority > 0 && !caller.scopes.has('admin'))
    throw new CvmatchError('forbidden', 'a priority above 0 takes the scope admin', {
      hint: 'Send it without one, or with one below 0.',
    });
  return { keyId: caller.keyId, idempotencyKey: headers['idempotency-key'] ?? null, priority, again };
}

async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: RouteParts,
  batch: UploadBatch,
): Promise<Answer> {
  await parts.limits.requireCvs(request, reply);
  await requireBacklog(request, reply, parts.backlog(request.tenant));
  const { upload, refused } = await parts.slots.upload.run(senderOf(request.caller), () =>
    parts.tracing.span('upload', {}, () => receive(request, reply, parts)),
  );
  const id = await committed(upload, batch, () => requireValid(request.caller));
  request.tenant.uploaded();
  // If two requests with one idempotency key arrive at the same moment, the batch may be the other one's.
  if (batch.idempotencyKey !== null) await requireSame(request.tenant.workspace.store, id, upload.hashes);
  return answer(request, reply, id, refused);
}

async function repeated(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: RouteParts,
  batch: string,
): Promise<Answer> {
  const hashes = await parts.slots.upload.run(senderOf(request.caller), () => hashesOf(request, parts));
  await requireSame(request.tenant.workspace.store, batch, hashes);
  return answer(request, reply, batch, []);
}

/**
 * The rest of the body is not wanted. The connection stays open for a while and incoming bytes are discarded: if it
 * were closed at once, it would be reset while the sender is still writing, and the sender would never read the reason.
 */
function endBody({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return;
  raw.unpipe();
  raw.resume();
  reply.raw.once('finish', () => {
    const timer = setTimeout(() => raw.socket.destroy(), LINGER_MS);
    raw.once('close', () => {
      clearTimeout(timer);
    });
    raw.once('end', () => {
      clearTimeout(timer);
    });
  });
}

/** Checks the declared length before anything is read. */
function requireRoom({ headers }: FastifyRequest, { settings }: RouteParts): void {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? ''))
    throw new CvmatchError('unsupported_media', 'an upload is multipart/form-data', {
      hint: 'For example: curl -F file=@jane.pdf',
    });
  if (Number(headers['content-length'] ?? 0) > settings.maxUpload)
    throw new CvmatchError('too_large', `the upload has more than ${Math.round(settings.maxUpload / 1e6)} MB`, {
      hint: 'Send its files in several uploads.',
    });
}

/** @throws CvmatchError `busy`: an unlimited queue would only hide that the workers cannot keep up. */
async function requireBacklog({ caller }: FastifyRequest, reply: FastifyReply, backlog: Backlog): Promise<void> {
  const seconds = await backlog.refuses(1, caller.keyId);
  if (seconds === null) return;
  reply.header('retry-after', seconds);
  throw new CvmatchError('busy', 'too many CVs wait for a worker', { hint: `Send the upload again in ${seconds} s.` });
}

async function receive(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: RouteParts,
): Promise<{ upload: Upload; refused: UploadView[] }> {
  const { limits } = parts;
  if (request.raw.destroyed) throw new CvmatchError('bad_request', 'the sender hung up');
  const upload = uploadOf(request.tenant);
  const refused: UploadView[] = [];
  try {
    for await (const { name, candidate, bytes } of incomingFiles(request, limitsOf(request, parts))) {
      if ((await limits.takeCvs(request, reply, 1)) === 1) await upload.add(name, bytes, candidate);
      else refused.push(await overQuota(name, bytes));
    }
    return { upload, refused };
  } catch (error) {
    await upload.discard();
    throw error;
  }
}

/** Hashes of a repeated upload: read and split like the first one, but not stored. */
async function hashesOf(request: FastifyRequest, parts: RouteParts): Promise<(string | null)[]> {
  const upload = uploadOf(request.tenant);
  try {
    for await (const { name, bytes } of incomingFiles(request, limitsOf(request, parts))) await upload.add(name, bytes);
    return upload.hashes;
  } finally {
    await upload.discard();
  }
}

function limitsOf({ caller }: FastifyRequest, { settings: { maxUpload }, pace }: RouteParts): MultipartLimits {
  return { maxUpload, pace, sender: senderOf(caller), requireSender: () => requireValid(caller) };
}

function uploadOf({ workspace, reading }: TenantParts): Upload {
  const { store, uploads, originals, keepsUploads } = workspace;
  return new Upload({ intake: store.intake, uploads, originals, keepsUploads, reading });
}

/** The file was not taken; its sender has to send it again. */
async function overQuota(name: string, bytes: AsyncIterable<Uint8Array>): Promise<UploadView> {
  for await (const _chunk of bytes);
  return {
    id: null,
    cvId: null,
    name,
    status: 'failed',
    code: 'too_many_requests',
    message: 'the quota of CVs for this hour is used up; send it again later',
  };
}

async function committed(upload: Upload, batch: UploadBatch, mayCommit: () => Promise<void>): Promise<string> {
  try {
    await mayCommit();
  } catch (error) {
    await upload.discard();
    throw error;
  }
  return upload.commit(batch);
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  batch: string,
  refused: UploadView[],
): Promise<Answer> {
  const records = await request.tenant.workspace.store.uploads.ofBatch(batch, { limit: MAX_FILES });
  request.ids.batch = batch;
  reply.code(202).header('location', `/v1/batches/${batch}`);
  return { batch, cvs: [...records.map(asReceived), ...refused] };
}

/** Reported as pending, although a worker may already have begun. */
function asReceived(record: UploadRecord): UploadView {
  const view = uploadView(record);
  return view.status === 'running' ? { ...view, status: 'pending' } : view;
}
