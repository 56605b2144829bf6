import { Flags } from '@oclif/core';
import type { Config } from '../../src/index.js';

/**
 * Flags for settings, as texts, since src/config/config.ts parses them like any other source. A command picks those
 * that it uses.
 */
export const settingFlags = {
  threads: Flags.string({ helpValue: 'N', description: 'worker threads (default: the cores)' }),
  timeout: Flags.string({ helpValue: 'TIME', description: 'time limit for one CV (default: 10s)' }),
  memory: Flags.string({ helpValue: 'SIZE', description: 'memory limit for reading one CV (default: 512MB)' }),
  'max-size': Flags.string({ helpValue: 'SIZE', description: 'size limit of one file (default: 10MB)' }),
  duplicates: Flags.string({
    helpValue: 'skip|flag|keep',
    description: 'near copies: skip them, keep and flag them (default), or do not look for them',
  }),
  ocr: Flags.boolean({ allowNo: true, description: 'read images and scans with tesseract' }),
  'ocr-languages': Flags.string({ helpValue: 'CODES', description: 'tesseract languages for OCR, e.g. eng+deu' }),
  embedder: Flags.string({ helpValue: 'auto|builtin|hashing|mock', description: 'what turns text into vectors' }),
  model: Flags.string({
    helpValue: 'FOLDER|ID',
    description: 'another embedding model: a folder, or the id of a pulled one',
  }),
};

/** Flags for where parts lie, for commands that take or process uploads; every command reads these settings. */
export const placeFlags = {
  queue: Flags.string({ helpValue: 'URL', description: 'what hands tasks to workers (default: the store itself)' }),
  files: Flags.string({ helpValue: 'DIR', description: 'folder for uploaded files (default: in the workspace)' }),
};

type Texts = Partial<Record<keyof Config, string | boolean | undefined>>;

/** Of the flags that every command has: whose data to work on, and where it lies. */
export function workspaceTexts({ store, tenant }: { store?: string; tenant?: string }): Texts {
  return { store, tenant };
}

/** `{ 'max-size': '5MB' }` -> `{ maxSize: '5MB' }`; the type makes callers leave out flags that are no settings. */
export function settingTexts(
  flags: Partial<
    Record<keyof typeof settingFlags | keyof typeof placeFlags | 'store' | 'tenant', string | boolean | undefined>
  >,
): Texts {
  const names: Record<string, keyof Config> = { 'max-size': 'maxSize', 'ocr-languages': 'ocrLanguages' };
  const known = new Set([...Object.keys(settingFlags), ...Object.keys(placeFlags), 'store', 'tenant']);
  return Object.fromEntries(
    Object.entries(flags)
      .filter(([name]) => known.has(name))
      .map(([name, value]) => [names[name] ?? name, value]),
  );
}
