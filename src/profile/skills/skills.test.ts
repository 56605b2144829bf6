import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { skillsOf, type SkillsInput } from './skills.js';
import { openVocabulary } from '../vocabulary/vocabulary.js';

const vocabulary = openVocabulary(
  readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url)),
);
const WORK = `Work
Backend Developer, Northlane, 2019 - 2022
Built services with Node.js and PostgreSQL, and wrote tools in Go.
Web Developer, Quill, 2017 - 2020
Made shops in PHP; queries in Postgres.
`;
const SKILLS = `Skills
Languages: Java, C++, R, Go
• AWS (EC2, S3), Docker / Kubernetes
Databases: MySQL and Mongo DB (3 years)
Underwater basket weaving; MS Excel - Expert
I have led teams that shipped billing platforms with Kafka for large banks across Europe.
`;
const text = WORK + SKILLS;

function read(overrides: Partial<SkillsInput> = {}): ReturnType<typeof skillsOf> {
  const second = text.indexOf('Web Developer');
  return skillsOf({
    text,
    sections: [
      { kinds: ['work'], heading: 'Work', start: 0, end: WORK.length },
      { kinds: ['skills'], heading: 'Skills', start: WORK.length, end: text.length },
    ],
    entries: [
      { start: 5, end: second, months: { from: 2019 * 12, to: 2022 * 12 } },
      { start: second, end: WORK.length, months: { from: 2017 * 12, to: 2020 * 12 } },
    ],
    vocabulary,
    yearsOf: (ranges) => {
      const months = new Set(
        ranges.flatMap((range) =>
          range === null ? [] : Array.from({ length: range.to - range.from }, (_, i) => range.from + i),
        ),
      );
      return months.size === 0 ? null : months.size / 12;
    },
    ...overrides,
  });
}

describe('skillsOf', () => {
  it('splits lists at separators, labels and "and", and opens brackets that hold skills', () => {
    const names = read().skills.map((skill) => skill.name);
    expect(names.slice(0, 13)).toEqual([
      'Java',
      'C++',
      'R',
      'Go',
      'AWS',
      'EC2',
      'S3',
      'Docker',
      'Kubernetes',
      'MySQL',
      'Mongo DB',
      'Underwater basket weaving',
      'MS Excel',
    ]);
  });

  it('gives the canonical term where the vocabulary knows one and none where it does not', () => {
    const term = new Map(read().skills.map((skill) => [skill.name, skill.term]));
    expect(term.get('MS Excel')).toBe('Microsoft Excel');
    expect(term.get('Mongo DB')).toBe('MongoDB');
    expect(term.get('Underwater basket weaving')).toBeUndefined();
  });

  it('reads only known skills from sentences', () => {
    const names = read().skills.map((skill) => skill.name);
    expect(names).toContain('Kafka');
    expect(names.some((name) => name.includes('I have led'))).toBe(false);
  });

  it('takes what the work mentions where no list says it, once per term', () => {
    expect(read().skills.map((skill) => skill.term)).not.toContain('PHP');
    const { skills } = read({ sections: [{ kinds: ['work'], heading: 'Work', start: 0, end: WORK.length }] });
    expect(skills.filter((skill) => skill.term === 'PostgreSQL')).toHaveLength(1);
    expect(skills.map((skill) => skill.term)).toContain('PHP');
  });

  const named = (section: string, kind: 'work' | 'other'): string[] =>
    read({
      text: section,
      sections: [{ kinds: [kind], heading: section.slice(0, section.indexOf('\n')), start: 0, end: section.length }],
      entries: [],
    }).skills.map((skill) => skill.name);

  it.each<[string, 'work' | 'other', string, string[]]>([
    [
      'under a sub-heading, up to the next',
      'other',
      'Additional Information\nTechnical Skills\n\n• Programming language: Java, C++\n• Loom weaving\n\nHobbies\nWatching trains\n',
      ['Java', 'C++', 'Loom weaving'],
    ],
    [
      'under a sub-heading of a post, up to the end of its paragraph',
      'work',
      'Work Experience\nEngineer, Quill Ltd, 2019 - 2021\nTechnologies used\nJava, Zanzibar\n\nRan the shop, the stock and the till\n',
      ['Java', 'Zanzibar'],
    ],
    [
      'behind a label',
      'work',
      'Work Experience\nEngineer, Quill Ltd, 2019 - 2021\nBuilt things for many people\nEnvironment: Java, Oracle 12c,\nLoomcraft, Git\nLed a team, ran a shop\n',
      ['Java', 'Oracle 12c', 'Loomcraft', 'Git'],
    ],
    [
      'behind a label that has lost its sign',
      'other',
      'Additional Information\nOperating Systems Windows, Linux\nScripting Languages Python\n',
      ['Windows', 'Linux', 'Python'],
    ],
    [
      'behind the heading, and between bullets',
      'other',
      'Additional Information\nSKILL SET • Java, Loom weaving • Python\n❖ Git ❖ Docker\n',
      ['Java', 'Loom weaving', 'Python', 'Git', 'Docker'],
    ],
    [
      'in a bullet of nothing but skills',
      'work',
      'Work Experience\nEngineer, Quill Ltd, 2019 - 2021\n• Java, Python, Docker\n• Led sales, trained the staff, ran the shop\n',
      ['Java', 'Python', 'Docker'],
    ],
    [
      'but not what a sentence names',
      'work',
      'Work Experience\nClerk, Quill Ltd, 2019 - 2021\nTools of the trade: hammers and nails of many a kind, ladders\n',
      [],
    ],
  ])('reads skills in other sections: %s', (_, kind, section, skills) => {
    expect(named(section, kind)).toEqual(skills);
  });

  it('reads a sentence of a list of skills for the known ones alone, and leaves out what is cut off it', () => {
    const list =
      'Skills\n• Providing support to all users, training the new staff of the branch, and keeping the records in Oracle\nGit etc., Carving (basic\nC++ (Basics), Oracle 9i, 10g, 11.x, Weaving\nI am making things\n';
    const { skills } = read({
      text: list,
      sections: [{ kinds: ['skills'], heading: 'Skills', start: 0, end: list.length }],
      entries: [],
    });
    expect(skills.map((skill) => skill.name)).toEqual(['Oracle', 'Git', 'Carving', 'C++', 'Weaving']);
  });

  it('reads lists of skills in a section headed for something else, and nothing else from it', () => {
    const other =
      'Additional Information\nTools: Git, Maven, Zanzibar\nWilling to relocate, also abroad\nMarried, two children\n';
    const { skills } = read({
      text: other,
      sections: [{ kinds: ['other'], heading: 'Additional Information', start: 0, end: other.length }],
      entries: [],
    });
    expect(skills.map((skill) => skill.name)).toEqual(['Git', 'Maven', 'Zanzibar']);
  });

  it('joins a bracket that a line end divides', () => {
    const list = 'Skills\nPHP (Less than\n1 year), Git (3 years)\n';
    const { skills } = read({
      text: list,
      sections: [{ kinds: ['skills'], heading: 'Skills', start: 0, end: list.length }],
      entries: [],
    });
    expect(skills.map((skill) => skill.name)).toEqual(['PHP', 'Git']);
  });

  it('counts years from the merged ranges of the entries that mention a skill', () => {
    const years = new Map(
      read({ sections: [{ kinds: ['work'], heading: 'Work', start: 0, end: WORK.length }] }).skills.map((skill) => [
        skill.term,
        skill.years,
      ]),
    );
    expect(years.get('PostgreSQL')).toBe(5);
    expect(years.get('Node.js')).toBe(3);
    const listed = new Map(read().skills.map((skill) => [skill.term, skill.years]));
    expect(listed.get('Go')).toBe(3);
    expect(listed.get('Java')).toBeUndefined();
  });

  it('points every skill to where it stands', () => {
    const { skills, sources } = read();
    expect(sources).toHaveLength(skills.length);
    skills.forEach((skill, i) => {
      expect(text.slice(sources[i]!.start, sources[i]!.end).replace(/\s+/g, ' ')).toBe(skill.name);
    });
  });

  it('joins a name that a list breaks over two lines, where the vocabulary knows the whole', () => {
    const list = 'Skills\nJira, Scrum, Stakeholder\nManagement, Kanban, Confluence\nBudgeting\n';
    const found = skillsOf({
      text: list,
      sections: [{ kinds: ['skills'], heading: 'Skills', start: 0, end: list.length }],
      entries: [],
      vocabulary,
      yearsOf: () => null,
    });
    expect(found.skills.map((skill) => skill.name)).toEqual([
      'Jira',
      'Scrum',
      'Stakeholder Management',
      'Kanban',
      'Confluence',
      'Budgeting',
    ]);
  });
});
