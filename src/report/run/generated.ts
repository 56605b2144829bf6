import { plain } from '../text/plain.js';

interface Generated {
  out: string;
  cvs: number;
  people: number;
  jds: number;
  judgements: number;
  bytes: number;
  byFormat: Record<string, number>;
  byDefect: Record<string, number>;
  byCopy: Record<string, number>;
}

/** What `generate` wrote, in a few lines. */
export function renderGenerated(summary: Generated): string {
  const megabytes = (summary.bytes / 1e6).toFixed(1);
  const kilobytes = summary.cvs === 0 ? 0 : Math.round(summary.bytes / summary.cvs / 1000);
  const first = [
    `${summary.cvs} CVs of ${summary.people} people in ${plain(summary.out)}, ${megabytes} MB (${kilobytes} kB each)`,
    `${summary.jds} JDs, ${summary.judgements} judgements`,
  ];
  if (Object.keys(summary.byFormat).length === 0) return first.join('\n');
  return [
    ...first,
    `formats: ${counts(summary.byFormat)}`,
    `copies:  ${counts(summary.byCopy)}`,
    `broken:  ${counts(summary.byDefect)}`,
  ].join('\n');
}

function counts(of: Record<string, number>): string {
  const entries = Object.entries(of).sort(([, a], [, b]) => b - a);
  return entries.length === 0 ? 'none' : entries.map(([key, count]) => `${key} ${count}`).join(', ');
}
