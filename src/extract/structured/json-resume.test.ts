import { describe, expect, it } from 'vitest';
import type { ExtractedDocument } from '../../domain/index.js';
import { parseProfile, type Vocabulary } from '../../profile/index.js';
import { extractDocument } from '../index.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const options = { maxExpandedBytes: 1e6 };
const vocabulary: Vocabulary = {
  fingerprint: '',
  find: () => [],
  canonical: (text) => (text === 'Python' ? 'Python' : undefined),
  relatedness: () => 0,
  occupationsNear: () => [],
  occupations: () => [],
};

const RESUME = {
  basics: {
    name: 'Ada Oak',
    label: 'Cook',
    email: 'ada@example.org',
    phone: '+44 20 7946 0000',
    url: 'https://example.org',
    summary: 'Cooks\nfor many.',
    location: { city: 'Leeds', countryCode: 'GB' },
    profiles: [{ network: 'GitHub', username: 'ada', url: 'https://github.com/ada' }],
  },
  work: [
    { name: 'Acorn Ltd', position: 'Chef', startDate: '2021-03-01', highlights: ['Fed forty'] },
    { company: 'Birch Ltd', position: 'Cook', startDate: '2017', endDate: '2021-02' },
  ],
  volunteer: [{ organization: 'Soup Kitchen', position: 'Helper', startDate: '2016-01', endDate: '2016-06' }],
  education: [
    {
      institution: 'Oak University',
      area: 'Physics',
      studyType: 'BSc',
      startDate: '2008',
      endDate: '2011',
      score: '2:1',
      courses: ['Optics'],
    },
  ],
  skills: [{ name: 'Data', keywords: ['Python', 'Soup making'] }, { name: 'Baking' }],
  languages: [{ language: 'English', fluency: 'Native' }],
  certificates: [{ name: 'Food Safety', issuer: 'Council', date: '2020-01-01' }],
  projects: [{ name: 'Cookbook', description: 'Recipes', startDate: '2019', endDate: '2020' }],
  publications: [{ name: 'On Soup', publisher: 'Ladle', releaseDate: '2018' }],
  awards: [{ title: 'Golden Spoon' }],
  interests: [{ name: 'Chess' }],
  references: [{ name: 'Bo Birch', reference: 'Good soup.' }],
};

async function read(text: string): Promise<ExtractedDocument> {
  const outcome = await extractDocument(bytes(text), options);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

describe('JSON Resume', () => {
  it('is the profile that it says, every field of it', async () => {
    const { resume, yearsOfExperience, fields } = parseProfile(await read(JSON.stringify(RESUME)), {
      asOf: '2023-03-01',
      vocabulary,
    });
    expect(resume.basics).toMatchObject({
      name: 'Ada Oak',
      label: 'Cook',
      email: 'ada@example.org',
      url: 'https://example.org',
      summary: 'Cooks\nfor many.',
      location: { city: 'Leeds', countryCode: 'GB' },
    });
    expect(resume.work).toEqual([
      { name: 'Acorn Ltd', position: 'Chef', startDate: '2021-03-01', current: true, highlights: ['Fed forty'] },
      { name: 'Birch Ltd', position: 'Cook', startDate: '2017', endDate: '2021-02', highlights: [] },
    ]);
    expect(resume.volunteer).toMatchObject([{ name: 'Soup Kitchen', position: 'Helper' }]);
    expect(resume.education).toEqual([
      {
        institution: 'Oak University',
        area: 'Physics',
        studyType: 'BSc',
        startDate: '2008',
        endDate: '2011',
        score: '2:1',
      },
    ]);
    expect(resume.skills.map(({ name, term }) => [name, term])).toEqual([
      ['Python', 'Python'],
      ['Soup making', undefined],
      ['Baking', undefined],
    ]);
    expect(resume).toMatchObject({
      languages: RESUME.languages,
      certificates: RESUME.certificates,
      projects: RESUME.projects,
      publications: RESUME.publications,
      references: RESUME.references,
    });
    expect(yearsOfExperience).toBeCloseTo(6.2, 1);
    expect(fields['work[0].position']!.confidence).toBe(1);
  });

  it('has every value in its text, where the spans say', async () => {
    const { text, structured } = await read(JSON.stringify(RESUME));
    for (const value of ['Golden Spoon', 'Chess', 'Optics', 'Good soup.', 'Fed forty']) expect(text).toContain(value);
    const { spans } = structured!;
    const at = (path: string): string => text.slice(spans[path]!.start, spans[path]!.end);
    expect(
      [
        'basics.name',
        'work[1].name',
        'education[0].institution',
        'skills[1].name',
        'skills[2].name',
        'languages[0].language',
      ].map(at),
    ).toEqual(['Ada Oak', 'Birch Ltd', 'Oak University', 'Soup making', 'Baking', 'English']);
    expect(at('work[0]')).toBe('Chef\tAcorn Ltd\t2021-03-01 – Present\n• Fed forty');
  });

  // [bytes, expected outcome]
  it.each([
    ['cut off half-way', JSON.stringify(RESUME).slice(0, 300), 'corrupt'],
    ['without a word', '{"basics": {}, "work": []}', 'no_text'],
    [
      'with fields of other kinds',
      '{"basics": {"name": ["x"], "profiles": 3}, "work": [1, null, "a"], "skills": {"a": 1}}',
      'no_text',
    ],
    ['any other JSON', '{"startDate": "2017-05", "items": [1, 2, 3]}', 'unsupported_format'],
    ['a list in JSON', '[{"basics": {"name": "x"}}]', 'unsupported_format'],
    [
      'YAML',
      'basics:\n  name: Ada Oak\n  email: ada@example.org\nwork:\n  - company: Acorn Ltd\n    position: Chef\n    startDate: 2017-05\n',
      'unsupported_format',
    ],
    [
      'YAML with a mark',
      '---\ncv:\n  name: Ada Oak\n  location: Leeds\n  sections:\n    experience:\n      - company: Acorn\n        position: Cook\n',
      'unsupported_format',
    ],
    [
      'TeX',
      '% my CV\n\\documentclass{moderncv}\n\\name{Ada}{Oak}\n\\begin{document}\n\\cventry{2019}{Cook}{Acorn}{}{}{}\n\\end{document}\n',
      'unsupported_format',
    ],
  ])('%s', async (_, text, code) => {
    expect(await extractDocument(bytes(text), options)).toMatchObject({ ok: false, code });
  });

  it.each([
    [
      'labels and lists',
      'Name: Ada Oak\nEmail: ada@example.org\n\nSkills:\n- Cooking\n- Baking\n\nExperience:\n- Cook, Acorn Ltd, 2019 - 2021\n',
    ],
    ['a path with a backslash', 'Ada Oak\nWrote C:\\temp\\begin and \\section tools\nCook, Acorn Ltd\n'],
    ['a bracket first', '{Ada Oak} Cook in Leeds\n'],
  ])('leaves text with %s as text', async (_, text) => {
    expect((await read(text)).format).toMatch(/txt|markdown/);
  });
});
