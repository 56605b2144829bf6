import type { FastifyInstance, FastifyReply } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import type { QueueBoard } from '../../../queue/board.js';
import type { RouteParts } from '../../parts.js';
import { tokenOf } from '../tokens.js';
import { pageFile, sendPage } from './page.js';

/** Where the board is, and the only place to which a browser sends the cookie. */
const BOARD = '/queues/board';
const COOKIE = 'cvmatch-queues';
const COOKIE_SECONDS = 8 * 3600;

/** The board has an address of its own (`<base>`), from which it loads its own files and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * bull-board at `/queues`, for operators: a queue's name says its tenant, and their lengths how much each sends. What runs
 * in it asks without a header of ours, so a key is kept in a cookie that no script can read and no other site sends. Only
 * answers to GET are given.
 */
export function queueRoutes(app: FastifyInstance, { home }: RouteParts): Promise<void> {
  let board: Promise<QueueBoard | null> | null = null;
  const opened = async (): Promise<QueueBoard> => {
    board ??= home.queueBoard();
    // One that could not be opened is tried again.
    const one = await board.catch((error: unknown) => {
      board = null;
      throw error;
    });
    if (one === null) throw noBoard();
    return one;
  };
  app.addHook('onClose', async () => (await board?.catch(() => null))?.close());

  const start = pageFile('queues/queues.html');
  app.get('/queues', { config: { open: true } }, async (request, reply) => {
    await opened();
    return sendPage(start, request, reply);
  });
  app.post('/queues/key', { config: { scope: 'operator' } }, (request, reply) => {
    const token = tokenOf(request);
    const secure = request.protocol === 'https' ? '; Secure' : '';
    const value = token === null ? '; Max-Age=0' : `${encodeURIComponent(token)}; Max-Age=${COOKIE_SECONDS}`;
    const cookie = `${COOKIE}=${value}; Path=${BOARD}; HttpOnly; SameSite=Strict${secure}`;
    return reply.code(204).header('set-cookie', cookie).send();
  });
  const shown = { config: { scope: 'operator', cookie: COOKIE } } as const;
  app.get(BOARD, shown, async (_request, reply) => answer(await opened(), '', {}, reply));
  app.get<{ Params: { '*': string }; Querystring: Record<string, unknown> }>(
    `${BOARD}/*`,
    shown,
    async ({ params, query }, reply) => answer(await opened(), params['*'], query, reply),
  );
  return Promise.resolve();
}

async function answer(
  board: QueueBoard,
  path: string,
  query: Record<string, unknown>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = await board.answer(path, query, `${BOARD}/`);
  if (found === null) throw new CvmatchError('not_found', 'the board of queues has nothing there');
  void reply.code(found.status).header('content-security-policy', POLICY);
  return found.type === null ? reply.send(found.body) : reply.type(found.type).send(found.body);
}

function noBoard(): CvmatchError {
  return new CvmatchError('not_found', 'there is no board of queues: the store itself hands out the tasks', {
    hint: 'Only a queue in BullMQ has one (setting queue); GET /v1/tasks and the page under Work show the tasks.',
  });
}
