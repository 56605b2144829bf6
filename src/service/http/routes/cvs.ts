import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { cvLabelled, refuseNaming } from '../../../blind/index.js';
import { CANDIDATE_LABEL, UPLOAD_PREFIX, uploadId } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import { eraseFiles } from '../../../govern/certificates.js';
import { parseWhere } from '../../../store/where.js';
import type { Position, UploadRecord, WhereClause } from '../../../store/port/index.js';
import { isBlind, ownerFor, type Caller } from '../access.js';
import { readCursor, writeCursor } from '../cursor.js';
import { pendingAnswer, stillPending } from '../erasures.js';
import type { TenantParts } from '../../parts.js';
import { answers, arrayOf, cvReference, idParams, object, pageQuery, ref, textOrNull, truth } from '../schemas.js';
import { cvView, summaryView } from '../views.js';

export const whereParameter = {
  type: 'array',
  items: { type: 'string', maxLength: 200 },
  maxItems: 10,
  description:
    'conditions over years, country, language, format, ingested, label, name and duplicate, e.g. `years>=5`, ' +
    '`country=DE`, `label~engineer` (holds the words); may be repeated',
};

const ORDERS = ['newest', 'oldest'] as const;

function holds(what: string): Record<string, unknown> {
  return { type: 'string', maxLength: 200, description: `the ${what} holds this` };
}

const listSchema = {
  operationId: 'listCvs',
  tags: ['CVs'],
  summary: 'CVs in the store, newest first',
  description:
    'In the order in which they entered the store. CVs added in the meantime are at the front of `newest` and ' +
    'at the end of `oldest`; the pages after a cursor stay the same.',
  querystring: {
    ...object({
      ...pageQuery,
      order: { enum: ORDERS, default: 'newest' },
      name: holds('name'),
      label: holds('title'),
      country: { type: 'string', maxLength: 2 },
      language: { type: 'string', maxLength: 2 },
      format: { type: 'string', maxLength: 20 },
      minYears: { type: 'number', minimum: 0, maximum: 60 },
      where: whereParameter,
      allRevisions: { ...truth, default: false, description: 'older revisions of a candidate too' },
    }),
    required: [],
  },
  response: answers({ 200: ['A page', object({ cvs: arrayOf(ref('CvSummary')), next: textOrNull })] }),
};
const getSchema = {
  operationId: 'getCv',
  tags: ['CVs'],
  summary: 'One CV: its stages, its profile, what was found in it',
  params: idParams(cvReference),
  response: answers({ 200: ['The CV', ref('Cv')] }),
};
const deleteSchema = {
  operationId: 'deleteCv',
  tags: ['CVs'],
  summary: 'Remove a CV and everything derived from it',
  description:
    'An upload id removes that upload, and the CV with it unless another file holds the same bytes. A CvId ' +
    "removes all of the caller's files that hold it. 204 means that a scan of every file of the " +
    'store found no trace of it; 202, that this is not known yet.',
  params: idParams(cvReference),
  response: answers({
    204: ['Removed: no file of the store holds a trace of it', null],
    202: pendingAnswer(),
  }),
};

interface ListQuery {
  limit: number;
  order: (typeof ORDERS)[number];
  cursor?: string;
  name?: string;
  label?: string;
  country?: string;
  language?: string;
  format?: string;
  minYears?: number;
  where?: string[];
  allRevisions: boolean;
}

export function cvRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: ListQuery }>('/v1/cvs', { schema: listSchema }, async ({ query, caller, tenant }) => {
    const { cvs } = tenant.workspace.store;
    const { order, limit, cursor, allRevisions } = query;
    if (isBlind(caller)) refuseNaming(filtersOf(query).map(({ field }) => field));
    const page = await cvs.list({
      where: [...filtersOf(query), ...visibleWhere(query.where, caller)],
      allRevisions,
      order,
      limit,
      after: cursor === undefined ? undefined : positionIn(cursor, order, caller),
    });
    const position = page.length < limit ? null : await cvs.position(page.at(-1)!.cvId, ownerFor(caller));
    const names = await fileNames(tenant, page, caller);
    return {
      cvs: page.map((cv) => summaryView(cv, names.get(cv.cvId) ?? null)),
      next:
        position === null
          ? null
          : writeCursor(`${order}${typeof position === 'number' ? position : uploadId(position)}`),
    };
  });

  app.get<{ Params: { id: string } }>('/v1/cvs/:id', { schema: getSchema }, async ({ params, caller, tenant }) => {
    const { candidates, cvs } = tenant.workspace.store;
    const [record] = await requireFiles(tenant, params.id, caller);
    const { cvId } = record!;
    const owner = ownerFor(caller);
    const cv = cvId === null ? null : await cvs.get(cvId, owner);
    const duplicates = cvId === null ? null : await candidates.possibleDuplicates([cvId], owner);
    return cvView(record!, cv, {
      seesAll: owner === null,
      possibleDuplicates: duplicates?.get(cvId!) ?? [],
    });
  });

  deleteRoute(app);
  return Promise.resolve();
}

function deleteRoute(app: FastifyInstance): void {
  app.delete<{ Params: { id: string } }>(
    '/v1/cvs/:id',
    { schema: deleteSchema },
    async ({ params, caller, tenant }, reply) => {
      const paths = (await requireFiles(tenant, params.id, caller)).map(({ path }) => path);
      const erasure = randomUUID();
      await eraseFiles(tenant.workspace, paths, { erasure, asked: { keyId: ownerFor(caller) } });
      return (await stillPending(tenant, erasure, reply)) ?? reply.code(204).send();
    },
  );
}

/** Position of a cursor, which must be from the same order: among all CVs, or among the caller's own. */
function positionIn(cursor: string, order: string, caller: Caller): Position {
  const seesAll = ownerFor(caller) === null;
  const shape = seesAll ? /^\d{1,15}$/ : /^[0-9a-f]{32}$/;
  const isPosition = (position: unknown): boolean =>
    typeof position === 'string' && position.startsWith(order) && shape.test(position.slice(order.length));
  const position = String(readCursor(cursor, isPosition)).slice(order.length);
  return seesAll ? Number(position) : `${UPLOAD_PREFIX}${position}`;
}

/** Under which names a caller uploaded these CVs: what others called them is nobody's business. */
export async function fileNames(
  { workspace: { store } }: Pick<TenantParts, 'workspace'>,
  cvs: readonly { cvId: string }[],
  caller: Caller,
): Promise<Map<string, string>> {
  const files = await store.uploads.find(
    cvs.map(({ cvId }) => cvId),
    ownerFor(caller),
  );
  const named = files.flatMap(({ cvId, name }) => (cvId === null || name === null ? [] : [[cvId, name] as const]));
  // The first one counts, as it does in the store.
  return new Map(named.reverse());
}

/**
 * The files of an upload id or CvId.
 * @throws CvmatchError `not_found`, also for somebody else's upload.
 */
export async function requireFiles(
  { workspace }: Pick<TenantParts, 'workspace'>,
  id: string,
  caller: Caller,
): Promise<UploadRecord[]> {
  const { store } = workspace;
  const found = await store.uploads.find([await labelled(workspace, id, caller)], ownerFor(caller));
  if (found.length === 0) throw noSuchCv(id);
  return found;
}

/** The CvId of a label of a candidate; any other id as it is. @throws CvmatchError `not_found`. */
export async function labelled(workspace: TenantParts['workspace'], id: string, caller: Caller): Promise<string> {
  if (!CANDIDATE_LABEL.test(id)) return id;
  const cvId = await cvLabelled(workspace.store, id, ownerFor(caller));
  if (cvId === null) throw noSuchCv(id);
  return cvId;
}

export function noSuchCv(id: string): CvmatchError {
  return new CvmatchError('not_found', `there is no CV ${id}`, {
    hint: 'GET /v1/cvs lists CVs, GET /v1/batches/:id/cvs the files of an upload.',
  });
}

function filtersOf({ name, label, country, language, format, minYears }: ListQuery): WhereClause[] {
  const clauses: (Omit<WhereClause, 'value'> & { value: string | number | undefined })[] = [
    { field: 'name', op: '~', value: name },
    { field: 'label', op: '~', value: label },
    { field: 'country', op: '=', value: country },
    { field: 'language', op: '=', value: language },
    { field: 'format', op: '=', value: format },
    { field: 'years', op: '>=', value: minYears },
  ];
  return clauses.flatMap(({ value, ...clause }) => (value === undefined ? [] : [{ ...clause, value: String(value) }]));
}

/**
 * Parses a caller's conditions and restricts them to the CVs that it may see. Conditions on paths of this machine or on
 * other keys are refused.
 * @throws CvmatchError `bad_flag`.
 */
export function visibleWhere(texts: string[] | undefined, caller: Caller): WhereClause[] {
  const clauses = parseWhere(texts ?? []);
  if (isBlind(caller)) refuseNaming(clauses.map(({ field }) => field));
  if (clauses.some(({ field }) => field === 'path' || field === 'key'))
    throw new CvmatchError('bad_request', 'CVs are not searched by path or key here', {
      hint: 'Use years, country, language, format, ingested, label, name or duplicate.',
    });
  const owner = ownerFor(caller);
  return owner === null ? clauses : [...clauses, { field: 'key', op: '=', value: owner }];
}
