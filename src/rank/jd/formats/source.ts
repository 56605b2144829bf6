import type { Requirement } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import type { Vocabulary } from '../../../profile/index.js';
import { isRequirementFile, readRequirementFile, resolved } from './requirement-file.js';
import { htmlJd, isHtml } from './html.js';
import { isEmptyPosting, jobPostingIn, postingText } from './job-posting.js';
import { readJd } from '../jd.js';
import { askedOf, notAskedOf } from '../requirements.js';
import type { JdText } from '../text.js';
import type { Asked } from '../asked.js';

/** A JD as it is matched, whatever its source format. */
export interface JdReading {
  jd: JdText;
  /** Each with the segment that asks for it; the segment is null where a requirement file does. */
  asked: Asked[];
  requirements: Requirement[];
  notAsked: { text: string; segment: number | null }[];
}

/**
 * The text of a JD from a file or request: plain text as it is, HTML and JobPostings converted. @throws CvmatchError.
 */
export function jdTextOf(source: string): string {
  if (/^(?:https?:\/\/|www\.)\S+$/i.test(source)) {
    throw new CvmatchError('jd_unreadable', 'the JD is only a URL, and cvmatch does not fetch pages', {
      hint: 'Save the page, or copy its text, and give that.',
    });
  }
  if (isRequirementFile(source)) {
    readRequirementFile(source);
    return source;
  }
  if (isHtml(source)) return htmlJd(source);
  return /^[{[]/.test(source) && isJson(source) ? jsonJd(source) : source;
}

function isJson(source: string): boolean {
  try {
    return typeof JSON.parse(source) === 'object';
  } catch {
    return /^\{\s*"@context"/.test(source);
  }
}

function jsonJd(source: string): string {
  const posting = jobPostingIn(source);
  if (posting === null) {
    throw new CvmatchError('jd_unreadable', 'the JSON holds no JobPosting', {
      hint: 'cvmatch reads the JobPosting of schema.org (JSON-LD), or the text of a JD.',
    });
  }
  if (isEmptyPosting(posting))
    throw new CvmatchError('jd_empty', 'the JobPosting has neither a title nor a description nor skills', {
      hint: 'Give one that says what is asked for, or the text of the JD.',
    });
  return postingText(posting);
}

/** The JD's own text; of a requirement file, the text that it contains. */
export function jdBody(text: string): string {
  return isRequirementFile(text) ? readRequirementFile(text).text : text;
}

export function readJdSource(text: string, vocabulary: Vocabulary, title?: string | null): JdReading {
  if (!isRequirementFile(text)) {
    const jd = readJd(text, title);
    const asked = askedOf(jd, vocabulary);
    return {
      jd,
      asked,
      requirements: asked.map(({ requirement }) => requirement),
      notAsked: notAskedOf(jd, vocabulary),
    };
  }
  const file = readRequirementFile(text);
  const requirements = resolved(file.requirements, vocabulary);
  return {
    jd: readJd(file.text, file.title),
    asked: requirements.map((requirement) => ({ requirement, segment: null })),
    requirements,
    notAsked: file.notAsked.map((one) => ({ text: one, segment: null })),
  };
}

/** Only the title, for lists of JDs. */
export function jdTitle(text: string): string | null {
  return isRequirementFile(text) ? readRequirementFile(text).title : readJd(text).title;
}
