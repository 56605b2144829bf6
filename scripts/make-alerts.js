// `npm run alerts`: writes deploy/prometheus/alerts.yaml from the table that the service itself evaluates. Build first.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.js';
import { rulesFile } from '../dist/src/service/alerts/rules-file.js';

writeFileSync(path.join(root, 'deploy/prometheus/alerts.yaml'), rulesFile());
