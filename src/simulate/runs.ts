import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RUN_SCHEMA, type RunReport } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { makePrivateFolder } from '../files/private.js';

/** Runs are stored as one JSON file each under `runs/` of the workspace, named after their start time. */
const FOLDER = 'runs';

/** Returns the run's id. */
export function saveRun(workspace: string, report: RunReport): string {
  const folder = path.join(workspace, FOLDER);
  makePrivateFolder(folder);
  writeFileSync(path.join(folder, `${report.id}.json`), `${JSON.stringify(report)}\n`, { mode: 0o600 });
  return report.id;
}

function listRuns(workspace: string): string[] {
  try {
    return readdirSync(path.join(workspace, FOLDER))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort();
  } catch {
    return [];
  }
}

/** A run by id, by the beginning of its id, by path, or `latest`. Throws not_found with what exists. */
export function loadRun(workspace: string, name: string): RunReport {
  const ids = listRuns(workspace);
  const hits = name === 'latest' ? ids.slice(-1) : ids.filter((id) => id === name || id.startsWith(name));
  const file = hits.length === 1 ? path.join(workspace, FOLDER, `${hits[0]}.json`) : name;
  return parseRun(readRun(file, name, ids), file);
}

function readRun(file: string, name: string, ids: string[]): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const known =
      ids.length === 0
        ? 'No run is stored here; make one with `cvmatch simulate`.'
        : `Stored runs: ${ids.slice(-5).join(', ')}; or give the path of a JSON report.`;
    throw new CvmatchError('not_found', `there is no run "${name}"`, { cause, hint: known });
  }
}

function parseRun(text: string, file: string): RunReport {
  let report: Partial<RunReport> | null = null;
  try {
    report = JSON.parse(text) as Partial<RunReport>;
  } catch {
    // falls through to the error below
  }
  if (report?.schema === RUN_SCHEMA) return report as RunReport;
  throw new CvmatchError('dataset_invalid', `${file} is not a run of schema ${RUN_SCHEMA}`, {
    hint: 'Reports are written by `cvmatch simulate`.',
  });
}
