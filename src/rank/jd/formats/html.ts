import { readPage } from './html-text.js';
import { jobPostingIn, postingText, type JobPosting } from './job-posting.js';
import { titleScore } from '../title.js';

/** With fewer characters of text beside a JobPosting, the page is one that a script fills in. */
const FEW = 200;

/** Whether a text looks like an HTML page, judged by content and not by file name. */
export function isHtml(text: string): boolean {
  return (
    /^\s*</.test(text) &&
    /<(?:!doctype html|html|head|body|main|article|section|div|h[1-6]|p|ul|ol|li|br|span|script)\b/i.test(
      text.slice(0, 4096),
    )
  );
}

/**
 * The text of a JD from a web page. The title comes from its `h1`, else from its JobPosting; navigation, footers,
 * scripts and similar jobs are left out.
 */
export function htmlJd(source: string): string {
  const page = readPage(source);
  const posting = firstPosting(page.data);
  const named =
    page.h1.find((text) => titleScore(text) === 2) ?? posting?.title ?? page.h1.find((text) => titleScore(text) >= 1);
  const body = page.lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (posting !== null && (body.length < FEW || page.h1.length === 0))
    return postingText({ ...posting, title: named ?? posting.title });
  return `${named === undefined ? '' : `Job title: ${named}\n\n`}${body}`;
}

function firstPosting(data: string[]): JobPosting | null {
  for (const json of data) {
    const posting = jobPostingIn(json);
    if (posting !== null) return posting;
  }
  return null;
}
