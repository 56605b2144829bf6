import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVocabulary } from '../src/profile/vocabulary/vocabulary.js';

const script = fileURLToPath(new URL('make-vocabulary.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-vocabulary-'));
const tsv = (...rows: string[]): string => rows.map((row) => row.split('|').join('\t')).join('\n');

/** A few rows in the layout of the public tables. */
const TABLES: Record<string, string> = {
  'onet-alternate-titles.tsv': tsv(
    'O*NET-SOC Code|Title|Alternate Title|Short Title|Source(s)',
    ...['Cloud', 'Beam', 'Glass', 'Kiln', 'Night'].map(
      (word) => `51-9195.05|Potters, Manufacturing|${word} Potter||08`,
    ),
    '51-9195.04|Glass Blowers|Kiln Potter Assistant (KPA)|KPA|08',
  ),
  'onet-sample-of-reported-titles.tsv': tsv(
    'O*NET-SOC Code|Title|Reported Job Title|Shown in My Next Move',
    '51-9195.05|Potters, Manufacturing|Night Potter (Moon Potter)|Y',
  ),
  'onet-occupation-data.tsv': tsv('O*NET-SOC Code|Title|Description', '51-9195.05|Potters, Manufacturing|Make pots.'),
  'onet-related-occupations.tsv': tsv(
    'O*NET-SOC Code|Title|Related O*NET-SOC Code|Related Title|Relatedness Tier|Index',
    '51-9195.05|Potters|51-9195.04|Glass Blowers|Primary-Short|1',
  ),
  'onet-technology-skills.tsv': tsv(
    'O*NET-SOC Code|Title|Example|Commodity Code|Commodity Title|Hot Technology|In Demand',
    '51-9195.05|Potters|PotCAD software|43232604|Computer aided design|N|N',
    '51-9195.05|Potters|Glaze mixing system GMS software|43232604|Computer aided design|N|N',
    '51-9195.05|Potters|Structured query language SQL|43232306|Query|Y|Y',
  ),
  'onet-tools-used.tsv': tsv(
    'O*NET-SOC Code|Title|Example|Commodity Code|Commodity Title',
    '51-9195.05|Potters|Pottery wheels|1|Wheels',
  ),
  'onet-task-statements.tsv': tsv(
    'O*NET-SOC Code|Title|Task ID|Task|Task Type',
    ...[1, 2, 3, 4].map((id) => `51-9195.05|Potters|${id}|Shape clay with wheels and firing.|Core`),
  ),
  'onet-dwa-reference.tsv': tsv('Element ID|Element Name|IWA ID|IWA Title|DWA ID|DWA Title', '1|x|1|x|1|Shape clay.'),
  'esco-skills.json': JSON.stringify([
    { skill: 'ceramic chemistry', description: 'how glazes react' },
    { skill: 'shape clay by hand', description: 'making pots' },
  ]),
  'esco-occupations.csv': 'iscoGroup,preferredLabel,altLabels\n7314,kiln potter,"potter of kilns\ntable potter"\n',
  'job-titles-and-key-skills.csv': 'Job Title,Key Skills\nPotter,"Throwing| Glazing"\n',
  'skills-2016.txt': 'Raku Firing\nFiring\nSQL\nGMS\nUSA\n',
};

function make(out: string): Buffer {
  execFileSync(process.execPath, [script, path.join(folder, 'data'), '--out', path.join(folder, out)], {
    stdio: 'ignore',
  });
  return readFileSync(path.join(folder, out, 'vocabulary.bin.gz'));
}

beforeAll(() => {
  mkdirSync(path.join(folder, 'data'));
  for (const [name, text] of Object.entries(TABLES))
    writeFileSync(path.join(folder, 'data', `${name}.gz`), gzipSync(text));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('make-vocabulary', () => {
  it('writes the same bytes twice', () => {
    expect(make('one').equals(make('two'))).toBe(true);
  });

  it('joins the tables with the hand-written lists', () => {
    const vocabulary = openVocabulary(make('one'));
    expect(vocabulary.canonical('Structured Query Language', 'skill')).toBe('SQL');
    expect(vocabulary.canonical('PotCAD software', 'skill')).toBe('PotCAD');
    expect(vocabulary.canonical('glaze mixing system', 'skill')).toBe('GMS');
    expect(vocabulary.canonical('Ceramic Chemistry', 'skill')).toBe('Ceramic chemistry');
    expect(vocabulary.canonical('Moon Potter', 'title')).toBe('Night Potter');
    expect(vocabulary.relatedness('Night Potter', 'Kiln Potter')).toBe(0.8);
    expect(vocabulary.relatedness('Night Potter', 'Table Potter')).toBe(0.8);
  });

  it('leaves out phrases that start with a verb, and what is listed as no skill', () => {
    const vocabulary = openVocabulary(make('one'));
    expect(vocabulary.canonical('shape clay by hand', 'skill')).toBeUndefined();
    expect(vocabulary.find('USA').length).toBe(0);
  });

  it('lets an everyday word count only as an item of a list', () => {
    const vocabulary = openVocabulary(make('one'));
    const found = (text: string): string[] => vocabulary.find(text).map((hit) => hit.term);
    expect(found('after the firing we slept')).toEqual([]);
    expect(found('Raku Firing, Firing, SQL')).toEqual(['Raku Firing', 'Firing', 'SQL']);
  });
});
