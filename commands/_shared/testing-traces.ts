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
 * Files in a folder, deep ones too, that hold one of these, in capitals or small letters. Looked at by another process: one
 * that has SQLite open on a file loses its locks when it closes that file.
 */
export function filesHolding(folder: string, traces: string[]): string[] {
  return JSON.parse(execFileSync(process.execPath, ['-e', LOOK, folder, ...traces], { encoding: 'utf8' })) as string[];
}
