import { shortFile, type FileOfCv } from '../text/file-name.js';
import { plain } from '../text/plain.js';

interface AllView {
  jds: {
    id: string;
    title: string | null;
    results: (FileOfCv & { rank: number; name: string | null; score: number })[];
  }[];
  cvs: { results: { title: string | null; jd: string; score: number }[] }[];
}

const nameOf = (cv: FileOfCv & { name: string | null }): string => plain(cv.name ?? shortFile(cv));

/** Each JD with its first candidates, then the number of CVs compared; `--json` also has a list for every CV. */
export function renderAllMatches({ jds, cvs }: AllView): string {
  const blocks = jds.map(({ id, title, results }) =>
    [
      `${plain(title ?? 'untitled')}  (${id})`,
      ...results.map((one) => `${String(one.rank).padStart(4)}  ${one.score.toFixed(3)}  ${nameOf(one)}`),
    ].join('\n'),
  );
  return [...blocks, `${jds.length} JDs x ${cvs.length} CVs; --json also lists the best JDs of every CV`].join('\n\n');
}

export function renderJds(jds: { id: string; title: string | null; source: string; addedAt: string }[]): string {
  return jds.length === 0
    ? 'no JD is stored'
    : jds
        .map(({ id, title, source, addedAt }) =>
          [id, addedAt.slice(0, 10), plain(title ?? 'untitled'), plain(source)].join('  '),
        )
        .join('\n');
}
