/** What a person may have corrected in a profile, besides what was read. */
export const OVERRIDE_FIELDS = [
  'name',
  'email',
  'phone',
  'location',
  'country',
  'title',
  'years',
  'education',
  'add-skill',
  'remove-skill',
  'add-language',
  'remove-language',
] as const;
export type OverrideField = (typeof OVERRIDE_FIELDS)[number];

/** One correction. It is kept with the profile, and made again whenever the CV is read again. */
export interface ProfileOverride {
  field: OverrideField;
  value: string;
  reason: string;
  /** Who decided: a name, and an API key; a null key is this machine. */
  by: string | null;
  keyId: string | null;
  /** ISO. */
  at: string;
  /** What was read in the CV; null: nothing, or it is a matter of more than one value. */
  read?: string | null;
}

/** Fields of which a profile has any number of corrections, one for each value. */
const LISTED: Partial<Record<OverrideField, OverrideField>> = {
  'add-skill': 'remove-skill',
  'remove-skill': 'add-skill',
  'add-language': 'remove-language',
  'remove-language': 'add-language',
};

function isAbout({ field, value }: ProfileOverride, about: { field: OverrideField; value: string | null }): boolean {
  if (field !== about.field) return false;
  return about.value === null || LISTED[field] === undefined || value.toLowerCase() === about.value.toLowerCase();
}

/** With one more correction, which replaces what it contradicts. */
export function withOverride(overrides: readonly ProfileOverride[], one: ProfileOverride): ProfileOverride[] {
  const opposite = LISTED[one.field];
  const others = overrides.filter(
    (other) => !isAbout(other, one) && (opposite === undefined || !isAbout(other, { ...one, field: opposite })),
  );
  return [...others, one];
}

/** Without the corrections of a field; `value`: of a list, only this one. */
export function withoutOverride(
  overrides: readonly ProfileOverride[],
  about: { field: OverrideField; value: string | null },
): ProfileOverride[] {
  return overrides.filter((one) => !isAbout(one, about));
}

/** Whether two profiles have the same corrections, whatever was read. */
export function sameOverrides(some: readonly ProfileOverride[], others: readonly ProfileOverride[]): boolean {
  const plain = (all: readonly ProfileOverride[]): string =>
    JSON.stringify(all.map(({ field, value, reason, by, keyId, at }) => [field, value, reason, by, keyId, at]));
  return plain(some) === plain(others);
}
