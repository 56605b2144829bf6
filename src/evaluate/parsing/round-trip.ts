import type { Education, Resume, Work } from '../../domain/index.js';

/** One field of a CV, as written and as read. */
export interface FieldRead {
  /** Without the index of its entry: `work.startDate`. */
  field: string;
  want: string;
  got: string;
  equal: boolean;
}

/**
 * Compares every field of a generated CV with what was read of it. Entries that were read but never written count as
 * missed.
 */
export function readBack(want: Resume, got: Resume): FieldRead[] {
  return [
    ...basics(want, got),
    ...entries('work', want.work, got.work, workFields),
    ...entries('education', want.education, got.education, educationFields),
    ...list(
      'skills',
      want.skills.map((skill) => skill.name),
      got.skills.flatMap((skill) => [skill.name, skill.term ?? skill.name]),
    ),
    ...list(
      'languages',
      want.languages.map((one) => one.language),
      got.languages.map((one) => one.language),
    ),
    ...list(
      'certificates',
      want.certificates.map((one) => one.name),
      got.certificates.map((one) => (one.issuer === undefined ? one.name : `${one.name}, ${one.issuer}`)),
    ),
  ];
}

const fold = (value: string): string => value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

function compare(
  field: string,
  want: string | undefined,
  got: string | undefined,
  same = (value: string): string => fold(value),
): FieldRead[] {
  return want === undefined ? [] : [{ field, want, got: got ?? '', equal: same(want) === same(got ?? '') }];
}

function basics({ basics: want }: Resume, { basics: got }: Resume): FieldRead[] {
  return [
    ...compare('name', want.name, got.name),
    ...compare('email', want.email, got.email),
    ...compare('phone', want.phone, got.phone, (phone) => phone.replace(/\D/gu, '')),
    ...compare('location', want.location?.city, got.location?.city),
    ...list(
      'profiles',
      want.profiles.map((one) => one.url),
      [...got.profiles.map((one) => one.url), got.url ?? ''],
    ),
  ];
}

type Fields = Record<string, string | undefined>;
const ends = (entry: Work | Education): string | undefined =>
  'current' in entry && entry.current === true ? 'present' : entry.endDate;
const workFields = (post: Work): Fields => ({
  position: post.position,
  name: post.name,
  location: post.location,
  startDate: post.startDate,
  endDate: ends(post),
});
const educationFields = (degree: Education): Fields => ({
  studyType: degree.studyType,
  area: degree.area,
  institution: degree.institution,
  startDate: degree.startDate,
  endDate: degree.endDate,
});

/** Pairs each written entry with the one read that shares most of its fields. */
function entries<T>(kind: string, want: readonly T[], got: readonly T[], fieldsOf: (entry: T) => Fields): FieldRead[] {
  const left = got.map(fieldsOf);
  const read = want.map(fieldsOf).flatMap((wanted) => {
    const agreeing = (other: Fields): number =>
      Object.keys(wanted).filter((key) => fold(wanted[key] ?? '') === fold(other[key] ?? '')).length;
    const best = left.reduce<Fields | undefined>(
      (found, other) => (agreeing(other) > (found === undefined ? 0 : agreeing(found)) ? other : found),
      undefined,
    );
    if (best !== undefined) left.splice(left.indexOf(best), 1);
    return Object.keys(wanted).flatMap((key) => compare(`${kind}.${key}`, wanted[key], best?.[key]));
  });
  return [
    ...read,
    ...left.map((other) => ({
      field: `${kind}.invented`,
      want: '',
      got: Object.values(other)
        .filter((value) => value !== undefined)
        .join(' | '),
      equal: false,
    })),
  ];
}

function list(field: string, want: readonly string[], got: readonly string[]): FieldRead[] {
  const known = new Set(got.map(fold));
  return want.map((value) => ({
    field,
    want: value,
    got: known.has(fold(value)) ? value : got.join(', '),
    equal: known.has(fold(value)),
  }));
}
