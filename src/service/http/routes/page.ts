import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceParts } from '../../parts.js';

/** The page's files from src/service/page/, which scripts/build.js copies beside the compiled code. */
const FOLDER = fileURLToPath(new URL('../../page/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page may only run its own scripts, contact its own origin, and not be framed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface PageFile {
  type: string;
  body: Buffer;
  etag: string;
}

/**
 * The dashboard at `/`. Its files contain no data and so need no key; they are read once, so that requests do not touch
 * the disk.
 */
export function pageRoutes(app: FastifyInstance, _parts: ServiceParts): Promise<void> {
  const files = readPage();
  const options = { config: { open: true } };
  app.get('/', options, (request, reply) => sendPage(files.get('index.html')!, request, reply));
  for (const [name, file] of files)
    app.get(`/page/${name}`, options, (request, reply) => sendPage(file, request, reply));
  return Promise.resolve();
}

/** The files by the paths that the browser requests. */
function readPage(): Map<string, PageFile> {
  const names = readdirSync(FOLDER, { encoding: 'utf8', recursive: true }).filter(
    (name) => path.extname(name) in TYPES,
  );
  return new Map(names.map((name) => [name.split(path.sep).join('/'), pageFile(name)]));
}

/** `name`: below the folder of the page. */
export function pageFile(name: string): PageFile {
  const body = readFileSync(path.join(FOLDER, name));
  const hash = createHash('sha256').update(body).digest('hex');
  return { type: TYPES[path.extname(name)]!, body, etag: `"${hash.slice(0, 16)}"` };
}

export function sendPage({ type, body, etag }: PageFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.headers({
    'content-security-policy': POLICY,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    etag,
  });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(type).send(body);
}
