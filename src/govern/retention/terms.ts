import { CvmatchError } from '../../errors.js';
import { RETENTION_SETS, type NewRetentionRule, type RetentionSet, type WhereClause } from '../../store/port/index.js';
import { parseWhere } from '../../store/where.js';

/** What somebody asks for when a rule is set, as texts. */
export interface RuleTexts {
  /** Derived from the others if missing. */
  name?: string;
  of: string;
  where?: string[];
  after: string;
  warn?: string;
}

const UNIT_DAYS: Record<string, number> = { d: 1, w: 7, y: 365 };
/** Thirty years: the longest that records of employment are kept anywhere that we know of. */
const MOST_DAYS = 30 * 365;
/** A warning that is longer would be no warning any more. */
const MOST_WARN_DAYS = 365;
const WARN_DAYS = 14;

const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;

/** What a rule is kept for long with must not name a person. */
const NAMING = ['name', 'path'] as const;

/** `called`: how whoever asks calls what he gives. @throws CvmatchError `bad_flag`. */
export function ruleFrom(
  { name, of, where = [], after, warn }: RuleTexts,
  called = (what: string): string => `--${what}`,
): NewRetentionRule {
  const set = RETENTION_SETS.find((one) => one === of);
  if (set === undefined)
    throw new CvmatchError('bad_flag', `"${of}" is no set of CVs that a rule can be about`, {
      hint: `Say whose CVs it erases: ${RETENTION_SETS.join(', ')}.`,
    });
  const clauses = conditionsOf(where);
  const afterDays = days(called('after'), after, MOST_DAYS);
  const warnDays = warn === undefined ? Math.min(WARN_DAYS, afterDays) : days(called('warn'), warn, MOST_WARN_DAYS);
  if (warnDays > afterDays)
    throw new CvmatchError(
      'bad_flag',
      `the warning of ${warnDays} d is longer than the ${afterDays} d that CVs are kept`,
      {
        hint: `Make ${called('warn')} shorter, or ${called('after')} longer.`,
      },
    );
  return { name: requireName(name ?? derivedName(set, clauses)), of: set, where: clauses, afterDays, warnDays };
}

/** Whole days of `180d`, `26w` or `2y`. @throws CvmatchError `bad_flag`. */
function days(what: string, text: string, most: number): number {
  const match = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(text);
  const unit = UNIT_DAYS[match?.[2]?.toLowerCase() ?? ''];
  const value = match === null || unit === undefined ? null : Number(match[1]) * unit;
  if (value !== null && value >= 1 && value <= most) return value;
  const meant =
    match?.[2] === '' && Number(match[1]) >= 1 && Number(match[1]) <= most ? `Did you mean ${match[1]}d? ` : '';
  throw new CvmatchError('bad_flag', `${what} "${text}" is no age that CVs can have`, {
    hint: `${meant}Write a whole number with its unit: 180d (days), 26w (weeks) or 2y (years of 365 days), from 1d to ${most}d.`,
  });
}

function conditionsOf(where: string[]): WhereClause[] {
  const clauses = parseWhere(where);
  const naming = clauses.find(({ field }) => NAMING.some((one) => one === field));
  if (naming === undefined) return clauses;
  throw new CvmatchError(
    'bad_flag',
    `a rule has no condition on the ${naming.field} of a CV, which may name a person`,
    {
      hint: 'Rules are kept for long. Remove the CVs of one person with `cvmatch remove`.',
    },
  );
}

function requireName(name: string): string {
  if (NAME.test(name)) return name;
  throw new CvmatchError('bad_flag', `"${name}" is no name of a rule`, {
    hint: 'Use lower-case letters, digits and hyphens, at most 60, and no name of a person: --name rejected-berlin.',
  });
}

const OPS: Record<WhereClause['op'], string> = {
  '=': '',
  '!=': 'not',
  '<': 'below',
  '<=': 'up-to',
  '>': 'above',
  '>=': 'from',
  '~': 'like',
};

/** The same for the same set and conditions, so that a rule that is set again replaces itself. */
function derivedName(of: RetentionSet, where: readonly WhereClause[]): string {
  const words = where.flatMap(({ field, op, value }) => [field, OPS[op], value]);
  return [of, ...words]
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')
    .slice(0, 60);
}
