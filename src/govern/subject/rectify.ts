import {
  OVERRIDE_FIELDS,
  withOverride,
  withoutOverride,
  type CvId,
  type OverrideField,
  type ProfileOverride,
} from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import type { Pool } from '../../pool/pool.js';
import type { Vocabulary } from '../../profile/index.js';
import { overrideValue } from '../../rank/index.js';
import type { Actor, Store } from '../../store/port/index.js';

export interface RectifyParts {
  store: Pick<Store, 'cvs' | 'intake'>;
  pool: Pick<Pool, 'run'>;
  vocabulary: Vocabulary;
  /** Under which CVs are read now. */
  fingerprint: string;
}

export interface Correction {
  /** As somebody typed it. */
  field: string;
  /** May be missing where something is taken back. */
  value: string | null;
  reason: string | null;
  undo: boolean;
  actor: Actor;
}

export interface Rectified {
  cvId: CvId;
  /** All corrections of the profile that are in force. */
  overrides: ProfileOverride[];
}

/** Times that the CV may be changed by somebody else meanwhile. */
const TRIES = 5;

/**
 * Corrects a field of a profile, or takes that back, and reads the CV again with it, so that it ranks by it.
 * @throws CvmatchError `bad_flag`, `not_found`, `nothing_to_do`, `conflict`.
 */
export async function rectifyCv(parts: RectifyParts, cvId: CvId, correction: Correction): Promise<Rectified> {
  const change = changeOf(correction, parts.vocabulary);
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await parts.store.intake.overrides(cvId);
    const after = change(before);
    if (await readWith(parts, cvId, { before, after }))
      return { cvId, overrides: await parts.store.intake.overrides(cvId) };
  }
  throw new CvmatchError('conflict', `the CV ${cvId.slice(0, 12)} is being changed by others`, {
    hint: 'Try again; nothing was changed.',
  });
}

type Change = (before: ProfileOverride[]) => ProfileOverride[];

function changeOf({ field: given, value, reason, undo, actor }: Correction, vocabulary: Vocabulary): Change {
  const field = fieldOf(given);
  if (undo) {
    const about = { field, value: value === null ? null : overrideValue(field, value, vocabulary) };
    return (before) => {
      const after = withoutOverride(before, about);
      if (after.length < before.length) return after;
      throw new CvmatchError('nothing_to_do', `nothing was corrected in ${field}`, {
        hint: '`cvmatch show <cv>` shows what was.',
      });
    };
  }
  if (value === null || (reason ?? '').trim() === '')
    throw new CvmatchError('bad_flag', `a correction needs ${value === null ? 'a value' : 'its reason'}`, {
      hint: 'Say what is right and why: cvmatch subject rectify <cv> <field> <value> --reason "...".',
    });
  const at = new Date().toISOString();
  const one = { field, value: overrideValue(field, value, vocabulary), reason: reason!.trim(), ...actor, at };
  return (before) => withOverride(before, one);
}

function fieldOf(given: string): OverrideField {
  const field = OVERRIDE_FIELDS.find((name) => name === given);
  if (field !== undefined) return field;
  throw new CvmatchError('bad_flag', 'there is no such field to correct', {
    hint: `Fields are ${OVERRIDE_FIELDS.join(', ')}.`,
  });
}

async function readWith(
  { store, pool, fingerprint }: RectifyParts,
  cvId: CvId,
  { before, after }: { before: ProfileOverride[]; after: ProfileOverride[] },
): Promise<boolean> {
  const record = await store.cvs.get(cvId);
  if (record === null)
    throw new CvmatchError('not_found', `the CV ${cvId.slice(0, 12)} is not in the store any more`, {
      hint: '`cvmatch list` shows those there are.',
    });
  const { document, profile } = record;
  const { asOf } = profile;
  const outcome = await pool.run({ kind: 'document', document, asOf, fallbackDate: asOf, overrides: after });
  if (!outcome.ok)
    throw new CvmatchError('internal', `the CV ${cvId.slice(0, 12)} cannot be read again: ${outcome.message}`, {
      hint: 'Nothing was changed. Try again, or raise --timeout.',
    });
  return store.cvs.rectify(cvId, outcome.value, { before, fingerprint });
}
