import { isSkipped } from './skipped.js';

const LONGEST = 1000;

/**
 * A safe path for a file in a container: without steps upwards, roots, drives, and characters that a terminal would
 * interpret. Null for hidden files and those in tools' folders, which are skipped on disk too.
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
