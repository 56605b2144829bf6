import type { Education, Resume, Skill, StructuredCv, Work } from '../domain/index.js';
import type { DateSpan } from './dates/dates.js';
import type { EducationEntry } from './education/education.js';
import type { Fields } from './fields.js';
import type { Span } from './text/lines.js';
import type { Vocabulary } from './port.js';
import type { WorkEntry } from './posts/work-entry.js';

/** Entries of a CV that came as fields, in the form the other parts need; nothing is read from its text. */
export function historyOf({ resume, spans }: StructuredCv): {
  work: WorkEntry[];
  volunteer: WorkEntry[];
  education: EducationEntry[];
} {
  const at = (path: string): Span | null => spans[path] ?? null;
  const post = (path: string, work: Work): WorkEntry => ({
    work,
    head: {
      title: at(`${path}.position`),
      employer: at(`${path}.name`),
      place: at(`${path}.location`),
      clarity: 1,
      masked: false,
      titled: true,
    },
    dates: datesOf(work, at(`${path}.startDate`)),
    span: at(path) ?? { start: 0, end: 0 },
  });
  const degree = (path: string, education: Education): EducationEntry => ({
    education,
    degree: at(`${path}.studyType`),
    area: at(`${path}.area`),
    school: at(`${path}.institution`),
    score: at(`${path}.score`),
    dates: datesOf(education, at(`${path}.endDate`)),
    span: at(path) ?? { start: 0, end: 0 },
  });
  return {
    work: resume.work.map((one, i) => post(`work[${String(i)}]`, one)),
    volunteer: resume.volunteer.map((one, i) => post(`volunteer[${String(i)}]`, one)),
    education: resume.education.map((one, i) => degree(`education[${String(i)}]`, one)),
  };
}

function datesOf(
  { startDate, endDate, current }: { startDate?: string; endDate?: string; current?: boolean },
  span: Span | null,
): DateSpan | null {
  if (startDate === undefined && endDate === undefined) return null;
  const isRange = startDate !== undefined && (endDate !== undefined || current === true);
  return {
    from: span?.start ?? 0,
    to: span?.end ?? 0,
    start: startDate ?? endDate ?? null,
    end: isRange ? (endDate ?? null) : null,
    current: current === true,
    kind: isRange ? 'range' : 'single',
  };
}

/** The resume as given, with the terms and years of its skills and with skills that only its sentences name. */
export function givenResume(
  { resume, spans }: StructuredCv,
  found: readonly Skill[],
  vocabulary: Vocabulary,
  fields: Fields,
): Resume {
  for (const path of Object.keys(fields.all))
    if (!/^(?:work|volunteer|education)\[/.test(path)) Reflect.deleteProperty(fields.all, path);
  for (const [path, span] of Object.entries(spans)) if (!/\]$/.test(path)) fields.set(path, span, 1);
  const own = resume.skills.map(({ name }): Skill => {
    const term = vocabulary.canonical(name, 'skill');
    const same = found.find((one) => one.name === name || (term !== undefined && one.term === term));
    return {
      name,
      ...(term === undefined ? {} : { term }),
      ...(same?.years === undefined ? {} : { years: same.years }),
    };
  });
  const more = found.filter(
    (one) => one.term !== undefined && !own.some((other) => other.term === one.term || other.name === one.name),
  );
  return { ...resume, skills: [...own, ...more] };
}
