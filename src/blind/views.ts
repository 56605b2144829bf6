import type {
  Decision,
  Evidence,
  FieldSource,
  Match,
  Profile,
  ProfileOverride,
  Resume,
  Work,
} from '../domain/index.js';
import { placeScore } from '../profile/person/places.js';
import { HIDDEN } from './marks.js';
import type { Redactor } from './redactor.js';

/**
 * What is shown of records in blind review. Each view is made of the fields that are named here and of no others, so that a
 * new field is hidden until somebody decides about it. Free text goes through the redactor.
 */

/** A place by its town and country, without a street; the name is the label. */
export function blindProfile(profile: Profile, redactor: Redactor, label: string): Profile {
  const { resume, sections, findings, yearsOfExperience, asOf, language, unreadShare } = profile;
  return {
    resume: blindResume(resume, redactor, label),
    fields: shownFields(profile.fields),
    sections: sections.map((section) => ({ ...section, heading: redactor.field(section.heading) })),
    findings: findings.map((finding) => ({ ...finding, message: redactor.text(finding.message) })),
    ...{ yearsOfExperience, asOf, language },
    ...(unreadShare === undefined ? {} : { unreadShare }),
    ...(profile.overrides === undefined
      ? {}
      : { overrides: profile.overrides.map((one) => blindOverride(one, redactor)) }),
  };
}

function blindResume(resume: Resume, redactor: Redactor, label: string): Resume {
  const text = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : redactor.field(value);
  const { basics } = resume;
  return {
    basics: without({
      name: label,
      label: text(basics.label),
      summary: text(basics.summary),
      location: basics.location && blindPlace(basics.location),
      profiles: [],
    }),
    work: resume.work.map((item) => blindWork(item, text)),
    volunteer: resume.volunteer.map((item) => blindWork(item, text)),
    education: resume.education.map(({ area, studyType, startDate, endDate, score }) =>
      without({ area: text(area), studyType: text(studyType), startDate, endDate, score: text(score) }),
    ),
    // A term of the vocabulary is a skill, whatever the person is called.
    skills: resume.skills.map(({ name, term, years }) =>
      without({ name: term === undefined ? redactor.field(name) : name, term, years }),
    ),
    languages: resume.languages.map(({ language, fluency }) =>
      without({ language: redactor.field(language), fluency: text(fluency) }),
    ),
    certificates: resume.certificates.map(({ name, issuer, date }) =>
      without({ name: redactor.field(name), issuer: text(issuer), date }),
    ),
    projects: resume.projects.map(({ name, description, startDate, endDate }) =>
      without({ name: redactor.field(name), description: text(description), startDate, endDate }),
    ),
    publications: resume.publications.map(({ name, publisher, releaseDate }) =>
      without({ name: redactor.field(name), publisher: text(publisher), releaseDate }),
    ),
    references: [],
  };
}

/** A town or region that is known as such: what was read as one may be a part of a name or address. */
function blindPlace({
  city,
  region,
  countryCode,
}: NonNullable<Resume['basics']['location']>): Resume['basics']['location'] {
  const known = (place: string | undefined): string | undefined =>
    place !== undefined && placeScore(place) >= 0.9 ? place : undefined;
  return without({ city: known(city), region: known(region), countryCode });
}

function blindWork(
  { name, position, location, startDate, endDate, current, summary, highlights }: Work,
  text: (value: string | undefined) => string | undefined,
): Work {
  return without({
    name: text(name),
    position: text(position),
    location: text(location),
    ...{ startDate, endDate, current },
    summary: text(summary),
    highlights: highlights.map((one) => text(one)!),
  });
}

/** Without the fields that are undefined. */
function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

/** The length of a name or school says something of it. */
function shownFields(fields: Profile['fields']): Record<string, FieldSource> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([path]) => !/^basics\.(?!label|summary)|^references|institution$|\.url$/u.test(path),
    ),
  );
}

const SHOWN_OVERRIDES: ReadonlySet<string> = new Set([
  'title',
  'years',
  'education',
  'add-skill',
  'remove-skill',
  'add-language',
  'remove-language',
  'country',
]);

function blindOverride(one: ProfileOverride, redactor: Redactor): ProfileOverride {
  const isShown = SHOWN_OVERRIDES.has(one.field);
  const value = (text: string): string => (isShown ? redactor.text(text) : HIDDEN);
  const { field, keyId, at, reason, by, read } = one;
  return {
    ...{ field, keyId, at },
    value: value(one.value),
    reason: redactor.text(reason),
    by: by === null ? null : redactor.text(by),
    ...(read === undefined ? {} : { read: read === null ? null : value(read) }),
  };
}

/** `redactor`: null where the CV cannot be read any more. `labels`: of the candidates that it names. */
export function blindMatch(match: Match, redactor: Redactor | null, labels: (candidateId: string) => string): Match {
  const { id, rank, cvId, candidateId, score, parts, findings, possibleDuplicates, decision } = match;
  const label = labels(candidateId);
  const text = (value: string): string => redactor?.text(value) ?? HIDDEN;
  const orNull = (value: string | null): string | null => (value === null ? null : text(value));
  return {
    ...{ id, rank, cvId, score },
    ...{ candidateId: label, path: label, fileName: null, name: label },
    parts: parts.map(({ requirement, kind, must, alternatives, years, maxYears, weight, score: points, evidence }) =>
      without({
        requirement,
        kind,
        must,
        alternatives,
        years,
        maxYears,
        weight,
        score: points,
        evidence: blindEvidence(evidence, redactor),
      }),
    ),
    ...(findings && { findings: findings.map(({ code, message }) => ({ code, message: text(message) })) }),
    ...(possibleDuplicates && {
      possibleDuplicates: possibleDuplicates.map(({ pair, candidateId: other, cvId: cv, reasons }) => ({
        ...{ pair, candidateId: labels(other), cvId: cv, name: labels(other), reasons },
      })),
    }),
    ...(decision && { decision: blindDecision(decision, orNull) }),
  };
}

function blindEvidence(evidence: Evidence | null, redactor: Redactor | null): Evidence | null {
  if (evidence === null) return null;
  const { start, end, page } = evidence;
  return { text: redactor?.quote(evidence) ?? HIDDEN, start, end, page };
}

/** What was decided, when and under which key; what people wrote is redacted. */
export function blindDecision(
  { id, decision, stage, reason, by, keyId, at }: Decision,
  text: (value: string | null) => string | null,
): Decision {
  return { id, decision, stage: text(stage), reason: text(reason), by: text(by), keyId, at };
}
