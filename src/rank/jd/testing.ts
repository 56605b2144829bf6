import { readFileSync } from 'node:fs';
import { openVocabulary } from '../../profile/vocabulary/vocabulary.js';
import { jdTextOf, readJdSource } from './formats/source.js';

/** The vocabulary that ships with the package. This whole file is for tests only. */
export const vocabulary = openVocabulary(
  readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url)),
);
export const read = (source: string) => readJdSource(jdTextOf(source), vocabulary);
export const asks = (source: string) => read(source).requirements;
export const named = (source: string, must: boolean) =>
  asks(source)
    .filter((one) => one.must === must && (one.kind === 'skill' || one.kind === 'term'))
    .flatMap(({ text, alternatives = [] }) => [text, ...alternatives.map((other) => other.text)]);
