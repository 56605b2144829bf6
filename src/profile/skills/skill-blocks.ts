import { isUpperCase, wordCount } from '../text/lines.js';
import { labelAt } from '../words/labels.js';
import { headingKinds } from '../sections.js';
import { flattenedLabelLength, MOST_LABEL_WORDS, namesSkills, skillLabelLength } from './skill-labels.js';

/** A part of a section that lists skills, labels included. */
export interface SkillBlock {
  start: number;
  end: number;
  /** Under a sub-heading for skills, everything counts as a skill. After a mere label, some of it must be known. */
  headed: boolean;
}

/** A line without its bullet. */
interface BlockLine {
  start: number;
  end: number;
  text: string;
}

const BULLET = /^[\s•●○▪▫■□◦‣⁃∙·❖➢➤►▶✓✔✦➔→*♦◆⦁➧\uf0b7\uf0a7\uf0d8-]*/u;
/** Signs that end a label or sub-heading: "Tools Used:", "SKILLS:-". */
const SIGNS = /[\s:：-]+$/u;

/** "Technologies used" starts a list even without a sign. */
const USED = /\s(?:used|known|worked on)$/iu;

/** The blocks of skills in a section whose heading says something else. */
export function skillBlocks(text: string, from: number, to: number, loose: boolean): SkillBlock[] {
  const blocks: SkillBlock[] = [];
  let open: { block: SkillBlock; capitals: boolean } | null = null;
  let blank = false;
  for (const line of linesIn(text, from, to)) {
    if (line.text === '') {
      // In a list of posts, a block ends with its paragraph.
      if (open !== null && !loose && open.block.end > open.block.start) open = null;
      blank = true;
      continue;
    }
    const heading = headingOf(line.text);
    if (heading === 'skills') {
      open = { block: { start: line.end, end: line.end, headed: true }, capitals: isUpperCase(line.text) };
      blocks.push(open.block);
    } else if (
      heading === 'other' ||
      (open?.capitals === true &&
        blank &&
        isUpperCase(line.text) &&
        wordCount(line.text) <= MOST_LABEL_WORDS &&
        !/[,;:]/.test(line.text))
    )
      open = null;
    else if (open !== null) open.block.end = line.end;
    else {
      const length = skillLabelLength(line.text) || flattenedLabelLength(line.text);
      if (length > 0) blocks.push({ start: line.start + length, end: line.end, headed: false });
      else continueLabel(text, blocks.at(-1), line);
    }
    blank = false;
  }
  return blocks.filter((block) => block.end > block.start);
}

/** Extends a label's list over the line end after a comma. */
function continueLabel(text: string, block: SkillBlock | undefined, line: BlockLine): void {
  if (
    block === undefined ||
    block.headed ||
    !/[,&/]\s*$/u.test(text.slice(block.end - 2, block.end)) ||
    text.slice(block.end, line.start).split('\n').length > 2
  )
    return;
  block.end = line.end;
}

function linesIn(text: string, from: number, to: number): BlockLine[] {
  const lines: BlockLine[] = [];
  for (let start = from; start < to;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 || newline > to ? to : newline;
    const raw = text.slice(start, end);
    const lead = BULLET.exec(raw)![0].length;
    const body = raw.slice(lead).trimEnd();
    lines.push({ start: start + lead, end: start + lead + body.length, text: body });
    start = end + 1;
  }
  return lines;
}

/** Whether a line heads a part of a section, and whether that part lists skills. */
function headingOf(text: string): 'skills' | 'other' | null {
  if (text.length > 60 || /[.,;]$/.test(text)) return null;
  const words = text.replace(SIGNS, '');
  if (wordCount(words) > MOST_LABEL_WORDS) return null;
  const kinds = headingKinds(words);
  if (kinds.length > 0) return kinds.includes('skills') ? 'skills' : 'other';
  if (namesSkills(words) && (/[:：]\s*-?$/u.test(text) || USED.test(words))) return 'skills';
  return /[:：]\s*-?$/u.test(text) || labelAt(words)?.length === words.length ? 'other' : null;
}
