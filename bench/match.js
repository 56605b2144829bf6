// `match` at 10,000 CVs: p50 and p95 inside one process, and a cold command.
//   npm run build && node bench/match.js [--cvs 10000] [--rounds 60]   writes bench/results/match.json
// The CVs are put together from invented parts and go through the real steps (profile, passages, features, the model in
// use) and the real write path.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../dist/src/index.js';
import { root, saveResult } from './measure.js';
import { matchParts } from '../dist/src/app/match.js';
import { openWorkspace } from '../dist/src/open.js';
import { jdOf } from '../dist/src/match/jd.js';
import { matchJd } from '../dist/src/match/match.js';
import { seeded } from '../dist/src/evaluate/ranking/metrics.js';

const { values } = parseArgs({
  options: { cvs: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '60' } },
});

const TITLES = [
  'Software Engineer',
  'Data Analyst',
  'Nurse',
  'Accountant',
  'Sales Manager',
  'Project Manager',
  'Web Developer',
  'Recruiter',
  'Database Administrator',
  'Chef',
];
const SKILLS = [
  'Python',
  'SQL',
  'Java',
  'Excel',
  'TypeScript',
  'Docker',
  'Kubernetes',
  'SAP',
  'Photoshop',
  'Salesforce',
  'Linux',
  'AWS',
  'React',
  'Tableau',
  'Git',
];
const DUTIES = [
  'planned the budget and reported to the board',
  'built services that handle orders',
  'cared for patients on a ward',
  'kept the books and closed the month',
  'trained new colleagues',
  'moved reports to a warehouse',
  'wrote tests and reviewed changes',
  'negotiated contracts with suppliers',
  'ran the kitchen of a hotel',
  'answered questions of customers',
];

/** About 600 words, the median of real CVs. */
function cvText(random, i) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const posts = Array.from({ length: 5 }, (_, post) => {
    const bullets = Array.from(
      { length: 8 },
      () => `- In project ${Math.floor(random() * 5000)} ${pick(DUTIES)} with ${pick(SKILLS)} and ${pick(SKILLS)}.`,
    );
    return `${pick(TITLES)}, Company ${Math.floor(random() * 900)} Ltd\nJanuary ${2018 - 2 * post} - December ${2019 - 2 * post}\n${bullets.join('\n')}`;
  });
  return `Person Number${i}\n${pick(TITLES)}\nperson${i}@example.com\n\nExperience\n\n${posts.join('\n\n')}\n\nSkills\n\n${Array.from({ length: 8 }, () => pick(SKILLS)).join(', ')}\n\nEducation\n\nBachelor of Science, Riverside University, 2008\n`;
}

async function fill(workspace, n) {
  const [pool, model, fingerprint] = [await workspace.pool(), await workspace.model(), await workspace.fingerprint()];
  await workspace.store.model.adopt(model);
  const random = seeded(1);
  for (let from = 0; from < n; from += 64) {
    const group = await Promise.all(
      Array.from({ length: Math.min(64, n - from) }, async (_, k) => {
        const text = cvText(random, from + k);
        return {
          text,
          outcome: await pool.run({ kind: 'text', text, asOf: '2020-01-01', fallbackDate: '2020-01-01' }),
        };
      }),
    );
    await workspace.store.intake.commit(
      group.map(({ text, outcome }, k) => ({
        path: `bench/${from + k}.txt`,
        size: text.length,
        mtimeMs: 0,
        hash: createHash('sha256').update(text).digest('hex'),
        madeWith: 'bench',
        fingerprint,
        duplicates: 'keep',
        outcome,
      })),
    );
    if (from % 1024 === 0) process.stderr.write(`\r${from}/${n}`);
  }
}

const jdText = (random) =>
  `${TITLES[Math.floor(random() * TITLES.length)]}\nWe look for someone who ${DUTIES[Math.floor(random() * DUTIES.length)]}.\nRequirements:\n- ${3 + Math.floor(random() * 5)} years of experience with ${SKILLS[Math.floor(random() * SKILLS.length)]}\n- ${SKILLS[Math.floor(random() * SKILLS.length)]} and ${SKILLS[Math.floor(random() * SKILLS.length)]}\n- Bachelor's degree\nNice to have:\n- ${SKILLS[Math.floor(random() * SKILLS.length)]}\n`;

async function inProcess(workspace, rounds) {
  const parts = await matchParts(workspace);
  const random = seeded(2);
  const times = [];
  const cpu = [];
  for (let i = 0; i < rounds + 5; i++) {
    const jd = jdOf(`${jdText(random)}Reference ${i}`);
    const [wall, used] = [performance.now(), process.cpuUsage()];
    await matchJd(jd, parts, { top: 10, noCache: true, cacheTtlMs: 1 });
    const spent = process.cpuUsage(used);
    if (i >= 5) {
      times.push(performance.now() - wall);
      cpu.push((spent.user + spent.system) / 1000);
    }
  }
  return {
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    cpuP50Ms: quantile(cpu, 0.5),
    cpuP95Ms: quantile(cpu, 0.95),
  };
}

function quantile(list, q) {
  const sorted = [...list].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1));
}

function cold(store, folder) {
  const file = path.join(folder, 'jd.txt');
  writeFileSync(file, jdText(seeded(3)));
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    execFileSync(process.execPath, [path.join(root, 'bin/run.js'), 'match', file, '--no-cache', '--store', store], {
      stdio: 'ignore',
    });
    return performance.now() - started;
  });
  return quantile(times, 0.5);
}

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-'));
try {
  const store = path.join(folder, 'store');
  const workspace = await openWorkspace({ ...loadConfig({}).values, store }, { create: true });
  await fill(workspace, Number(values.cvs));
  const { cvs, passages, model } = await workspace.store.summary();
  const warm = await inProcess(workspace, Number(values.rounds));
  await workspace.close();
  saveResult('match', { cvs, passages, model: model.id, ...warm, coldMs: cold(store, folder) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
