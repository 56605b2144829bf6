import type { Vocabulary } from '../port.js';
import { fold } from '../text/lines.js';
import { GRADES, SURNAME_ROLES } from '../words/roles.js';
import { employerScore, titleScore } from '../posts/classify.js';

/** Occupations that are also first or family names, in addition to SURNAME_ROLES. */
const NAMES_TOO = new Set(
  'marshall hunter bishop smith taylor tailor miller fisher carter cooper archer chandler clark clarke draper fletcher fowler forester foster fuller glover goldsmith harper hooper king knight prince duke earl squire constable sheriff bailey brewer chapman coleman collier cutler dyer falconer gardner mercer naylor palmer parker plumber plummer reeve rider ryder sadler saddler sailor sawyer sexton shepherd skinner slater spicer stewart tanner thatcher tiler tinker tucker turner tyler vintner wainwright walker waller weaver webster wheeler wright potter page parson pope prior priest abbot abbott deacon chaplain major sargent coach piper player dancer carver joiner mayor messenger proctor provost ranger reader scholar diver groom bowman doctor model'.split(
    ' ',
  ),
);

/**
 * At least two skills with separators between them, or three. "Swift, Ruby" alone is a family name and a first name.
 */
export function isSkillList(text: string, vocabulary: Vocabulary): boolean {
  const skills = skillsIn(text, vocabulary);
  return skills >= 3 || (skills === 2 && /[,|/•·]/.test(text) && !/^\S+,\s\S+$/u.test(text));
}

export const skillsIn = (text: string, vocabulary: Vocabulary): number =>
  vocabulary.find(text).filter(({ kind }) => kind === 'skill').length;

const isNameToo = (word: string): boolean => SURNAME_ROLES.has(word) || NAMES_TOO.has(word);

/** Whether the vocabulary contains the exact phrase, and not just its last word. */
export const isWhole = (part: string, kind: 'title' | 'skill', vocabulary: Vocabulary): boolean =>
  vocabulary.find(part).some((hit) => hit.kind === kind && hit.start === 0 && hit.end === part.length);

/** A title that cannot be a name: a phrase in the vocabulary, or one with a grade such as "senior". */
export function isTitlePhrase(part: string, vocabulary: Vocabulary): boolean {
  const words = fold(part).split(' ');
  return (
    words.length > 1 &&
    (isWhole(part, 'title', vocabulary) ||
      (titleScore(part, vocabulary) >= 0.7 && words.slice(0, -1).some((word) => GRADES.has(word) && !isNameToo(word))))
  );
}

/** A headline of one word that is nobody's name. */
export function isOneTitle(part: string, vocabulary: Vocabulary): boolean {
  const word = part.split(',')[0]!.trim();
  return !/[ _]/.test(word) && titleScore(word, vocabulary) >= 0.9 && !isNameToo(fold(word));
}

/** A title where the name should be. "Mason Baker" is none, although both words are occupations. */
export function isTitleLine(part: string, vocabulary: Vocabulary): boolean {
  if (isTitlePhrase(part, vocabulary)) return true;
  if (titleScore(part, vocabulary) < 0.7 || employerScore(part) >= 0.9) return false;
  const roles = fold(part)
    .split(' ')
    .filter((word) => titleScore(word, vocabulary) >= 0.7);
  return roles.length === 0 || !roles.every(isNameToo);
}
