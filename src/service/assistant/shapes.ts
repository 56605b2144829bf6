import { z } from 'zod';
import { DECISIONS, DUPLICATE_REASONS, ERASURE_WAITS, FILE_STATES, type FileState } from '../../domain/index.js';

/** Schemas of the tools' results, as shown to assistants. Looser than the types where a field's name says enough. */
const evidence = z.object({
  text: z.string().describe('verbatim from the CV'),
  start: z.number(),
  end: z.number(),
  page: z.number(),
});
const part = z.object({
  requirement: z.string(),
  kind: z.string(),
  must: z.boolean(),
  alternatives: z.array(z.string()).optional().describe('fulfil it as well'),
  years: z.number().optional(),
  maxYears: z.number().optional(),
  weight: z.number().describe('share of the score, 0..1'),
  score: z.number().describe('0..1'),
  evidence: evidence.nullable(),
});
const match = z.object({
  id: z.string(),
  rank: z.number().int(),
  cvId: z.string(),
  candidateId: z.string(),
  path: z.string(),
  fileName: z.string().nullable().describe('as uploaded; null for a file on the disk'),
  name: z.string().nullable(),
  score: z.number().describe('0..1, the weighted mean of the parts'),
  parts: z.array(part),
  findings: z
    .array(z.object({ code: z.string(), message: z.string() }))
    .optional()
    .describe('text of the CV that earned nothing, and why'),
  possibleDuplicates: z
    .array(
      z.object({
        pair: z.number().int(),
        candidateId: z.string(),
        cvId: z.string(),
        name: z.string().nullable(),
        reasons: z.array(z.enum(DUPLICATE_REASONS)),
      }),
    )
    .optional()
    .describe('other candidates who may be the same person, or pretend to be; a person decides'),
  decision: z
    .object({
      id: z.number().int(),
      decision: z.enum(DECISIONS),
      stage: z.string().nullable(),
      reason: z.string().nullable(),
      by: z.string().nullable(),
      keyId: z.string().nullable(),
      at: z.string(),
    })
    .optional()
    .describe('what a person decided about the candidate for this JD'),
});

export const rankingShape = {
  jd: z.object({ hash: z.string(), title: z.string().nullable(), truncated: z.boolean() }),
  fingerprint: z
    .string()
    .describe('of model, weights and code: under the same one the same CV and JD have the same score'),
  results: z.array(match),
};

export const cvShape = {
  cvId: z.string().nullable(),
  path: z.string(),
  fileName: z.string().nullable(),
  format: z.string(),
  engine: z.string(),
  profile: z.looseObject({
    resume: z.looseObject({}).describe('JSON Resume schema 1.0.0'),
    fields: z.record(z.string(), z.object({ confidence: z.number(), start: z.number(), end: z.number() })),
    findings: z.array(z.looseObject({ code: z.string(), level: z.string(), message: z.string() })),
    yearsOfExperience: z.number().nullable(),
    asOf: z.string(),
    language: z.string().nullable(),
  }),
};

const model = z.object({ id: z.string(), dimensions: z.number(), fingerprint: z.string() });
const status = z.object({
  folder: z.string(),
  candidates: z.number(),
  cvs: z.number(),
  passages: z.number(),
  files: z.record(z.enum(FILE_STATES as unknown as [FileState, ...FileState[]]), z.number()),
  openTasks: z.number(),
  erasures: z.array(z.object({ id: z.string(), since: z.string(), cvs: z.number(), waitsFor: z.enum(ERASURE_WAITS) })),
  model: model.nullable(),
  modelInUse: model,
  fingerprint: z.string(),
  fingerprints: z.record(z.string(), z.number()),
  exchange: z.object({ model, left: z.number() }).nullable(),
  bytes: z.number(),
  vectorIndex: z.enum(['not_needed', 'due', 'building', 'ready']),
  replica: z
    .object({
      where: z.string(),
      behindBytes: z.number().nullable(),
      behindSeconds: z.number().nullable(),
      problem: z.string().nullable(),
    })
    .nullable(),
  originals: z.object({ files: z.number(), bytes: z.number() }),
  encryptedWith: z.string().nullable(),
  pausedAt: z.string().nullable(),
  schema: z.number(),
});
export const statusShape = status.shape;
export type StatusView = z.infer<typeof status>;
