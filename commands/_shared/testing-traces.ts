import { execFileSync } from 'node:child_process';

const LOOK = `
const [folder, ...traces] = process.argv.slice(1);
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const holds = (file) => traces.some((trace) => readFileSync(file).toString('latin1').toLowerCase().includes(trace));
console.log(JSON.stringify(files.map((entry) => join(entry.parentPath, entry.name)).filter(holds)));
`;

/**
 * Files in a folder and its subfolders that contain one of these texts, in upper or lower case. Another process reads
 * them, because a process that has a file open in SQLite loses its locks when it closes that file.
 */
export function filesHolding(folder: string, traces: string[]): string[] {
  return JSON.parse(execFileSync(process.execPath, ['-e', LOOK, folder, ...traces], { encoding: 'utf8' })) as string[];
}
