import { distinctFile, fileOf } from '../text/file-name.js';
import type { Resume } from '../../domain/index.js';
import { escapeHtml, isolated } from '../text/html.js';
import { markdownText } from '../text/markdown.js';
import { cvBlocks, isUnsure, profileBlocks, type Block, type CvView, type Line } from './profile-view.js';
import { plain, plainLines } from '../text/plain.js';

const UNSURE_NOTE = 'unsure: please check against the CV';

/** A profile for a terminal; values read with low confidence end in " ?". */
export function profileText(cv: CvView): string {
  const mark = ({ text, unsure }: Line): string => `${plainLines(text).replaceAll('\n', '\n  ')}${unsure ? ' ?' : ''}`;
  const blocks = cvBlocks(cv).map((block) => [block.title, ...bodyText(block, mark)].join('\n'));
  const all = [heading(cv, mark), ...blocks, ...unreadNote(cv)].join('\n\n');
  return hasUnsure(cv) ? `${all}\n\n? ${UNSURE_NOTE}` : all;
}

/** The share of the CV from which no field was read. */
function unreadNote({ profile: { unreadShare } }: CvView): string[] {
  return unreadShare === undefined || unreadShare === 0
    ? []
    : [`${String(Math.round(100 * unreadShare))} % of the lines were not read into any field`];
}

/** Skills on one line, other entries on one line each with details below. */
function bodyText(block: Block, mark: (line: Line) => string): string[] {
  if (block.title === 'Skills') return [`  ${block.entries.map((entry) => mark(entry.head)).join(', ')}`];
  return block.entries.flatMap((entry) => [
    `  ${mark(entry.head)}`,
    ...entry.details.map((detail) => `    - ${mark(detail)}`),
  ]);
}

function heading({ profile, path, fileName, format, engine, cvId }: CvView, mark: (line: Line) => string): string {
  const { name, label } = profile.resume.basics;
  const lines = [mark({ text: name ?? '(no name found)', unsure: isUnsure(profile, 'basics.name') })];
  if (label !== undefined) lines.push(mark({ text: label, unsure: isUnsure(profile, 'basics.label') }));
  return [
    ...lines,
    `${plain(fileOf({ path, fileName }))}  (${format}, read with ${engine}${cvId === null ? '' : `, ${cvId.slice(0, 12)}`})`,
  ].join('\n');
}

function hasUnsure({ profile }: CvView): boolean {
  const { basics } = profile.resume;
  const lines = profileBlocks(profile).flatMap((block) => block.entries.map((entry) => entry.head));
  return (
    lines.some((line) => line.unsure) ||
    (basics.name !== undefined && isUnsure(profile, 'basics.name')) ||
    (basics.label !== undefined && isUnsure(profile, 'basics.label'))
  );
}

export function profileMarkdown(cv: CvView): string {
  const mark = ({ text, unsure }: Line): string => `${markdownText(text)}${unsure ? ' _(unsure)_' : ''}`;
  const { name, label } = cv.profile.resume.basics;
  const title = `# ${mark({ text: name ?? '(no name found)', unsure: isUnsure(cv.profile, 'basics.name') })}`;
  const sub = label === undefined ? [] : [`**${markdownText(label)}**`];
  const blocks = cvBlocks(cv).map((block) =>
    [
      `## ${markdownText(block.title)}`,
      '',
      ...block.entries.flatMap((entry) => [
        `- ${mark(entry.head)}`,
        ...entry.details.map((detail) => `  - ${mark(detail)}`),
      ]),
    ].join('\n'),
  );
  return [title, ...sub, ...blocks].join('\n\n');
}

const STYLE = `:root{color-scheme:light dark}body{overflow-wrap:anywhere;font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{margin-bottom:0}h2{font-size:1.05rem;border-bottom:1px solid #ccc;margin-top:1.6rem}.label{margin:.1rem 0;color:#555}small{color:#666}
.unsure{background:#ffe3b0;border-radius:2px}li{margin:.15rem 0}li:has(>ul){margin-bottom:.6rem}@media print{body{margin:0}h2{break-after:avoid}}@media screen and (prefers-color-scheme:dark){h2{border-color:#444}body{background:#161616;color:#e6e6e6}.label,small{color:#aaa}.unsure{background:#6b4a12}}`;

/** A self-contained page; values read with low confidence are shaded. */
export function profilePage(cv: CvView): string {
  const mark = ({ text, unsure }: Line): string =>
    unsure ? `<span class="unsure" title="${UNSURE_NOTE}">${isolated(text)}</span>` : isolated(text);
  const { name, label } = cv.profile.resume.basics;
  const blocks = cvBlocks(cv).map(
    (block) =>
      `<h2>${escapeHtml(block.title)}</h2><ul>${block.entries.map((entry) => `<li>${mark(entry.head)}${entry.details.length === 0 ? '' : `<ul>${entry.details.map((detail) => `<li>${mark(detail)}</li>`).join('')}</ul>`}</li>`).join('')}</ul>`,
  );
  return `<!doctype html>
<html lang="${escapeHtml(cv.profile.language ?? 'en')}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(plain(name ?? 'CV'))}</title><style>${STYLE}</style></head>
<body><main><h1>${mark({ text: name ?? '(no name found)', unsure: isUnsure(cv.profile, 'basics.name') })}</h1>${label === undefined ? '' : `<p class="label">${mark({ text: label, unsure: isUnsure(cv.profile, 'basics.label') })}</p>`}<small>${isolated(plain(distinctFile(cv)))}</small>
${blocks.join('\n')}
</main></body></html>
`;
}

/** The profile in the JSON Resume schema 1.0.0, for its tools; canonical terms become keywords. */
export function jsonResume({
  basics,
  work,
  volunteer,
  education,
  skills,
  languages,
  certificates,
  projects,
  publications,
  references,
}: Resume): object {
  return {
    $schema: 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json',
    basics: { ...basics, ...(basics.location === undefined ? {} : { location: placeOf(basics.location) }) },
    work: work.map(({ current: _current, ...item }) => item),
    volunteer: volunteer.map(({ name, current: _current, location: _location, ...item }) => ({
      ...(name === undefined ? {} : { organization: name }),
      ...item,
    })),
    education,
    skills: skills.map(({ name, term }) => ({ name, ...(term === undefined ? {} : { keywords: [term] }) })),
    languages,
    certificates,
    projects,
    publications,
    references,
  };
}

/** The schema has no free text for a place, so it becomes the address. */
function placeOf({ text, ...location }: NonNullable<Resume['basics']['location']>): object {
  return text === undefined || location.address !== undefined ? location : { address: text, ...location };
}
