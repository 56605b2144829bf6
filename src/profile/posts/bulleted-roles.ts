import type { Vocabulary } from '../port.js';
import { wordCount, type TextLine } from '../text/lines.js';
import type { Anchor } from './anchors.js';
import { employerScore, endsAsSentence, isDuty, nameLike, titleScore } from './classify.js';
import { AT } from './entry-cuts.js';

const ROLE_PARTS = new RegExp(String.raw`\t|\s{3,}|\s[-–—|·•@]\s|[,(]|${AT}`, 'u');

/**
 * Turns bullets into head lines where most dates are followed by their role as a bullet: "Mar 2021 - Present", then "•
 * Staff Engineer, Acme".
 */
export function freeRoles(
  lines: readonly TextLine[],
  anchors: readonly Anchor[],
  vocabulary: Vocabulary,
): TextLine[] | null {
  const roles = anchors
    .filter((anchor) => anchor.alone)
    .map((anchor) => anchor.last + 1)
    .filter((at) => isBulletedRole(lines[at], vocabulary));
  if (roles.length === 0 || roles.length * 2 <= anchors.length) return null;
  const free = new Set([...roles, ...bulletedEmployers(lines, roles, vocabulary)]);
  return lines.map((line, i) => (free.has(i) ? { ...line, bullet: false } : line));
}

/** Bullets that hold only the employer, as in "• Staff Engineer", then "• Acme", where most roles name no employer. */
function bulletedEmployers(lines: readonly TextLine[], roles: readonly number[], vocabulary: Vocabulary): number[] {
  const alone = roles.filter(
    (at) => titleScore(lines[at]!.text, vocabulary) >= 0.9 && !/[,|·•@]|\s[-–—]\s/u.test(lines[at]!.text),
  );
  const employers = alone
    .map((at) => at + 1)
    .filter((at) => {
      const line = lines[at];
      return (
        line?.bullet === true &&
        wordCount(line.text) <= 5 &&
        titleScore(line.text, vocabulary) < 0.7 &&
        (employerScore(line.text) >= 0.7 || nameLike(line.text)) &&
        !isDuty(line.text) &&
        !endsAsSentence(line.text)
      );
    });
  return employers.length * 2 > roles.length ? employers : [];
}

function isBulletedRole(line: TextLine | undefined, vocabulary: Vocabulary): boolean {
  if (line?.bullet !== true || wordCount(line.text) > 12 || isDuty(line.text) || endsAsSentence(line.text))
    return false;
  return line.text.split(ROLE_PARTS).some((part) => Math.max(titleScore(part, vocabulary), employerScore(part)) >= 0.7);
}
