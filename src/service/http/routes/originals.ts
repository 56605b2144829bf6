import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import type { ByteRange } from '../../../files/port.js';
import { findOriginal, type Original } from '../../../ingest/originals/find.js';
import type { TenantParts } from '../../parts.js';
import { isBlind } from '../access.js';
import { sendBlindPage } from '../blind.js';
import { attachment, rangeOf } from '../downloads.js';
import { bytesAnswers, cvReference, idParams } from '../schemas.js';
import { requireFiles } from './cvs.js';

const schema = {
  operationId: 'getOriginal',
  tags: ['CVs'],
  summary: 'A CV as it was handed in',
  description:
    'The very bytes, also of a file that failed or waits. To be saved, never to be shown inside a page. By CvId or ' +
    'upload id; the entity tag is the sha-256 of the bytes. One part of it may be asked for with `Range`. A key with the scope ' +
    '`blind` gets a page with its text instead, without what says whose it is.',
  params: idParams(cvReference),
  response: bytesAnswers,
};

interface Asked {
  'if-none-match'?: string;
  'if-range'?: string;
  range?: string;
}

export function originalRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { id: string } }>(
    '/v1/cvs/:id/file',
    // Not compressed, because compressed bytes would not match the entity tag.
    { schema, compress: false },
    async (request, reply) => {
      const { params, caller, headers, tenant, shown } = request;
      const files = await requireFiles(tenant, params.id, caller);
      for (const { cvId } of files) if (cvId !== null) shown.cvs.add(cvId);
      if (isBlind(caller)) return sendBlindPage(request, reply, files[0]!.cvId);
      return send(await firstFound(tenant, files, params.id), headers as Asked, reply);
    },
  );
  return Promise.resolve();
}

/** The first of several files with the same bytes that still exists. @throws CvmatchError `not_found`. */
async function firstFound(
  { workspace: { store, uploads, originals } }: TenantParts,
  files: Parameters<typeof findOriginal>[1][],
  id: string,
): Promise<Original> {
  for (const file of files) {
    const found = await findOriginal({ intake: store.intake, uploads, originals }, file);
    if (found.ok) return found.value;
  }
  throw new CvmatchError('not_found', `the file of CV ${id} is not kept, or was changed since it was read`, {
    hint: 'Whoever sent it has it; send it again with `keepOriginals` on, and it is kept.',
  });
}

function send(original: Original, asked: Asked, reply: FastifyReply): FastifyReply {
  const { hash, name, media, size } = original;
  const tag = hash === null ? null : `"${hash}"`;
  if (tag !== null) void reply.header('etag', tag);
  void reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-cache');
  if (tag !== null && tagsOf(asked['if-none-match']).some((one) => one === tag || one === '*'))
    return unchanged(original, reply);
  void reply
    .type(media.type)
    .header('content-disposition', attachment(name))
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff');
  const mayBePart = asked['if-range'] === undefined || asked['if-range'] === tag;
  const range = mayBePart ? rangeOf(asked.range, size) : 'whole';
  if (range === 'none') throw beyond(original, reply);
  return sendBytes(original, reply, range === 'whole' ? { start: 0, end: size - 1 } : range);
}

function tagsOf(header = ''): string[] {
  return header.split(',').map((one) => one.trim().replace(/^W\//, ''));
}

function unchanged({ close }: Original, reply: FastifyReply): FastifyReply {
  void close();
  return reply.code(304).send();
}

function beyond({ size, close }: Original, reply: FastifyReply): CvmatchError {
  void close();
  for (const name of ['content-disposition', 'etag']) void reply.removeHeader(name);
  void reply.header('content-range', `bytes */${size}`);
  return new CvmatchError('bad_range', `the file has ${size} bytes, and no such part`, {
    hint: 'Ask for bytes before its end, or without `Range` for all of it.',
  });
}

function sendBytes(original: Original, reply: FastifyReply, range: ByteRange): FastifyReply {
  const { size } = original;
  const length = range.end - range.start + 1;
  if (length < size) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  void reply.header('content-length', length);
  // An empty stream would be sent in chunks, without a length.
  if (length === 0) {
    void original.close();
    return reply.send(Buffer.alloc(0));
  }
  const body = Readable.from(original.stream(range), { objectMode: false });
  body.once('close', () => void original.close());
  return reply.send(body);
}
