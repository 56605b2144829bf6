import { describe, expect, it } from 'vitest';
import { isRequirementFile, writeRequirementFile } from './requirement-file.js';
import { jobPostingOf } from './job-posting.js';
import { jdTextOf, jdTitle } from './source.js';
import { vocabulary, named, asks, read } from '../testing.js';

const posting = {
  '@context': 'https://schema.org',
  '@type': 'JobPosting',
  title: 'Pastry Chef',
  hiringOrganization: { '@type': 'Organization', name: 'Kestrel Bakery' },
  description: '<p>You bake.</p><h3>Requirements</h3><ul><li>Croissants</li></ul>',
  experienceRequirements: { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: 30 },
};

describe('formats', () => {
  it('reads a page by its h1, without what is around the advert', () => {
    const page =
      '<!doctype html><html><head><title>Careers</title><script>var a="Django"</script></head><body><nav>PHP team</nav><main><h1>Pastry Chef</h1><h2>Requirements</h2><ul><li>C#</li></ul></main><footer>Similar jobs: Java Developer</footer></body></html>';
    expect(read(page).jd.title).toBe('Pastry Chef');
    expect(named(page, true)).toEqual(['C#']);
    // A hidden item does not hide what follows it.
    expect(
      jdTextOf('<body><ul class="menu"><li>SAP</li></ul><p>You bake bread.</p><h1>Pastry Chef</h1></body>'),
    ).not.toContain('- You');
  });

  it('reads a JobPosting, alone and in a page that a script fills', () => {
    for (const source of [
      JSON.stringify(posting),
      `<html><head><script type="application/ld+json">${JSON.stringify({ '@graph': [posting] })}</script></head><body><div id="app"></div></body></html>`,
    ]) {
      expect(read(source).jd.title).toBe('Pastry Chef');
      expect(named(source, true)).toContain('Croissants');
      expect(asks(source)).toContainEqual(expect.objectContaining({ kind: 'experience', years: 2.5 }));
    }
  });

  it('writes a JobPosting that it reads again', () => {
    const { jd, requirements } = read(
      'Pastry Chef\nLocation: Leeds\nSalary: £30k - £35k\n\nRequirements\n- 2 years of experience\n- Croissants\n',
    );
    const written = jobPostingOf(jd, requirements, jd.text);
    expect(written).toMatchObject({
      '@type': 'JobPosting',
      title: 'Pastry Chef',
      skills: 'Croissants',
      experienceRequirements: { monthsOfExperience: 24 },
      baseSalary: { currency: 'GBP', value: { minValue: 30000, maxValue: 35000 } },
    });
    expect(named(JSON.stringify(written), true)).toContain('Croissants');
  });

  it.each([
    ['https://example.com/jobs/1', 'only a URL'],
    ['{"@context":"https://schema.org","@type":"JobPosting"}', 'neither a title'],
    ['{"basics":{"name":"Ann Example"}}', 'no JobPosting'],
    ['requirements:\n  - text: Go\n    kind: wizardry', "kind 'wizardry'"],
    ['requirements:\n  - text: Go\n   kind: [skill', 'not YAML'],
    ['requirements:\n  - text: Go\n    kind: skill\n    weight: heavy', "'heavy'"],
    ['requirements:\n  - kind: skill', 'no `text`'],
  ])('refuses %s', (source, why) => {
    expect(() => jdTextOf(source)).toThrow(why);
  });
});

describe('a requirement file', () => {
  const jd =
    'Backend Engineer\n\nRequirements\n- 4+ years with Go\n- Java or Kotlin\n- No C++ needed\n- Fluent German\n';

  it('says what was read, and is read as that', () => {
    const reading = read(jd);
    const yaml = writeRequirementFile(
      {
        title: reading.jd.title,
        requirements: reading.requirements,
        notAsked: reading.notAsked.map(({ text }) => text),
        text: jd,
      },
      'jd.txt',
      vocabulary,
    );
    expect(isRequirementFile(yaml)).toBe(true);
    const again = read(yaml);
    expect(jdTitle(yaml)).toBe('Backend Engineer');
    expect(again.requirements).toEqual(reading.requirements);
    expect(again.notAsked.map(({ text }) => text)).toEqual(['C++']);
  });

  it('may be edited: terms follow the text', () => {
    expect(
      asks('requirements:\n  - text: k8s\n    kind: skill\n  - text: Deutsch\n    kind: language\n    must: false\n'),
    ).toEqual([
      { text: 'k8s', kind: 'skill', must: true, weight: 1, term: 'Kubernetes' },
      { text: 'Deutsch', kind: 'language', must: false, weight: 1, term: 'de' },
    ]);
  });
});
