import type { Profile, Resume } from '../../domain/index.js';

/** A CV as `show` and `export` print it. */
export interface CvView {
  /** sha-256 of the bytes; null for text that has none. */
  cvId: string | null;
  path: string;
  /** As uploaded; null for a file on the disk. */
  fileName: string | null;
  format: string;
  engine: string;
  profile: Profile;
  /** Why and since when the person is kept out of every ranking; absent: they are not. */
  restricted?: { reason: string | null; by: string | null; at: string };
}

/** Below this confidence a field is marked wherever people read it. */
export const UNSURE = 0.6;

export interface Line {
  text: string;
  /** Read with low confidence. */
  unsure: boolean;
}

/** A heading with its lines, which the text, Markdown and HTML of a profile share. */
export interface Block {
  title: string;
  entries: Entry[];
}

export interface Entry {
  head: Line;
  details: Line[];
}

/** Whether one of the fields at these paths was read with low confidence. */
export function isUnsure(profile: Profile, ...paths: string[]): boolean {
  return paths.some((path) => (profile.fields[path]?.confidence ?? 1) < UNSURE);
}

/** The profile, and what was decided about the person's rights, each in one line whatever somebody typed. */
export function cvBlocks(cv: CvView): Block[] {
  const rights = [...restrictionLines(cv), ...correctionLines(cv.profile)];
  return [
    ...profileBlocks(cv.profile),
    ...(rights.length === 0
      ? []
      : [{ title: 'Rights', entries: rights.map((text) => entry(line(text.replace(/\s+/g, ' ')))) }]),
  ];
}

function correctionLines({ overrides = [] }: Profile): string[] {
  return overrides.map(({ field, value, reason, by, at, read }) => {
    const told = read === undefined || read === null ? '' : `, read as: ${read}`;
    return `Corrected ${field}: ${value} (${joined(' by ', at, by ?? undefined)}: ${reason}${told})`;
  });
}

function restrictionLines({ restricted }: CvView): string[] {
  if (restricted === undefined) return [];
  const { at, by, reason } = restricted;
  return [
    `Restricted, in no ranking, ${joined(': ', joined(' by ', `since ${at}`, by ?? undefined), reason ?? undefined)}`,
  ];
}

/** The profile in reading order, without empty parts. */
export function profileBlocks(profile: Profile): Block[] {
  const { resume } = profile;
  const blocks: Block[] = [
    { title: 'Contact', entries: contact(profile) },
    { title: 'Summary', entries: resume.basics.summary === undefined ? [] : [entry(line(resume.basics.summary))] },
    { title: experienceTitle(profile), entries: worked(profile, 'work') },
    { title: 'Education', entries: educated(profile) },
    { title: 'Skills', entries: skills(profile) },
    { title: 'Languages', entries: listed(profile, 'languages', (item) => joined(', ', item.language, item.fluency)) },
    {
      title: 'Certificates',
      entries: listed(profile, 'certificates', (item) => joined(', ', item.name, item.issuer, item.date)),
    },
    {
      title: 'Projects',
      entries: listed(profile, 'projects', (item) => joined(', ', item.name, range(item), item.url)),
    },
    { title: 'Volunteering', entries: worked(profile, 'volunteer') },
    {
      title: 'Publications',
      entries: listed(profile, 'publications', (item) => joined(', ', item.name, item.publisher, item.releaseDate)),
    },
    { title: 'References', entries: listed(profile, 'references', (item) => joined(': ', item.name, item.reference)) },
    {
      title: 'Findings',
      entries: profile.findings.map((finding) => entry(line(`${finding.level}: ${finding.message} (${finding.code})`))),
    },
  ];
  return blocks.filter((block) => block.entries.length > 0);
}

const line = (text: string, unsure = false): Line => ({ text, unsure });
const entry = (head: Line, details: Line[] = []): Entry => ({ head, details });

function joined(separator: string, ...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

/** `2019-03 to present`. */
function range(item: { startDate?: string; endDate?: string; current?: boolean }): string {
  return joined(' to ', item.startDate, item.current === true ? 'present' : item.endDate);
}

function contact(profile: Profile): Entry[] {
  const { basics } = profile.resume;
  const { location } = basics;
  const place =
    location?.text ??
    joined(', ', location?.address, location?.postalCode, location?.city, location?.region, location?.countryCode);
  const rows: [string, string | undefined, string[]][] = [
    ['E-mail', basics.email, ['basics.email']],
    ['Phone', basics.phone, ['basics.phone']],
    ['Location', place, ['basics.location', 'basics.location.text', 'basics.location.city']],
    ['Web', basics.url, ['basics.url']],
    ...basics.profiles.map((item, i): [string, string, string[]] => [
      item.network,
      item.url,
      [`basics.profiles[${i}]`, `basics.profiles[${i}].url`],
    ]),
  ];
  return rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value, paths]) => entry(line(`${label}: ${value}`, isUnsure(profile, ...paths))));
}

function experienceTitle({ yearsOfExperience, asOf }: Profile): string {
  return yearsOfExperience === null ? 'Work' : `Work (${inYears(yearsOfExperience)} as of ${asOf})`;
}

function worked(profile: Profile, part: 'work' | 'volunteer'): Entry[] {
  return profile.resume[part].map((item, i) => {
    const path = `${part}[${i}]`;
    const head = line(
      joined(', ', joined(' at ', item.position, item.name), item.location, range(item)),
      isUnsure(profile, `${path}.position`, `${path}.name`, `${path}.startDate`, `${path}.endDate`),
    );
    const details = [...(item.summary === undefined ? [] : item.summary.split('\n')), ...item.highlights];
    return entry(
      head,
      details.map((text) => line(text)),
    );
  });
}

function educated(profile: Profile): Entry[] {
  return profile.resume.education.map((item, i) => {
    const path = `education[${i}]`;
    return entry(
      line(
        joined(', ', joined(' in ', item.studyType, item.area), item.institution, range(item), item.score),
        isUnsure(profile, `${path}.studyType`, `${path}.institution`, `${path}.endDate`),
      ),
    );
  });
}

function inYears(years: number): string {
  return `${years} ${years === 1 ? 'year' : 'years'}`;
}

function skills(profile: Profile): Entry[] {
  return profile.resume.skills.map((skill, i) => {
    const term =
      skill.term === undefined || skill.term.toLowerCase() === skill.name.toLowerCase() ? undefined : `= ${skill.term}`;
    const years = skill.years === undefined ? undefined : inYears(skill.years);
    const notes = joined(', ', term, years);
    return entry(
      line(
        notes === '' ? skill.name : `${skill.name} (${notes})`,
        isUnsure(profile, `skills[${i}]`, `skills[${i}].name`),
      ),
    );
  });
}

function listed<K extends 'languages' | 'certificates' | 'projects' | 'publications' | 'references'>(
  profile: Profile,
  part: K,
  text: (item: Resume[K][number]) => string,
): Entry[] {
  return profile.resume[part].map((item, i) =>
    entry(line(text(item), isUnsure(profile, `${part}[${i}]`, `${part}[${i}].name`, `${part}[${i}].language`))),
  );
}
