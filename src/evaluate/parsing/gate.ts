import { PARSING_FIELDS, type ParsingField } from './fields.js';
import type { ParsingReport } from './parsing.js';

export interface ParsingGate {
  field: ParsingField;
  least: number;
}

/** `name=0.95` as a gate on that field's F1; undefined for anything else. */
export function parseParsingGate(text: string): ParsingGate | undefined {
  const [name, value, ...rest] = text.split('=');
  const field = PARSING_FIELDS.find((candidate) => candidate === name);
  const least = Number(value);
  if (
    field === undefined ||
    value === undefined ||
    value.trim() === '' ||
    rest.length > 0 ||
    !(least >= 0 && least <= 1)
  )
    return undefined;
  return { field, least };
}

/** Gates that are missed; a field without labels misses every gate above 0. */
export function missedParsingGates(
  report: ParsingReport,
  gates: readonly ParsingGate[],
): (ParsingGate & { value: number })[] {
  return gates
    .map((gate) => ({ ...gate, value: report.fields[gate.field]?.f1 ?? 0 }))
    .filter(({ value, least }) => value < least);
}
