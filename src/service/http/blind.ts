import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { blinderFor, type Blinder } from '../../blind/index.js';
import type { Ranking } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import { blindPage } from '../../report/cv/blind-page.js';
import type { DecisionRecord } from '../../store/port/index.js';
import { perTenant, type TenantParts } from '../parts.js';
import { isBlind } from './access.js';
import { attachment } from './downloads.js';
import type { cvView, summaryView } from './views.js';

/**
 * Blind review: what a key with the scope `blind` gets. It may ask only what is listed here, and each answer is made anew of
 * what may be seen of it, so a new route is refused and a new field is left out until somebody decides about it.
 */

type Answer = (payload: never, blinder: Blinder) => unknown;

const unchanged: Answer = (payload: unknown) => payload;

const ANSWERS: Readonly<Record<string, Answer>> = {
  'GET /v1/cvs': async ({ cvs, next }: { cvs: ReturnType<typeof summaryView>[]; next: string | null }, blinder) => ({
    cvs: (await blinder.summaries(cvs)).map(({ path: _path, duplicateOf: _other, ...cv }) => cv),
    next,
  }),
  'GET /v1/cvs/:id': blindCv,
  // Made blind by the route itself, which sends a page.
  'GET /v1/cvs/:id/file': () => {
    throw new CvmatchError('internal', 'an original is sent as a page to a blind key');
  },
  'POST /v1/match': async ({ jd, fingerprint, results }: Ranking, blinder) => ({
    jd,
    fingerprint,
    results: (await blinder.matches(results)).map(({ path: _path, ...match }) => match),
  }),
  // Ids of CVs, and JDs, which are no personal data.
  'GET /v1/cvs/:id/recommendations': unchanged,
  'GET /v1/recommendations': unchanged,
  'GET /v1/jds': unchanged,
  'GET /v1/jds/:id': unchanged,
  'GET /v1/decisions': async ({ decisions, next }: { decisions: DecisionRecord[]; next: string | null }, blinder) => ({
    decisions: await blinder.decisions(decisions),
    next,
  }),
  'POST /v1/decisions': async ({ decision, added }: { decision: DecisionRecord; added: boolean }, blinder) => ({
    decision: (await blinder.decisions([decision]))[0],
    added,
  }),
  'POST /v1/decisions/:id/undo': async (decision: DecisionRecord, blinder) => (await blinder.decisions([decision]))[0],
  // An id of a match, and whether it was recorded.
  'POST /v1/matches/:id/feedback': unchanged,
  // Counts.
  'GET /v1/stats': unchanged,
  'GET /v1/limits': unchanged,
};

/** What a blind key may ask. */
export const BLIND_ROUTES: readonly string[] = Object.keys(ANSWERS);

async function blindCv(view: ReturnType<typeof cvView>, blinder: Blinder): Promise<unknown> {
  const { id, cvId, batch, status, code, receivedAt, attempts, stages, revision, latest, restricted, duplicateOf } =
    view;
  const record = cvId === null ? null : await blinder.record(cvId);
  const blind = record === null ? null : await blinder.cv(record);
  const labels = await blinder.labelling();
  return {
    ...{ id, cvId, batch, name: blind?.candidateId ?? null, status, code, message: null, receivedAt, attempts },
    stages: stages.map(({ stage, status: of }) => ({ stage, status: of, reason: null })),
    ...{ candidateId: blind?.candidateId ?? null, revision, latest, restricted, duplicateOf },
    possibleDuplicates: view.possibleDuplicates.map(({ pair, candidateId, cvId: other, reasons }) => ({
      ...{ pair, candidateId: labels(candidateId), cvId: other, name: labels(candidateId), reasons },
    })),
    ...{ format: view.format, engine: view.engine, profile: blind?.profile ?? null },
    findings: blind?.profile.findings ?? [],
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the answer was made fit for a blind key. */
    isBlinded: boolean;
  }
}

const REFUSED = 400;
const routeOf = ({ method, routeOptions }: FastifyRequest): string =>
  `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`;

/** To be called after the caller is known, and before anything is written of an answer. */
export function blindAnswers(app: FastifyInstance): void {
  app.decorateRequest('isBlinded', false);
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isBlind(request.caller) || ANSWERS[routeOf(request)] !== undefined) done();
    else done(notForBlind());
  });
  app.addHook('preSerialization', async (request, reply, payload) => {
    // A problem may come before it is known who asks.
    if (reply.statusCode >= REFUSED || !isBlind(request.caller)) return payload;
    const blind = await ANSWERS[routeOf(request)]!(payload as never, await blinderOf(request.tenant));
    request.isBlinded = true;
    return blind;
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const isSafe = reply.statusCode >= REFUSED || request.isBlinded || !isBlind(request.caller);
    // What no answer above was made of, such as a stream, does not leave.
    if (isSafe || payload === undefined || payload === null || payload === '') done(null, payload);
    else done(notForBlind());
  });
}

const kept = perTenant(() => ({ version: null as number | null, blinder: null as Blinder | null }));

/** The same for as long as the store does not change: a CV that was read for one ranking is not read again for the next. */
async function blinderOf(tenant: TenantParts): Promise<Blinder> {
  const { workspace } = tenant;
  const [last, version] = [kept(tenant), await workspace.store.search.version()];
  if (last.blinder === null || last.version !== version)
    Object.assign(last, { version, blinder: await blinderFor(workspace) });
  return last.blinder!;
}

function notForBlind(): CvmatchError {
  return new CvmatchError('forbidden', 'a key with the scope blind may not ask this', {
    hint: `It may ask ${BLIND_ROUTES.join(', ')}.`,
  });
}

/** A CV as a page without who it is about, instead of its bytes. @throws CvmatchError `not_found`. */
export async function sendBlindPage(
  request: FastifyRequest,
  reply: FastifyReply,
  cvId: string | null,
): Promise<FastifyReply> {
  const blinder = await blinderOf(request.tenant);
  const record = cvId === null ? null : await blinder.record(cvId);
  if (record === null)
    throw new CvmatchError('not_found', 'this file became no CV, so there is no text of it to show', {
      hint: 'Whoever has a key without the scope blind can open the file.',
    });
  const original = await blinder.original(record);
  request.isBlinded = true;
  return reply
    .type('text/html; charset=utf-8')
    .header('content-disposition', attachment(`${original.label}.html`))
    .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    .header('x-content-type-options', 'nosniff')
    .send(blindPage(original));
}
