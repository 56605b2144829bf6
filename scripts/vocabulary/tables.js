// Reads the public tables: tab-separated, comma-separated with quotes and line breaks, plain lines.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export function readGz(folder, name) {
  return gunzipSync(readFileSync(path.join(folder, `${name}.gz`))).toString('utf8');
}

/** Rows as objects by column name. */
export function readTsv(folder, name) {
  const [head, ...lines] = readGz(folder, name).split(/\r?\n/);
  const columns = head.split('\t');
  return lines.filter((line) => line !== '').map((line) => byColumn(columns, line.split('\t')));
}

export function readCsv(folder, name) {
  const [columns, ...rows] = parseCsv(readGz(folder, name));
  return rows.filter((row) => row.length > 1).map((row) => byColumn(columns, row));
}

function byColumn(columns, values) {
  return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? '']));
}

/** RFC 4180: fields may be quoted, with quotes doubled inside. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    const field = match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1];
    row.push(field);
    if (match[2] === ',') continue;
    rows.push(row);
    row = [];
    if (match[2] === '') break;
  }
  return rows;
}

/** Hand-written lists: `# comment`, `[group < Parent]`, `Canonical = alias; alias`. */
export function readList(file) {
  const entries = [];
  let group = '';
  let parent = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const head = /^\[([^<\]]+)(?:<([^\]]+))?\]$/.exec(text);
    if (head) {
      group = head[1].trim();
      parent = (head[2] ?? '').trim();
      continue;
    }
    const [name, aliases = ''] = text.split(/ = (.*)/);
    entries.push({ name: name.trim(), group, parent, aliases: aliases.split(/;\s*/).filter((alias) => alias !== '') });
  }
  return entries;
}

/** One entry per line; `#` starts a comment. */
export function readLines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
