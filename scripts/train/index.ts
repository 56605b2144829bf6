import path from 'node:path';
import { parseArgs } from 'node:util';
import { readTrainingData } from './data.js';
import { idfFile } from './frequencies.js';
import { trainModel } from './model.js';
import { writeModel } from './write.js';

// `npm run model:train -- --data FOLDER [--out FOLDER] [--seed N] [--steps N] [--dimensions N] [--hold-out]`
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'models/builtin' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '1000' },
    'hold-out': { type: 'boolean', default: false },
    dimensions: { type: 'string', default: '256' },
  },
});
if (values.data === undefined)
  throw new TypeError(
    '--data FOLDER is needed: the folder with cv-texts/, ranking-occupations/, cvs-pdf/ and vocabularies/',
  );

const data = readTrainingData(path.resolve(values.data), { holdOut: values['hold-out'] });
const model = trainModel(data, {
  seed: Number(values.seed),
  dimensions: Number(values.dimensions),
  steps: Number(values.steps),
  learningRate: 0.4,
  temperature: 0.07,
  batch: [128, 64, 64],
  report: (line) => process.stderr.write(`${line}\n`),
});
writeModel(path.resolve(values.out), model, idfFile(data.cvs));
