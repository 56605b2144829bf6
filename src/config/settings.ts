import path from 'node:path';
import { PARTS } from './groups/parts.js';
import { READING } from './groups/reading.js';
import { SCHEDULE } from './groups/schedule.js';
import { SERVICE } from './groups/service.js';
import { TELEMETRY } from './groups/telemetry.js';
import { text } from './parsers.js';
import type { Settings } from './shape.js';

/** All settings; `dataFolder` is the absolute path of this user's data folder. */
export const settingsIn = (dataFolder: string): Settings => ({
  ...PARTS,
  modelsFolder: {
    description: 'where pulled models lie',
    fallback: path.join(dataFolder, 'models'),
    parse: (v) => mapText(v, (t) => path.resolve(t)),
    expects: 'a folder',
  },
  ...READING,
  ...SERVICE,
  ...TELEMETRY,
  ...SCHEDULE,
});

function mapText(value: string, then: (text: string) => string): string | undefined {
  const trimmed = text(value);
  return trimmed === undefined ? undefined : then(trimmed);
}
