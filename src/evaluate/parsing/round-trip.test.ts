import { expect, test } from 'vitest';
import type { Resume } from '../../domain/index.js';
import { extractDocument } from '../../extract/index.js';
import { loadVocabulary } from '../../pool/vocabulary.js';
import { parseProfile } from '../../profile/index.js';
import { writtenResume } from '../../simulate/generate/content.js';
import { readableSpec } from '../../simulate/generate/mix.js';
import { renderCv } from '../../simulate/generate/render.js';
import { readBack, type FieldRead } from './round-trip.js';

/** A short version of `node bench/round-trip.js`, which reads 5,000. */
const CVS = 168;
const SEED = 'short';

async function fieldsOf(number: number): Promise<FieldRead[]> {
  const cv = renderCv(SEED, readableSpec(number, SEED));
  const outcome = await extractDocument(cv.bytes, { maxExpandedBytes: 1e8 });
  if (!outcome.ok) throw new Error(outcome.message);
  return readBack(
    writtenResume(cv.person, cv.content),
    parseProfile(outcome.value, { asOf: '2026-06-30', vocabulary: loadVocabulary() }).resume,
  );
}

test('at least 99 % of the fields of generated CVs in all layouts, formats and languages are read back equal', async () => {
  const specs = Array.from({ length: CVS }, (_, number) => readableSpec(number, SEED));
  for (const key of ['format', 'layout', 'language'] as const)
    expect(new Set(specs.map((spec) => spec[key])).size).toBeGreaterThanOrEqual(7);
  const misses: string[] = [];
  let fields = 0;
  for (const spec of specs) {
    const read = await fieldsOf(spec.number);
    fields += read.length;
    for (const { field, want, got } of read.filter((one) => !one.equal))
      misses.push(`${spec.number} ${spec.format} ${spec.layout} ${spec.language} ${field}: ${want} | ${got}`);
  }
  expect(misses.length, misses.join('\n')).toBeLessThanOrEqual(0.01 * fields);
}, 120_000);

const resume = (more: Partial<Resume>): Resume => ({
  basics: { profiles: [] },
  work: [],
  volunteer: [],
  education: [],
  skills: [],
  languages: [],
  certificates: [],
  projects: [],
  publications: [],
  references: [],
  ...more,
});

test('a field counts as missed when it is lost, when it is another one, and when an entry is made up', () => {
  const want = resume({
    basics: { name: 'Ada Hart', phone: '+44 7700 900 123', profiles: [] },
    work: [{ position: 'Nurse', name: 'Harrow', startDate: '2019-01', current: true, highlights: [] }],
  });
  const got = resume({
    basics: { phone: '+447700900123', profiles: [] },
    work: [
      { position: 'Nurse', name: 'Ferris', startDate: '2019-01', endDate: '2020-01', highlights: [] },
      { position: 'Clerk', highlights: [] },
    ],
  });
  expect(readBack(want, want).every((field) => field.equal)).toBe(true);
  expect(
    readBack(want, got)
      .filter((field) => !field.equal)
      .map(({ field }) => field),
  ).toEqual(['name', 'work.name', 'work.endDate', 'work.invented']);
});
