import { CvmatchError } from '../../errors.js';

/**
 * When each CV arrives, in seconds of simulated time since the start, ascending; `batch` is -1 for a CV that comes
 * alone.
 */
export interface Trace {
  at: Float64Array;
  batch: Int32Array;
  duration: number;
  /** Second of the day at which the run starts. */
  startsAt: number;
}

const HEAD = '# cvmatch trace 1';

/** One line `seconds,batch` per arrival; batch is empty for a CV that comes alone. */
export function writeTrace(trace: Trace): string {
  const lines = [`${HEAD} duration=${trace.duration} startsAt=${trace.startsAt}`];
  trace.at.forEach((at, i) => lines.push(trace.batch[i] === -1 ? String(at) : `${at},${trace.batch[i]}`));
  return `${lines.join('\n')}\n`;
}

/** Reads the output of writeTrace, or a plain list of seconds. Throws dataset_invalid with the line. */
export function readTrace(text: string): Trace {
  const lines = text.split(/\r?\n/);
  const head = lines[0]!.startsWith('#') ? lines.shift()! : '';
  const skipped = head === '' ? 1 : 2;
  const rows = lines.map((line, i) => ({ line, number: i + skipped })).filter(({ line }) => line.trim() !== '');
  const at = new Float64Array(rows.length);
  const batch = new Int32Array(rows.length).fill(-1);
  rows.forEach(({ line, number }, i) => {
    const match = /^\s*(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(?:,\s*(\d*)\s*)?$/i.exec(line);
    if (match === null || (i > 0 && Number(match[1]) < at[i - 1]!)) {
      throw new CvmatchError(
        'dataset_invalid',
        `line ${number} of the trace is not a time, or earlier than the one before`,
        { hint: 'A line is "seconds" or "seconds,batch", and seconds rise.' },
      );
    }
    at[i] = Number(match[1]);
    if (match[2] !== undefined && match[2] !== '') batch[i] = Number(match[2]);
  });
  const field = (name: string): number | undefined =>
    numberOf(new RegExp(`${name}=(\\d+(?:\\.\\d+)?)`).exec(head)?.[1]);
  return { at, batch, duration: field('duration') ?? (at.at(-1) ?? 0) + 1, startsAt: field('startsAt') ?? 0 };
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
