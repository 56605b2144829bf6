import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../profile/index.js';
import { openVocabulary } from '../../profile/vocabulary/vocabulary.js';
import { frequencies, packStarts, lineStarts, wordStarts } from './format.js';
import { cvFeatures, decodeFeatures, encodeFeatures, lookUp, type SkillFact } from './features.js';
import { placedWords } from './placed-words.js';
import { foldWords, hashWord } from '../words.js';
import { documentOf } from '../../profile/testing.js';

const vocabulary = openVocabulary(
  readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url)),
);

const CV = `Alex Morgan
alex.morgan@example.com

Experience

Senior Developer, Fernhill Ltd
January 2018 - January 2021
- Built services in Java for PostgreSQL.
- Moved them to Kubernetes.

Developer, Brightwater GmbH
January 2014 - January 2018
- Wrote reports in Java and Fernhill Query.

Education

Bachelor of Science in Physics, Riverside University, 2013

Skills

Java, Kubernetes, Terraform, Fernhill Query
`;

function factsOf(text: string, asOf = '2022-01-01') {
  const document = documentOf(text);
  return decodeFeatures(cvFeatures(document, parseProfile(document, { vocabulary, asOf }), vocabulary));
}

describe('skills by the posts that name them', () => {
  const { facts } = factsOf(CV);
  const skill = (term: string) => facts.skills.find((one) => one.term === term);

  it.each<[string, Partial<SkillFact>]>([
    // Named in both posts: seven years in all, and the newer post is the evidence.
    ['Java', { years: 7, posts: 2, age: 0, count: 3, listed: 1 }],
    ['PostgreSQL', { years: 3, posts: 1, age: 0, count: 1, listed: 0 }],
    ['Kubernetes', { years: 3, posts: 1, age: 0, count: 2, listed: 1 }],
    ['Terraform', { years: null, posts: 0, age: null, count: 1, listed: 1 }],
    // Not in the vocabulary. The older post spells it as the skills list does, so it is found there.
    ['fernhill query', { years: 4, posts: 1, age: 1, count: 2, listed: 1 }],
  ])('%s', (term, expected) => {
    expect(skill(term)).toMatchObject(expected);
  });

  it('quotes the most recent post, else the first place', () => {
    const quoted = (term: string) => CV.slice(skill(term)!.at![0], skill(term)!.at![1]);
    expect([quoted('Java'), quoted('Terraform')]).toEqual(['Java', 'Terraform']);
    expect(skill('Java')!.at![0]).toBe(CV.indexOf('Java'));
    expect(skill('fernhill query')!.at![0]).toBe(CV.indexOf('Fernhill Query'));
  });

  it('keeps where each skill is named', () => {
    const [first] = facts.skills;
    expect([...facts.mentions].slice(0, first!.count).map((at) => CV.slice(at, at + 4))).toEqual([
      'Java',
      'Java',
      'Java',
    ]);
  });
});

describe('posts', () => {
  it('have age, months before today, and their text', () => {
    const { posts } = factsOf(CV).facts;
    expect(posts.map(({ age, months }) => ({ age, months }))).toEqual([
      { age: 0, months: [48, 12] },
      { age: 1, months: [96, 48] },
    ]);
    expect(
      posts.map(({ span }) =>
        CV.slice(...span!)
          .trim()
          .split('\n')
          .at(-1),
      ),
    ).toEqual(['- Moved them to Kubernetes.', '- Wrote reports in Java and Fernhill Query.']);
  });

  it('tell of each title how long it was held and when it ended', () => {
    const titles = factsOf(CV).facts.titles.filter(({ age }) => age !== null);
    expect(titles.map(({ text, age, years, since }) => [text, age, years, since])).toEqual([
      ['Senior Developer', 0, 3, 12],
      ['Developer', 1, 4, 48],
    ]);
  });

  it('count a present one to the day of the profile, and nothing beyond it', () => {
    expect(factsOf(CV.replace('January 2021', 'present')).facts.posts[0]!.months).toEqual([48, 0]);
    expect(factsOf(CV.replace('January 2021', 'January 2023')).facts.posts[0]!.months).toEqual([48, 0]);
  });
});

describe('words', () => {
  it('stand in order, with the place of each', () => {
    const { words } = factsOf(CV);
    const starts = wordStarts(words);
    const java = [...words.order].flatMap((index, i) => (words.hashes[index] === hashWord('java') ? [starts[i]!] : []));
    expect(java.map((at) => CV.slice(at, at + 4))).toEqual(['Java', 'Java', 'Java']);
    expect(lookUp(words, hashWord('java'))).toEqual([0, 1, 3]);
    expect(words.lengths[2]).toBe(words.order.length);
  });

  it('count no more than honest texts repeat them', () => {
    expect([...frequencies(new Uint16Array(300), 1)]).toEqual([33]);
    expect([...frequencies(Uint16Array.from([0, 1, 0]), 2)]).toEqual([2, 1]);
  });

  it('are placed as foldWords reads them, whatever the text', () => {
    const unit = fc.constantFrom(
      'Straße',
      'ﬁnance',
      '½',
      'naïve',
      ' ',
      '\n',
      '.NET',
      'C++',
      '•',
      '🙂',
      'Ｊａｖａ',
      'e\u0301',
      '-',
      'plans',
    );
    fc.assert(
      fc.property(
        fc.array(unit).map((units) => units.join('')),
        (text) => {
          const { words, starts, firsts } = placedWords(text);
          expect(words).toEqual(foldWords(text));
          expect(firsts.length).toBe(text.split('\n').filter((line) => foldWords(line).length > 0).length);
          expect(starts.every((start, i) => start < text.length && start >= (starts[i - 1] ?? 0))).toBe(true);
        },
      ),
    );
  });

  it('have their places packed and read again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000)).map((list) => list.sort((a, b) => a - b)),
        (places) => {
          const firsts = places.flatMap((place, i) => (i === 0 || place % 3 === 0 ? [i] : []));
          const packed = { order: new Uint16Array(places.length), starts: packStarts(places, firsts) };
          expect([[...wordStarts(packed)], lineStarts(packed)]).toEqual([places, firsts]);
        },
      ),
    );
  });
});

describe('the format', () => {
  it('gives back what went in, from any offset of a buffer', () => {
    const decoded = factsOf(CV);
    const bytes = encodeFeatures(decoded.words, decoded.facts);
    for (const offset of [0, 1, 2, 3]) {
      const moved = new Uint8Array(bytes.length + offset);
      moved.set(bytes, offset);
      expect(decodeFeatures(moved.subarray(offset))).toEqual(decoded);
    }
  });

  it('holds an empty CV', () => {
    const { words, facts } = factsOf('\n');
    expect([words.hashes.length, facts.skills.length, facts.titles.length]).toEqual([0, 0, 0]);
  });
});
