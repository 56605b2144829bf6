import { z } from 'zod';
import { cvShape, rankingShape, statusShape } from './shapes.js';

/** The tools as described to assistants. */
const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

export const matchTool = {
  title: 'Rank CVs for a job description',
  description:
    'Ranks the CVs in the store against the text of a job description. Gives the best candidates with their score, ' +
    'and for every requirement its weight, its score and the passage of the CV that supports it. ' +
    'Candidates that lack something required rank lower; none is left out. ' +
    'Use `show` with a cvId for the whole CV.',
  inputSchema: {
    jd: z.string().min(1).max(100_000).describe('the text of the job description; the first 8,000 characters are read'),
    top: z.number().int().min(1).max(50).default(5).describe('how many candidates, best first'),
  },
  outputSchema: rankingShape,
  annotations: { title: 'Rank CVs for a job description', ...READ_ONLY },
};

export const showTool = {
  title: 'Show a CV',
  description:
    'What was read from one CV in the store: contact, work, education, skills, languages, findings. ' +
    'Fields that were read with low confidence end in " ?" in the text.',
  inputSchema: {
    id: z
      .string()
      .regex(/^[0-9a-f]{6,64}$/)
      .describe('the cvId of a match, or its first six or more hex digits'),
  },
  outputSchema: cvShape,
  annotations: { title: 'Show a CV', ...READ_ONLY },
};

export const statusTool = {
  title: 'What the store holds',
  description:
    'How many candidates, CVs and files the store holds, in which states the files ended, which model is in use, ' +
    'and what should be done next.',
  outputSchema: statusShape,
  annotations: { title: 'What the store holds', ...READ_ONLY },
};
