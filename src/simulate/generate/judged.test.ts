import { describe, expect, it } from 'vitest';
import { judgedCandidates, judgedFiles } from './judged.js';
import { LANGUAGE_CODES } from './words/index.js';

describe('a judged set', () => {
  it.each(LANGUAGE_CODES)(
    'has in %s for every JD candidates that show exactly as many of its musts as their grade says',
    (language) => {
      const candidates = judgedCandidates({ cvs: 60, jds: 5, seed: '3', language });
      for (const { jd, person, grade } of candidates)
        expect(jd.must.filter((skill) => person.skills.includes(skill))).toHaveLength(grade);
      const grades = candidates.filter(({ jd }) => jd.id === 'jd-0000').map(({ grade }) => grade);
      expect(grades).toEqual([0, 1, 2, 3, 4, 0, 0, 1, 2, 3, 4, 0]);
    },
  );

  it('tells grades apart by skills alone: candidates of one JD share title and number of skills, a stranger has another title', () => {
    for (const { jd, person, grade } of judgedCandidates({ cvs: 120, jds: 20, seed: '1', language: 'en' })) {
      const stranger = person.role.id !== jd.role.id;
      if (stranger) expect(grade).toBe(0);
      else expect([person.title, person.skills.length]).toEqual([jd.title, 5]);
    }
  });

  it('is in the BEIR layout, the same for the same seed and another for another', () => {
    const files = (seed: string) => judgedFiles(judgedCandidates({ cvs: 12, jds: 2, seed, language: 'en' }));
    expect([...files('1').keys()]).toEqual(['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv']);
    expect(files('1')).toEqual(files('1'));
    expect(files('1')).not.toEqual(files('2'));
    expect(files('1').get('qrels/test.tsv')!.split('\n').slice(0, 3)).toEqual([
      'query-id\tcorpus-id\tscore',
      'jd-0000\tcv-00000\t0',
      'jd-0001\tcv-00001\t0',
    ]);
    const texts = files('1')
      .get('corpus.jsonl')!
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { _id: string; text: string });
    expect(new Set(texts.map(({ _id }) => _id)).size).toBe(12);
  });
});
