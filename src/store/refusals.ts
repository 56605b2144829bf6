import type { CvId, Decision } from '../domain/index.js';
import { CvmatchError } from '../errors.js';

/** What every store refuses, in the same words. */

export function cvUnknown(cvId: CvId): CvmatchError {
  return new CvmatchError('not_found', `there is no CV ${cvId.slice(0, 16)}`, {
    hint: '`cvmatch list` shows the CVs.',
  });
}

export function pairUnknown(id: number): CvmatchError {
  return new CvmatchError('not_found', `there is no pair ${id} of candidates`, {
    hint: '`cvmatch candidates list` shows the pairs.',
  });
}

export function revisionsAlready(): CvmatchError {
  return new CvmatchError('conflict', 'these CVs are revisions of one candidate already', {
    hint: 'Name CVs of two candidates; `cvmatch candidates list` shows who may be the same person.',
  });
}

/** `around`: the merged pairs that join them. */
export function joinedByOthers(pair: number, around: number[]): CvmatchError {
  return new CvmatchError('conflict', `other pairs join the candidates of pair ${pair}`, {
    hint: `Split or undo one of these first: ${around.join(', ')}.`,
  });
}

export function splitFromItself(): CvmatchError {
  return new CvmatchError('conflict', 'one CV cannot be split from itself', { hint: 'Name two CVs of the candidate.' });
}

/** `later`: the pairs that were decided since. */
export function decidedSince(pair: number, later: number[]): CvmatchError {
  return new CvmatchError('conflict', `other pairs were decided since pair ${pair} was split`, {
    hint: `Undo these first: ${later.join(', ')}.`,
  });
}

export function nothingDecided(pair: number): CvmatchError {
  return new CvmatchError('nothing_to_do', `nobody has decided about pair ${pair}, or it was undone`, {
    hint: '`cvmatch candidates list --state all` shows what was decided.',
  });
}

/** The decision, if it is there and holds. @throws CvmatchError `not_found`, `nothing_to_do`. */
export function requireUndoable<T extends { undoneAt: string | null }>(decision: T | undefined, id: Decision['id']): T {
  if (decision === undefined)
    throw new CvmatchError('not_found', `there is no decision ${id}`, {
      hint: '`cvmatch decisions list` shows the decisions; removing a CV removes those about it.',
    });
  if (decision.undoneAt !== null)
    throw new CvmatchError('nothing_to_do', `decision ${id} was undone before`, {
      hint: 'Add the decision that holds now.',
    });
  return decision;
}

/** `hold`: id of one that holds it. */
export function heldBack(cvId: CvId, hold: string): CvmatchError {
  return new CvmatchError('conflict', `the CV ${cvId.slice(0, 16)} is held (hold ${hold}), so nothing was removed`, {
    hint: `\`cvmatch retention hold list\` says why. Release the hold, or \`cvmatch remove --despite-hold\` removes it all the same.`,
  });
}

export function holdUnknown(id: string): CvmatchError {
  return new CvmatchError('not_found', `there is no hold ${id}`, {
    hint: '`cvmatch retention hold list` shows those there are.',
  });
}
