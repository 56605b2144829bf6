import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantize } from '../domain/index.js';
import { hashingEmbedder } from '../embed/hashing.js';
import { parseProfile } from '../profile/index.js';
import { openVocabulary } from '../profile/vocabulary/vocabulary.js';
import {
  cvFeatures,
  decodeFeatures,
  DEFAULT_WEIGHTS,
  explainParts,
  idfOf,
  maskedText,
  passagesOf,
  passageText,
  planJd,
  rankCandidates,
  requirementFrom,
  scoreCv,
  withVectors,
  type Candidate,
} from './index.js';
import { documentOf } from '../profile/testing.js';

const vocabulary = openVocabulary(readFileSync(new URL('../../models/vocabulary/vocabulary.bin.gz', import.meta.url)));
const idf = idfOf(1000, new Map(), 'test');
const tools = { vocabulary, idf };
const embedder = hashingEmbedder(64);

interface CvParts {
  name?: string;
  title?: string;
  work?: string;
  years?: [number, number];
  skills?: string;
  education?: string;
  languages?: string;
  city?: string;
  certificates?: string;
}

function cvText({
  name = 'Alex Morgan',
  title = 'Software Engineer',
  work = 'Built services for customers.',
  years = [2016, 2020],
  skills = 'Git',
  education = 'High School Diploma, Riverside School',
  languages = 'English',
  city = 'Leeds',
  certificates = '',
}: CvParts): string {
  return `${name}\n${title}\nalex.morgan@example.com | +44 20 7946 0018 | ${city}\n\nExperience\n\n${title}, Fernhill Ltd\nJanuary ${years[0]} - January ${years[1]}\n- ${work}\n\nEducation\n\n${education}, 2010\n\nSkills\n\n${skills}\n\nLanguages\n\n${languages}\n${certificates === '' ? '' : `\nCertificates\n\n${certificates}\n`}`;
}

async function candidate(cvId: string, parts: CvParts): Promise<Candidate & { text: string }> {
  const document = documentOf(cvText(parts));
  const profile = parseProfile(document, { vocabulary, asOf: '2020-01-01' });
  const passages = passagesOf(document, profile);
  const passageVectors = await embedder.embed(
    passages.map((passage) => passageText(document, profile, passage)),
    'passage',
  );
  return {
    cvId,
    features: cvFeatures(document, profile, vocabulary),
    passages,
    passageVectors: quantize(passageVectors, embedder.dimensions),
    text: document.text,
  };
}

async function plan(jd: string, must: string[] = []) {
  const planned = planJd(jd, {
    ...tools,
    weights: DEFAULT_WEIGHTS,
    extra: must.map((text) => requirementFrom(text, vocabulary)),
  });
  return withVectors(planned, await embedder.embed(planned.texts, 'query'), embedder.dimensions);
}

async function order(jd: string, cvs: Record<string, CvParts>, must: string[] = []): Promise<string[]> {
  const candidates = await Promise.all(Object.entries(cvs).map(([id, parts]) => candidate(id, parts)));
  return rankCandidates(await plan(jd, must), candidates, tools).map(({ cvId }) => cvId);
}

// A tie would be won by the id "a", so the CV that must win is called "z".
describe('orderings, one per requirement kind', () => {
  it.each<[string, string, CvParts, CvParts]>([
    [
      'a skill asked for before another skill',
      'Software Engineer\nRequirements:\n- PostgreSQL',
      { skills: 'PostgreSQL' },
      { skills: 'Photoshop' },
    ],
    [
      'a must before a nice to have',
      'Software Engineer\nRequirements:\n- PostgreSQL\nNice to have:\n- Kubernetes',
      { skills: 'PostgreSQL' },
      { skills: 'Kubernetes' },
    ],
    [
      'an alias counts as the skill',
      'Software Engineer\nRequirements:\n- Kubernetes',
      { skills: 'k8s' },
      { skills: 'gardening' },
    ],
    ['the same title before another', 'Accountant\nYou keep our books.', { title: 'Accountant' }, { title: 'Nurse' }],
    [
      'a near title before a far one',
      'Software Developer\nYou write programs.',
      { title: 'Java Developer' },
      { title: 'Chef' },
    ],
    [
      'enough years before too few',
      'Software Engineer\nRequirements:\n- At least 8 years of experience',
      { years: [2008, 2020] },
      { years: [2018, 2020] },
    ],
    [
      'the degree asked for before none',
      "Software Engineer\nRequirements:\n- Master's degree in computer science",
      { education: 'Master of Science in Physics, Riverside University' },
      {},
    ],
    [
      'the language asked for before another',
      'Software Engineer\nRequirements:\n- Fluent in German',
      { languages: 'German, English' },
      { languages: 'Spanish, English' },
    ],
    ['the place asked for before another', 'Software Engineer\nLocation: Leeds', { city: 'Leeds' }, { city: 'Porto' }],
    ['the certificate asked for before none', 'Project Manager\nRequirements:\n- PMP', { certificates: 'PMP' }, {}],
  ])('%s', async (_, jd, wins, loses) => {
    expect(await order(jd, { z: wins, a: loses })).toEqual(['z', 'a']);
  });

  it('puts those without a --must requirement below, however good they are otherwise', async () => {
    const jd = 'Accountant\nRequirements:\n- SAP\n- Excel';
    const cvs = { a: { title: 'Accountant', skills: 'SAP, Excel' }, z: { title: 'Chef', skills: 'Kubernetes' } };
    expect(await order(jd, cvs)).toEqual(['a', 'z']);
    expect(await order(jd, cvs, ['Kubernetes'])).toEqual(['z', 'a']);
  });

  it('moves no score by a --must, which only orders', async () => {
    const cv = await candidate('x', { skills: 'SAP' });
    const jd = 'Accountant\nRequirements:\n- SAP\n- 3 years of experience';
    const plain = scoreCv(await plan(jd), cv, tools);
    const asked = scoreCv(await plan(jd, ['Kubernetes', 'SAP']), cv, tools);
    expect(asked).toMatchObject({ score: plain.score, missing: 1 });
  });

  it.each([
    ['German', 'language'],
    ['fluent German', 'language'],
    ['German literature', 'skill'],
    ['TypeScript', 'skill'],
    ['5 years', 'experience'],
  ])('takes --must "%s" for a %s', (text, kind) => {
    expect(requirementFrom(text, vocabulary).kind).toBe(kind);
  });

  it('asks for a language once, though the vocabulary has it as a skill too', async () => {
    const kinds = (await plan('Nurse\nRequirements:\n- Fluent in English')).parts
      .filter(({ requirement }) => requirement.text === 'English')
      .map(({ kind }) => kind);
    expect(kinds).toEqual(['language']);
  });

  it('breaks ties by id', async () => {
    expect(await order('Chef', { b: {}, c: {}, a: {} })).toEqual(['a', 'b', 'c']);
  });
});

describe('scores', () => {
  const jd =
    'Data Engineer\nRequirements:\n- 5+ years of experience with Python and SQL\n- German\nBenefits:\n- Free lunch';

  it('are the weighted mean of the parts, between 0 and 1', async () => {
    const words = fc.constantFrom('Python', 'SQL', 'Chef', 'German', 'Data Engineer', 'PostgreSQL', 'sales');
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 6 }), words, async (skills, title) => {
        const scored = scoreCv(await plan(jd), await candidate('x', { skills: skills.join(', '), title }), tools);
        const sum = scored.parts.reduce((total, { weight, score }) => total + weight * score, 0);
        expect(scored.score).toBeCloseTo(Math.min(1, sum), 12);
        expect(scored.parts.reduce((total, { part }) => total + part.share, 0)).toBeCloseTo(1, 12);
        for (const { score } of scored.parts) expect(score >= 0 && score <= 1).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('do not depend on which other CVs are scored with them', async () => {
    const one = await candidate('one', { skills: 'Python, SQL' });
    const others = await Promise.all(
      ['Java', 'Excel', 'Python'].map((skills, i) => candidate(`other${i}`, { skills, title: 'Data Engineer' })),
    );
    const alone = rankCandidates(await plan(jd), [one], tools)[0]!;
    const among = rankCandidates(await plan(jd), [...others, one], tools).find(({ cvId }) => cvId === 'one')!;
    expect(among).toEqual(alone);
  });

  it('are not moved by the name, which is masked in every passage', async () => {
    const planned = await plan(jd);
    const as = async (name: string) => scoreCv(planned, await candidate('x', { name, skills: 'Python' }), tools);
    expect((await as('Maximilian Featherstonehaugh')).score).toBe((await as('Alex Morgan')).score);
  });

  it('quote the CV verbatim, skills where they stand', async () => {
    const cv = await candidate('x', { skills: 'Python, SQL', work: 'Moved reports to SQL.' });
    const planned = await plan(jd);
    const parts = explainParts(planned, scoreCv(planned, cv, tools), cv, cv.text);
    const quoted = parts.filter(({ evidence }) => evidence !== null);
    expect(quoted.length).toBeGreaterThan(3);
    for (const { evidence } of quoted) expect(cv.text.slice(evidence!.start, evidence!.end)).toBe(evidence!.text);
    expect(parts.find(({ kind, requirement }) => kind === 'skill' && requirement === 'SQL')!.evidence!.text).toContain(
      'SQL',
    );
  });
});

describe('musts', () => {
  const SKILLS = ['PostgreSQL', 'Kubernetes', 'TypeScript', 'Kafka', 'Terraform'];
  const OTHERS = ['Photoshop', 'SAP', 'Excel', 'Salesforce', 'AutoCAD'];
  const jd = `Backend Developer\nYou build the services behind our shop.\nMust have\n${SKILLS.map((skill) => `- ${skill}`).join('\n')}\nNice to have\n- Git\n- Linux`;

  it('never let a CV that shows none of five stand above one that shows most, whatever its title', async () => {
    const planned = await plan(jd);
    const title = fc.constantFrom('Backend Developer', 'Senior Backend Developer', 'Nurse', 'Chef', 'Accountant');
    const work = fc.constantFrom(
      'Built the services behind our shop.',
      'Cooked for guests.',
      'Kept the books.',
      'Git and Linux every day.',
    );
    const most = fc.shuffledSubarray(SKILLS, { minLength: 3 });
    const none = fc.array(fc.constantFrom(...OTHERS, 'Git', 'Linux'), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(title, work, most, title, work, none, async (titleA, workA, skillsA, titleB, workB, skillsB) => {
        const shows = scoreCv(
          planned,
          await candidate('a', { title: titleA, work: workA, skills: skillsA.join(', ') }),
          tools,
        );
        const lacks = scoreCv(
          planned,
          await candidate('b', { title: titleB, work: workB, skills: skillsB.join(', ') }),
          tools,
        );
        expect(shows.score).toBeGreaterThan(lacks.score);
      }),
      { numRuns: 60 },
    );
  });

  it('score 0 without evidence where they are missing, however near another skill is', async () => {
    const cv = await candidate('x', { skills: 'MySQL, Docker, JavaScript' });
    const planned = await plan(jd);
    const parts = explainParts(planned, scoreCv(planned, cv, tools), cv, cv.text).filter(
      ({ must, kind, requirement }) => must && kind === 'skill' && requirement !== 'Backend',
    );
    expect(parts.map(({ requirement, score, evidence }) => [requirement, score, evidence])).toEqual(
      SKILLS.map((skill) => [skill, 0, null]),
    );
  });

  it('count more where a post used them than where a list names them', async () => {
    const three = SKILLS.slice(0, 3);
    expect(
      await order(jd, {
        z: { work: `Built services for customers with ${three.join(' and ')}.` },
        a: { work: 'Built services for customers.', skills: `Git, ${three.join(', ')}` },
      }),
    ).toEqual(['z', 'a']);
  });

  it('weigh more than what is nice to have', async () => {
    const weights = (await plan(jd)).parts.filter(({ kind }) => kind === 'skill');
    const of = (must: boolean) =>
      weights.filter(({ requirement }) => requirement.must === must).map(({ share }) => share);
    expect(Math.min(...of(true))).toBeGreaterThan(Math.max(...of(false)));
  });
});

describe('masking', () => {
  it('leaves neither name nor contact line in passages or features', () => {
    const document = documentOf(
      `${cvText({})}\nReferences\n\nMs Morgan is a pleasure to work with. ALEX MORGAN, Leeds.\n`,
    );
    const profile = parseProfile(document, { vocabulary, asOf: '2020-01-01' });
    const masked = maskedText(document, profile);
    expect(masked).not.toMatch(/alex|morgan|example\.com|7946/i);
    const embedded = passagesOf(document, profile)
      .map((passage) => passageText(document, profile, passage))
      .join(' ');
    expect(embedded).not.toMatch(/alex|morgan|example\.com|7946/i);
    expect(embedded).toContain('Built services for customers.');
    expect(JSON.stringify(decodeFeatures(cvFeatures(document, profile, vocabulary)).facts)).not.toMatch(/morgan/i);
  });
});
