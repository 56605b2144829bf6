// What tenants cost a service that has nothing to do: time to start, share of a core, resident memory.
//   npm run build && node bench/tenants/idle.js [--tenants 0,20,100] [--seconds 20]     writes bench/results/tenants-idle.json
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addTenant, loadConfig } from '../../dist/src/index.js';
import { startServer } from '../../dist/src/simulate/http/server.js';
import { cli, option, saveResult } from '../measure.js';

const CLOCK_TICK_MS = 10;
/** Until all tenants are open. */
const SETTLE_MS = 10_000;
const counts = option('tenants', '0,20,100').split(',').map(Number);
const seconds = Number(option('seconds', 20));

function look(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
  const kib = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]);
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS, rssMb: Math.round(kib / 1024) };
}

async function measure(store) {
  const started = performance.now();
  const variables = { CVMATCH_EMBEDDER: 'hashing' };
  const server = await startServer({ cli, store, workers: 1, flags: [], variables });
  const startMs = Math.round(performance.now() - started);
  await sleep(SETTLE_MS);
  const before = look(server.pid);
  await sleep(seconds * 1000);
  const { cpuMs, rssMb } = look(server.pid);
  await server.close();
  return { startMs, corePercent: Math.round((cpuMs - before.cpuMs) / seconds) / 10, rssMb };
}

const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-idle-'));
try {
  const config = { ...loadConfig({}, store).values, store };
  const figures = [];
  for (const tenants of counts) {
    for (let i = figures.at(-1)?.tenants ?? 0; i < tenants; i++) await addTenant(config, `t${i}`);
    figures.push({ tenants, ...(await measure(store)) });
  }
  saveResult('tenants-idle', { seconds, figures });
} finally {
  rmSync(store, { recursive: true, force: true });
}
