import { CvmatchError } from '../errors.js';
import { WHERE_FIELDS, WHERE_OPS, type WhereClause } from './port/index.js';

/** Parses `--where` flags, e.g. `years >= 5`, `country=DE`, `label ~ engineer`. @throws CvmatchError `bad_flag`. */
export function parseWhere(texts: string[]): WhereClause[] {
  return texts.map(parseOne);
}

function parseOne(text: string): WhereClause {
  const match = /^\s*(\w+)\s*(!=|<=|>=|=|<|>|~)\s*(.+?)\s*$/s.exec(text);
  const field = WHERE_FIELDS.find((known) => known === match?.[1]);
  const op = WHERE_OPS.find((known) => known === match?.[2]);
  if (match === null || field === undefined || op === undefined)
    throw badWhere(
      text,
      `Write FIELD OP VALUE, with one of the fields ${WHERE_FIELDS.join(', ')} and one of ${WHERE_OPS.join(' ')}.`,
    );
  const value = match[3]!.replace(/^(["'])(.*)\1$/s, '$2');
  if (field === 'key' && op !== '=' && op !== '!=') throw badWhere(text, 'key is compared with = or !=.');
  if (field === 'years' && !Number.isFinite(Number(value)))
    throw badWhere(text, 'years is compared with a number, e.g. years>=5.');
  if (field === 'ingested' && !/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(value))
    throw badWhere(text, 'ingested is compared with a date, e.g. ingested>=2026-01-31.');
  return { field, op, value };
}

function badWhere(text: string, hint: string): CvmatchError {
  return new CvmatchError('bad_flag', `--where "${text}" is not a condition`, { hint });
}
