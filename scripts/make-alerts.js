// `npm run alerts`: writes the alert rules for Prometheus, and the same for its operator on Kubernetes, from the table that the service
// itself evaluates. Build first.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.js';
import { operatorRules, rulesFile } from '../dist/src/service/alerts/rules-file.js';

writeFileSync(path.join(root, 'deploy/prometheus/alerts.yaml'), rulesFile());
writeFileSync(path.join(root, 'deploy/kubernetes/overlays/prod/rules.yaml'), operatorRules());
