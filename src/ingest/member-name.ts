import { isSkipped } from './skipped.js';

const LONGEST = 1000;

/**
 * The path of a file in its container as one that stays in there: steps up, roots and drives are left out, as is what a
 * terminal would obey. Null for hidden files and those of folders of tools, as on the disk.
 */
export function memberName(raw: string): string | null {
  const steps = raw
    .slice(0, LONGEST)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .split(/[/\\]+/)
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== '.' && step !== '..' && !/^[a-z]:$/i.test(step));
  return steps.length === 0 || steps.some(isSkipped) ? null : steps.join('/');
}
