import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { CvmatchError } from '../errors.js';
import { NOWHERE } from './places.js';
import { givesAway, shownValue } from './secrets.js';
import { settingsIn } from './settings.js';
import type { Config, ConfigKey } from './shape.js';

export type { Config, ConfigKey } from './shape.js';

// onnxruntime sends telemetry to its maker and leaves an id in the user's cache, unless this is set before it loads.
// Set here, since a worker thread only has a copy of the environment.
process.env.ORT_DISABLE_TELEMETRY = '1';
// The AWS SDK announces which Node it will need next year; that is our business, not that of who runs a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export type ConfigSource = 'flag' | 'environment' | 'project file' | 'user file' | 'default';
export interface LoadedConfig {
  values: Config;
  sources: Record<ConfigKey, ConfigSource>;
}

export const SETTINGS = settingsIn(dataHome());
export const CONFIG_KEYS = Object.keys(SETTINGS) as ConfigKey[];

const PLACES = CONFIG_KEYS.filter((key) => SETTINGS[key].place === true);

/** The same settings for temporary work: everything lies in `store`, and nothing is sent anywhere. */
export function scratchConfig(config: Config, store: string): Config {
  return { ...config, ...Object.fromEntries(PLACES.map((key) => [key, SETTINGS[key].fallback])), store };
}

/**
 * The same for a child process of ours that gets its store by a flag: variables and files of the user must not send its
 * data elsewhere. An empty variable would not do, since the files would then decide.
 */
export function scratchVariables(): Record<string, string> {
  return Object.fromEntries(PLACES.filter((key) => key !== 'store').map((key) => [variableOf(key), NOWHERE]));
}

/** `maxSize` -> `CVMATCH_MAX_SIZE`. */
export function variableOf(key: ConfigKey): string {
  return `CVMATCH_${key.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;
}

function dataHome(): string {
  return process.env.XDG_DATA_HOME
    ? path.join(process.env.XDG_DATA_HOME, 'cvmatch')
    : path.join(homedir(), '.local', 'share', 'cvmatch');
}

export function userFile(): string {
  return path.join(process.env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'cvmatch', 'config.json');
}

/** The nearest file or folder of this name, in `from` or a folder above it; null when there is none. */
export function nearestUpwards(name: string, from: string): string | null {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, name);
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return null;
  }
}

type Raw = Partial<Record<ConfigKey, unknown>>;

/** @throws CvmatchError `bad_config` for a file that is not JSON, names an unknown key or holds an invalid value. */
function readFile(file: string | null): Raw {
  if (file === null || !existsSync(file)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CvmatchError('bad_config', `${file} is not valid JSON`, { cause, hint: 'Fix or remove the file.' });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new CvmatchError('bad_config', `${file} must hold one JSON object`, {
      hint: `Keys: ${CONFIG_KEYS.join(', ')}.`,
    });
  }
  const unknown = Object.keys(parsed).find((key) => !CONFIG_KEYS.includes(key as ConfigKey));
  if (unknown !== undefined) {
    throw new CvmatchError('bad_config', `${file} has an unknown key "${unknown}"`, {
      hint: `Keys: ${CONFIG_KEYS.join(', ')}.`,
    });
  }
  return parsed;
}

function parseSetting<K extends ConfigKey>(key: K, raw: unknown, where: string): Config[K] {
  const scalar =
    typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined;
  const value = scalar === undefined ? undefined : SETTINGS[key].parse(scalar);
  if (value === undefined) {
    const code = where.startsWith('--') ? 'bad_flag' : 'bad_config';
    throw new CvmatchError(code, `${where} is ${JSON.stringify(shownValue(SETTINGS[key], raw))}`, {
      hint: `It must be ${SETTINGS[key].expects}.`,
    });
  }
  return value;
}

/**
 * Refuses a secret in a project file, which is shared with everybody who has the project. @throws CvmatchError
 * `bad_config`.
 */
function refuseSecret(key: ConfigKey, raw: unknown, file: string): void {
  // `none` means that there is no secret.
  if (typeof raw !== 'string' || SETTINGS[key].parse(raw) === null || !givesAway(SETTINGS[key], raw)) return;
  throw new CvmatchError('bad_config', `"${key}" in ${file} would give a secret away`, {
    hint: `Set ${variableOf(key)} in the environment, or the user file with \`cvmatch config set ${key} VALUE --user\`.`,
  });
}

/** The settings with secrets masked. */
export function shownSettings(values: Config): Record<ConfigKey, unknown> {
  return Object.fromEntries(CONFIG_KEYS.map((key) => [key, shownValue(SETTINGS[key], values[key])])) as Record<
    ConfigKey,
    unknown
  >;
}

/** Texts of flags by setting; an absent or undefined one leaves the setting to the next source. */
export type FlagTexts = Partial<Record<ConfigKey, string | number | boolean | undefined>>;

/**
 * The settings of every command, each from the first source that has it: flag, environment variable, project file
 * (`cvmatch.json`, the nearest upwards), user file (`~/.config/cvmatch/config.json`), default. No other file reads
 * process.env.
 */
export function loadConfig(flags: FlagTexts = {}, cwd = process.cwd()): LoadedConfig {
  const projectPath = nearestUpwards('cvmatch.json', cwd);
  const project = readFile(projectPath);
  for (const [key, raw] of Object.entries(project)) refuseSecret(key as ConfigKey, raw, projectPath ?? '');
  const user = readFile(userFile());
  const values: Partial<Record<ConfigKey, unknown>> = {};
  const sources = {} as Record<ConfigKey, ConfigSource>;
  for (const key of CONFIG_KEYS) {
    const variable = variableOf(key);
    const candidates: [ConfigSource, unknown, string][] = [
      ['flag', flags[key], `--${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`],
      ...[variable, SETTINGS[key].alsoVariable]
        .filter((name) => name !== undefined)
        .map((name): [ConfigSource, unknown, string] => [
          'environment',
          process.env[name] === '' ? undefined : process.env[name],
          name,
        ]),
      ['project file', project[key], `"${key}" in ${projectPath ?? ''}`],
      ['user file', user[key], `"${key}" in ${userFile()}`],
    ];
    const found = candidates.find(([, raw]) => raw !== undefined && raw !== null);
    values[key] = found === undefined ? SETTINGS[key].fallback : parseSetting(key, found[1], found[2]);
    sources[key] = found?.[0] ?? 'default';
  }
  return { values: values as unknown as Config, sources };
}

/**
 * Writes one setting to the project file (the nearest, or a new one in `cwd`) or the user file; `null` removes it.
 * Returns the file's path.
 * @throws CvmatchError `bad_config` for an unknown key or an invalid value.
 */
export function saveSetting(scope: 'project' | 'user', key: string, value: string | null, cwd = process.cwd()): string {
  if (!CONFIG_KEYS.includes(key as ConfigKey)) {
    throw new CvmatchError('bad_config', `there is no setting "${key}"`, {
      hint: `Settings: ${CONFIG_KEYS.join(', ')}.`,
    });
  }
  if (value !== null) parseSetting(key as ConfigKey, value, `"${key}"`);
  const file = scope === 'user' ? userFile() : (nearestUpwards('cvmatch.json', cwd) ?? path.join(cwd, 'cvmatch.json'));
  const { [key as ConfigKey]: _old, ...rest } = readFile(file);
  if (scope === 'project') refuseSecret(key as ConfigKey, value, file);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value === null ? rest : { ...rest, [key]: value }, null, 2)}\n`, {
    mode: scope === 'user' ? 0o600 : 0o666,
  });
  return file;
}

/** A container may expand to this many times the file limit: more than text compresses, less than a bomb. */
const EXPANSION = 20;

/** Limits for reading one document, in the sandbox's units: milliseconds, MiB, bytes. */
export function extractLimits({ timeout, memory, maxSize }: Config): {
  timeoutMs: number;
  memoryMb: number;
  maxExpandedBytes: number;
} {
  return { timeoutMs: timeout, memoryMb: Math.ceil(memory / 2 ** 20), maxExpandedBytes: maxSize * EXPANSION };
}

/** Whether the user declined colour (https://no-color.org), or the terminal is a dumb one. */
export function plainOutput(): boolean {
  return (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
}

/** Width in columns of the terminal that stdout is, else `fallback`. */
export function outputColumns(fallback = 100): number {
  const asked = Number(process.env.COLUMNS);
  return process.stdout.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : fallback);
}
