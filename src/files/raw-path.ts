import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Stands for bytes that are not valid UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * The real path of a file whose name is not valid UTF-8: such a path is shown and stored with replacement characters,
 * by which the file is found again. Any other path is returned unchanged.
 */
export async function rawPath(shown: string): Promise<string | Buffer> {
  if (!shown.includes(REPLACEMENT)) return shown;
  const { root } = path.parse(shown);
  let raw: Buffer = Buffer.from(root === '' ? '.' : root);
  for (const step of shown
    .slice(root.length)
    .split(path.sep)
    .filter((one) => one !== '')) {
    const bytes = step.includes(REPLACEMENT) ? (await rawNames(raw).catch(() => null))?.get(step) : undefined;
    raw = Buffer.concat([raw, Buffer.from(path.sep), bytes ?? Buffer.from(step)]);
  }
  return raw;
}

/** The names in a folder as they are shown. */
export async function namesIn(folder: string): Promise<string[]> {
  const raw = await rawPath(folder);
  const names = await readdir(raw, 'utf8');
  return names.some((name) => name.includes(REPLACEMENT)) ? [...(await rawNames(raw)).keys()] : names;
}

/** Two names that would be shown alike get numbers, in the order of their bytes. */
async function rawNames(folder: string | Buffer): Promise<Map<string, Buffer>> {
  const names = new Map<string, Buffer>();
  for (const raw of (await readdir(folder, 'buffer')).sort((a, b) => Buffer.compare(a, b))) {
    const { name, ext } = path.parse(raw.toString('utf8'));
    let shown = name + ext;
    for (let count = 2; names.has(shown); count++) shown = `${name} (${count})${ext}`;
    names.set(shown, raw);
  }
  return names;
}
