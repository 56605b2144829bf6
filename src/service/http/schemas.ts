import {
  DECISIONS,
  DUPLICATE_REASONS,
  FAILURE_CODES,
  FILE_STATES,
  OVERRIDE_FIELDS,
  STAGE_STATUSES,
  STAGES,
  CANDIDATE_LABEL,
} from '../../domain/index.js';
import { PROBLEM_TYPE } from './problem.js';

/**
 * JSON schemas shared by several routes. The OpenAPI document is generated from them, so it describes what is really
 * sent.
 */

export type Schema = Record<string, unknown>;

/** An object whose properties are always present unless named in `optional`, and which has no others. */
export function object(properties: Record<string, Schema>, optional: string[] = []): Schema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

export const text: Schema = { type: 'string' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const count: Schema = { type: 'integer', minimum: 0 };
export const number: Schema = { type: 'number' };
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
export const truth: Schema = { type: 'boolean' };
export const time: Schema = { type: 'string', format: 'date-time' };
export const arrayOf = (items: Schema): Schema => ({ type: 'array', items });
export const ref = (name: string): Schema => ({ $ref: `${name}#` });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
/** An object whose keys depend on the data. */
export const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });

const stageStatus: Schema = { enum: STAGE_STATUSES };
const fileStatus: Schema = {
  enum: ['pending', 'running', ...FILE_STATES],
  description: 'pending and running until a worker is done, then the state in which it ended',
};

export const uploadId: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{32}$',
  description: 'id of an upload, given by POST /v1/cvs',
};
export const cvReference: Schema = {
  type: 'string',
  pattern: `^(?:[0-9a-f]{32}|[0-9a-f]{64}|${CANDIDATE_LABEL.source.slice(1, -1)})$`,
  description: 'id of an upload, a CvId (the sha-256 of the bytes), or the label of a candidate in blind review',
};
const cvId: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const batchId: Schema = { type: 'string', format: 'uuid' };

export const idParams = (id: Schema): Schema => object({ id });
export const batchParams = idParams(batchId);

export const pageQuery: Record<string, Schema> = {
  limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  cursor: { type: 'string', maxLength: 200, description: '`next` of the page before' },
};

const finding = object(
  {
    code: text,
    level: { enum: ['fatal', 'major', 'minor', 'hint'] },
    message: text,
    path: text,
    spans: arrayOf(arrayOf(count)),
  },
  ['path', 'spans'],
);

/** What is known of a decision, besides what it is about. */
export const decisionFields = {
  decision: { enum: DECISIONS },
  stage: textOrNull,
  reason: textOrNull,
  by: textOrNull,
  keyId: textOrNull,
  at: time,
};

export const SHARED: Schema[] = [
  {
    $id: 'Problem',
    description: 'RFC 9457; `code` is stable, `detail` is for people',
    ...object({ type: text, title: text, status: count, detail: text, code: text, hint: text, requestId: text }, [
      'hint',
    ]),
  },
  {
    $id: 'Upload',
    description: 'One file of an upload. `id` leads to it from now on, `cvId` once the CV is in the store',
    ...object({
      id: { anyOf: [uploadId, { type: 'null' }] },
      cvId: orNull(cvId),
      name: textOrNull,
      status: fileStatus,
      code: textOrNull,
      message: textOrNull,
    }),
  },
  {
    $id: 'Counts',
    description: 'Files by final state; `pending` ones are waiting or being processed',
    ...object(Object.fromEntries([...FILE_STATES, 'received', 'unchanged', 'pending'].map((name) => [name, count]))),
  },
  { $id: 'Finding', ...finding },
  {
    $id: 'Override',
    description: 'A correction of a profile. `read`: what was read in the CV',
    ...object(
      {
        field: { enum: OVERRIDE_FIELDS },
        value: text,
        reason: text,
        by: textOrNull,
        keyId: textOrNull,
        at: time,
        read: textOrNull,
      },
      ['read'],
    ),
  },
  {
    $id: 'Profile',
    description: 'What was read: the JSON Resume schema 1.0.0, with confidence and span of every field in `fields`',
    ...object(
      {
        resume: { type: 'object', description: 'JSON Resume', additionalProperties: true },
        fields: mapOf(object({ confidence: share, start: count, end: count })),
        sections: arrayOf(object({ kind: text, heading: text, start: count, end: count })),
        findings: arrayOf(ref('Finding')),
        yearsOfExperience: { type: ['number', 'null'] },
        asOf: text,
        language: textOrNull,
        unreadShare: share,
        identity: arrayOf(object({ start: count, end: count })),
        overrides: arrayOf(ref('Override')),
      },
      ['unreadShare', 'identity', 'overrides'],
    ),
  },
  {
    $id: 'CvSummary',
    ...object({
      cvId,
      candidateId: text,
      revision: count,
      latest: truth,
      fileName: { ...textOrNull, description: 'as the caller uploaded it' },
      name: textOrNull,
      label: textOrNull,
      years: { type: ['number', 'null'] },
      country: textOrNull,
      language: textOrNull,
      format: text,
      engine: text,
      passages: count,
      restricted: { ...truth, description: 'kept out of every ranking' },
      ingestedAt: time,
    }),
  },
  {
    $id: 'Cv',
    description: 'A CV from upload to profile. `code` is why it is not ready',
    ...object({
      id: cvReference,
      cvId: orNull(cvId),
      batch: orNull(batchId),
      name: textOrNull,
      status: fileStatus,
      code: { enum: [...Object.keys(FAILURE_CODES), 'exact_copy', 'near_copy', null] },
      message: textOrNull,
      receivedAt: orNull(time),
      attempts: count,
      stages: arrayOf(object({ stage: { enum: STAGES }, status: stageStatus, reason: textOrNull })),
      candidateId: textOrNull,
      revision: orNull(count),
      latest: { type: ['boolean', 'null'] },
      restricted: { type: ['boolean', 'null'], description: 'kept out of every ranking' },
      duplicateOf: orNull(cvId),
      possibleDuplicates: arrayOf(ref('PossibleDuplicate')),
      format: textOrNull,
      engine: textOrNull,
      profile: orNull(ref('Profile')),
      findings: arrayOf(ref('Finding')),
    }),
  },
  {
    $id: 'PossibleDuplicate',
    description: 'Another candidate with the same name and e-mail or phone, or with nearly the same text',
    ...object({
      pair: { ...count, description: 'number of the pair, by which a person decides' },
      candidateId: text,
      cvId,
      name: textOrNull,
      reasons: arrayOf({ enum: DUPLICATE_REASONS }),
    }),
  },
  {
    $id: 'Decision',
    description: 'What a person decided about the candidate for this JD; absent if nobody has',
    ...object({ id: count, ...decisionFields }),
  },
  { $id: 'Jd', ...object({ id: text, title: textOrNull, hash: text, truncated: truth, addedAt: time }) },
  {
    $id: 'Ranking',
    description:
      'Candidates, best first, each with the requirements and the passages of the CV that support them. It ' +
      'ranks, it rejects nobody',
    ...object({
      jd: {
        ...object({ hash: text, title: textOrNull, truncated: truth, notAsked: arrayOf(text) }),
        required: ['hash', 'title', 'truncated'],
      },
      fingerprint: text,
      results: arrayOf(
        object(
          {
            id: text,
            rank: count,
            cvId,
            candidateId: text,
            fileName: { ...textOrNull, description: 'as the caller uploaded it' },
            name: textOrNull,
            score: share,
            parts: arrayOf(
              object(
                {
                  requirement: text,
                  kind: text,
                  must: truth,
                  alternatives: arrayOf(text),
                  years: number,
                  maxYears: number,
                  weight: number,
                  score: share,
                  evidence: orNull(object({ text, start: count, end: count, page: count })),
                },
                ['alternatives', 'years', 'maxYears'],
              ),
            ),
            findings: arrayOf(object({ code: text, message: text })),
            possibleDuplicates: {
              ...arrayOf(ref('PossibleDuplicate')),
              description: 'other candidates who may be the same person; absent where there are none',
            },
            decision: ref('Decision'),
          },
          ['findings', 'possibleDuplicates', 'decision'],
        ),
      ),
    }),
  },
];

export const aProblem: Schema = { description: 'A problem', content: { [PROBLEM_TYPE]: { schema: ref('Problem') } } };

export const eventAnswers: Schema = {
  200: { description: 'Events', content: { 'text/event-stream': { schema: text } } },
  default: aProblem,
};

/** A file of any type, whole or in part. */
export const bytesAnswers: Schema = {
  200: { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
  206: { description: 'A part of them', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
  304: { description: 'They match the entity tag that was sent', type: 'null' },
  default: aProblem,
};

/** The answers of a route: the given successes, and a problem for everything else. `null`: no body. */
export function answers(successes: Record<number, [description: string, schema: Schema | null]>): Schema {
  const told = Object.entries(successes).map(([code, [description, schema]]) => [
    code,
    schema === null ? { description, type: 'null' } : { description, content: { 'application/json': { schema } } },
  ]);
  return { ...(Object.fromEntries(told) as Schema), default: aProblem };
}
