import type { FieldSource, Finding } from '../../domain/index.js';

/** What the renderers need of an evaluation from evaluate/parsing/parsing.ts. */
export interface ParsingReportView {
  documents: number;
  fields: Record<string, { precision: number; recall: number; f1: number; support: number }>;
  completeness: number;
  unreadLines?: number | null;
  validity: { email: number | null; phone: number | null; dates: number | null };
  findings: Record<string, number>;
  required: Record<string, number>;
  types: number | null;
  consistency: { startBeforeEnd: number | null; noDuplicates: number | null; plausible: number | null };
  unread: { id: string; code: string }[];
}

export interface EvaluatedCvView {
  id: string;
  document: { text: string };
  profile: { fields: Record<string, FieldSource>; findings: Finding[]; resume: object };
  fields: Record<
    string,
    { counts: { matched: number; predicted: number; labelled: number }; missed: string[]; extra: string[] }
  >;
}
