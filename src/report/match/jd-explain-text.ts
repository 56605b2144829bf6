import { plain } from '../text/plain.js';

export interface ExplanationView {
  title: string | null;
  lines: { text: string; part: string; asks: AskView[]; notAsked: string[] }[];
  requirements: AskView[];
  notAsked: string[];
}

interface AskView {
  text: string;
  kind: string;
  must: boolean;
  years?: number;
  maxYears?: number;
  alternatives?: string[];
}

const PART = 10;

/** Each line of a JD with the part it was read as and, below it, what it asks for; finally what is not asked for. */
export function renderJdExplanation({ title, lines, requirements, notAsked }: ExplanationView, width: number): string {
  const read = lines.flatMap(({ text, part, asks, notAsked: not }) => [
    `${part.padEnd(PART)}  ${cut(plain(text), width - PART - 2)}`,
    ...asks.map((one) => `${' '.repeat(PART)}    -> ${askText(one)}`),
    ...not.map((one) => `${' '.repeat(PART)}    -> not asked: ${plain(one)}`),
  ]);
  const own = lines.length === 0 ? requirements.map((one) => `  ${askText(one)}`) : read;
  const musts = requirements.filter(({ must }) => must).length;
  const count = `${requirements.length} ${requirements.length === 1 ? 'requirement' : 'requirements'}, ${musts} of them ${musts === 1 ? 'a must' : 'musts'}`;
  return [
    title === null ? 'No title was found.' : `Title: ${plain(title)}`,
    '',
    ...own,
    '',
    count,
    ...(notAsked.length === 0 ? [] : [`not asked: ${[...new Set(notAsked)].map(plain).join(', ')}`]),
  ].join('\n');
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(20, room - 1))}…`;
}

function askText({ text, kind, must, years, maxYears, alternatives }: AskView): string {
  const named = [text, ...(alternatives ?? [])].map(plain).join(' or ');
  const least = years !== undefined && kind !== 'experience' ? `, ${yearText(years)}` : '';
  const most = maxYears !== undefined && kind !== 'experience' ? `, at most ${yearText(maxYears)}` : '';
  return `${must ? 'must' : 'nice'} ${kind}: ${named}${least}${most}`;
}

function yearText(years: number): string {
  return years < 1 ? `${Math.round(years * 12)} months` : `${years} ${years === 1 ? 'year' : 'years'}`;
}
