import { wordCount } from '../text/lines.js';
import { headingKinds } from '../sections.js';

/** A label with more words is a sentence. */
export const MOST_LABEL_WORDS = 6;
/** "Label: list", "Label • list" or "Label - list". */
const LABELLED = /^([^:：•\t,;]{2,44}?)\s*(?::|：|•|\s[-–]\s)\s*(?=\S)/u;
/** The label in a table whose columns the text layer has lost: "Operating Systems Windows, Linux". */
const FLATTENED =
  /^(?:skills|tools|languages|databases?|operating systems?|programming languages?|scripting languages?|web technologies|technologies|frameworks?|software|testing tools|reporting tools|development tools|integration tools|backend technologies|skill set|technical skills)\s+/iu;
/** Endings of labels for technologies: "Web Technologies", "CI Tools", "Languages & Software", "Database". */
const TECHNOLOGY =
  /(?:^|[\s/])(?:technolog(?:y|ies)|technical stack|tech stack|tools?|toolkit|software|platforms?|frameworks?|environments?|middleware|databases?|operating systems?|os|ides?|protocols?|librar(?:y|ies)|programming languages?|scripting languages?|query languages?|web servers?|application servers?|stack|scripting|version control|build tools|utilities|packages|hardware|skills|expertise|competenc(?:y|ies))(?:\s+(?:used|known|worked on|utili[sz]ed|involved|and tools))?$/iu;

/** Whether a label announces technologies or skills. */
export function namesSkills(label: string): boolean {
  const words = label.replace(/\s*\([^()]*\)$/u, '').trim();
  return wordCount(words) <= MOST_LABEL_WORDS && (TECHNOLOGY.test(words) || headingKinds(words).includes('skills'));
}

/** The length of such a label with its sign; 0 where there is none. */
export function skillLabelLength(text: string): number {
  const match = LABELLED.exec(text);
  return match !== null && namesSkills(match[1]!) ? match[0].length : 0;
}

/** The length of such a label without a sign before a name; 0 where there is none. */
export function flattenedLabelLength(text: string): number {
  const length = FLATTENED.exec(text)?.[0].length ?? 0;
  return length > 0 && /^[\p{Lu}.]/u.test(text.slice(length, length + 2)) ? length : 0;
}
