import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, fixtures, temporaryFolder } from '../_shared/testing.js';

const CV = `Jane Example
Data Analyst
jane@example.com | +44 20 7946 0812 | Leeds, United Kingdom

Work Experience

Data Analyst, Northlane, January 2018 - March 2021
- Reports in SQL and Tableau

Education

BSc Mathematics, University of Leeds, 2014 - 2017

Skills

SQL, Tableau, Python
`;
const entities = { name: ['Jane Example'], designation: ['Data Analyst'], skills: ['SQL, Tableau'] };

describe('cvmatch evaluate parsing', () => {
  it('scores labelled texts: a table, JSON with exactly the promised keys, a gate', async () => {
    const labels = path.join(temporaryFolder(), 'labels.jsonl');
    writeFileSync(labels, `${JSON.stringify({ id: 'jane', text: CV, entities })}\n`);
    const table = await cli(['evaluate', 'parsing', labels, '--min', 'name=0.95']);
    expect(table.exitCode).toBe(0);
    expect(table.stdout).toMatch(/name\s+1\.000\s+1\.000\s+1\.000\s+1/);
    const { json } = await cli(['evaluate', 'parsing', labels, '--json']);
    expect(json).toMatchObject({
      documents: 1,
      fields: { name: { precision: 1, recall: 1, f1: 1, support: 1 } },
      validity: { email: 1, phone: 1, dates: 1 },
    });
    expect(Object.keys(json).sort()).toEqual(
      [
        'documents',
        'fields',
        'completeness',
        'validity',
        'findings',
        'required',
        'types',
        'consistency',
        'unread',
        'unreadLines',
      ].sort(),
    );
    expect(json.completeness).toBe(1);
    const wrong = path.join(temporaryFolder(), 'labels.jsonl');
    writeFileSync(wrong, `${JSON.stringify({ id: 'jane', text: CV, entities: { name: ['Somebody Else'] } })}\n`);
    const gate = await cli(['evaluate', 'parsing', '--min', 'name=0.95', wrong]);
    expect(gate.exitCode).toBe(4);
    expect(gate.stderr).toContain('F1 of name is 0.0000, below the gate of 0.95');
  });

  it('compares the same CV in two formats: a table, what differs, a gate, and a word on every broken list', async () => {
    const folder = temporaryFolder();
    const list = path.join(folder, 'pairs.tsv');
    writeFileSync(path.join(folder, 'jane.txt'), CV);
    writeFileSync(
      path.join(folder, 'jane.html'),
      `<html><body>${CV.replace('jane@example.com', 'j.example@example.com')
        .split('\n')
        .map((line) => `<p>${line}</p>`)
        .join('')}</body></html>`,
    );
    writeFileSync(list, '# the same CV\njane.txt\tjane.txt\n\njane.txt, jane.html\n');
    const { json, exitCode } = await cli(['evaluate', 'parsing', '--pairs', list, '--min', 'agree=0.9', '--json']);
    expect(exitCode).toBe(0);
    expect(Object.keys(json).sort()).toEqual(['agree', 'bar', 'fields', 'files', 'misses', 'pairs', 'unread']);
    expect(json).toMatchObject({
      pairs: 2,
      bar: 0.95,
      fields: { name: { fields: 2, agree: 2 }, email: { fields: 2, agree: 1 } },
      misses: [{ pair: 1, field: 'email', first: 'jane@example.com', second: 'j.example@example.com' }],
    });
    const table = await cli(['evaluate', 'parsing', '--pairs', list, '--min', 'agree=1']);
    expect(table).toMatchObject({ exitCode: 4 });
    expect(table.stdout).toContain('email: jane@example.com | j.example@example.com');
    expect(table.stderr).toContain('below the gate of 100.00 %');
    for (const [text, words] of [
      ['jane.txt\n', 'line 1, names 1 files, not two'],
      ['jane.txt\tgone.pdf\n', 'gone.pdf, which is no file'],
      ['# nothing\n', 'names no pair'],
      ['jane.txt,jane.txt,jane.txt', 'names 3 files'],
    ] as const) {
      writeFileSync(list, text);
      const failed = await cli(['evaluate', 'parsing', '--pairs', list]);
      expect([failed.exitCode, failed.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        expect.any(Number),
        expect.stringContaining(words),
      ]);
      expect(failed.exitCode).toBeGreaterThan(0);
    }
    expect((await cli(['evaluate', 'parsing', '--pairs', path.join(folder, 'none.tsv')])).stderr).toContain(
      'there is no list',
    );
    expect((await cli(['evaluate', 'parsing'])).stderr).toContain('nothing to evaluate');
    expect((await cli(['evaluate', 'parsing', '--pairs', list, '--min', 'name=0.9'])).stderr).toContain(
      'is not a gate',
    );
  }, 120_000);

  it('parses a CV and a folder without labels', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'jane.txt'), CV);
    writeFileSync(path.join(folder, 'empty.txt'), '');
    const { json } = await cli(['evaluate', 'parsing', folder, '--json']);
    expect(json).toMatchObject({ documents: 1, fields: {}, unread: [{ id: 'empty.txt', code: 'empty_file' }] });
    expect((await cli(['evaluate', 'parsing', path.join(folder, 'jane.txt')])).stdout).toMatch(
      /completeness\s+100\.0 %/,
    );
  });

  it('reads JSON Resumes beside their CVs, work truth with its files in a folder there, and layouts', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'jane.txt'), CV);
    writeFileSync(
      path.join(folder, 'jane.json'),
      JSON.stringify({
        basics: { name: 'Jane Example', email: 'jane@example.com' },
        work: [{ position: 'Data Analyst', startDate: '2018-01', endDate: '2021-03' }],
      }),
    );
    expect((await cli(['evaluate', 'parsing', folder, '--json'])).json.fields).toMatchObject({
      name: { f1: 1 },
      email: { f1: 1 },
      work: { f1: 1, support: 1 },
    });
    const other = temporaryFolder();
    mkdirSync(path.join(other, 'files'));
    writeFileSync(path.join(other, 'files', 'jane.txt'), CV);
    writeFileSync(
      path.join(other, 'truth.jsonl'),
      JSON.stringify({
        file: 'jane.txt',
        work: [{ title: 'Data Analyst', employer: null, start: '2018-01', end: '2021-03' }],
        yearsOfExperience: 3.2,
        yearsIsLowerBound: false,
      }),
    );
    expect((await cli(['evaluate', 'parsing', path.join(other, 'truth.jsonl'), '--json'])).json.fields).toMatchObject({
      work: { f1: 1 },
      yearsOfExperience: { recall: 1 },
    });
    writeFileSync(
      path.join(other, 'truth.json'),
      JSON.stringify([
        {
          file: 'jane.txt',
          name: 'Jane Example',
          emails: [],
          phones: [],
          sections: ['Work Experience', 'Education', 'Skills'],
          work: [],
        },
      ]),
    );
    expect((await cli(['evaluate', 'parsing', path.join(other, 'truth.json'), '--json'])).json.fields).toMatchObject({
      sectionOrder: { f1: 1, support: 1 },
    });
  });

  it('writes a page with the text of the worst CVs, markup escaped', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'jane.txt'), `${CV}\n<script>alert(1)</script>`);
    const page = path.join(folder, 'page.html');
    expect((await cli(['evaluate', 'parsing', path.join(folder, 'jane.txt'), '--html', page])).exitCode).toBe(0);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('University of Leeds');
    expect(html).not.toContain('<script>');
    expect(html).not.toMatch(/\b(?:src|href)=/);
  });

  it.each([
    [['nowhere.jsonl'], /nothing at nowhere\.jsonl/, 2],
    [['{folder}'], /holds no CV and no label/, 2],
    [['{broken}'], /line 1, is not JSON/, 1],
    [['{odd}'], /row 1 .* no label that cvmatch knows/, 1],
    [['{lost}'], /gone\.pdf lies in none of/, 2],
    [['{odd}', '--min', 'nose=1'], /--min nose=1 is not a gate/, 2],
    [['{odd}', '--as-of', 'today'], /--as-of today is not a day/, 2],
  ])('%s is a clear error', async (args, message, exitCode) => {
    const folder = temporaryFolder();
    const files: Record<string, string> = { broken: '{', odd: '{"hello":1}', lost: '{"file":"gone.pdf","work":[]}' };
    const paths = Object.fromEntries(
      Object.keys(files).map((name) => [`{${name}}`, path.join(temporaryFolder(), `${name}.jsonl`)]),
    );
    for (const [name, content] of Object.entries(files)) writeFileSync(paths[`{${name}}`]!, content);
    const result = await cli([
      'evaluate',
      'parsing',
      ...args.map((arg) => (arg === '{folder}' ? folder : (paths[arg] ?? arg))),
    ]);
    expect(result.stderr).toMatch(message);
    expect(result.exitCode).toBe(exitCode);
  });

  it('finds every e-mail and phone of the generated fixtures', async () => {
    const { json, exitCode } = await cli([
      'evaluate',
      'parsing',
      fixtures('truth'),
      '--json',
      '--min',
      'email=1',
      '--min',
      'phone=1',
      '--min',
      'name=0.95',
    ]);
    expect(json.fields).toMatchObject({ email: { precision: 1, recall: 1 }, phone: { precision: 1, recall: 1 } });
    expect(exitCode).toBe(0);
  });
});
