import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readTrainingData } from './data.js';
import { idfFile } from './frequencies.js';

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string', default: 'models/builtin' }, seed: { type: 'string', default: '1' } } });
if (values.data === undefined) throw new TypeError('--data FOLDER is needed: the folder with cv-texts/, ranking-occupations/, cvs-pdf/ and vocabularies/');

const data = readTrainingData(path.resolve(values.data));
mkdirSync(path.resolve(values.out), { recursive: true });
writeFileSync(path.resolve(values.out, 'idf.json'), `${JSON.stringify(idfFile(data.cvs))}\n`);
