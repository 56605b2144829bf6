import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { Config } from '../config/config.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { withWorkspace } from '../open.js';
import { databasesIn, mayHaveStore, workspaceFolder } from '../config/workspace.js';
import { drawPdfPages } from '../pool/page-pictures.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import { whyPending } from '../report/erasure.js';
import { replicaText } from '../report/store.js';
import { count } from '../report/text/table.js';
import { openEmbedder } from '../embed/index.js';
import { readMasterKey } from '../sealing/master-key.js';

/** One thing that cvmatch needs or can use, whether it works here, and what to do if it does not. */
export interface Check {
  name: string;
  /** `missing` is for optional things: not a failure until somebody needs them. */
  status: 'ok' | 'missing' | 'failed';
  detail: string;
  advice: string;
}

type Probe = {
  name: string;
  optional?: boolean;
  advice: string;
  /** Each a check of its own that failed; `look` is called if there are none. */
  damages?: (config: Config) => Promise<{ detail: string; advice: string }[]>;
  look: (config: Config) => Promise<string>;
};

const PROBES: Probe[] = [
  { name: 'node', advice: 'Install Node.js 20.19 or newer.', look: nodeVersion },
  {
    name: 'sqlite',
    advice: 'Run `npm rebuild better-sqlite3`; it needs a C++ compiler where no prebuilt binary fits.',
    look: sqlite,
  },
  {
    name: 'pdf engine',
    optional: true,
    advice:
      'PDFs that cvmatch does not read itself are read with pdf.js alone, more slowly. Reinstall without `--omit=optional`.',
    look: pdfEngine,
  },
  { name: 'pdf fallback', advice: 'Install cvmatch again.', look: pdfFallback },
  { name: 'onnx runtime', advice: 'Reinstall with `--onnxruntime-node-install=skip`.', look: onnxRuntime },
  { name: 'model', advice: 'Install cvmatch again, or name a model with --model.', look: model },
  { name: 'vocabulary', advice: 'Install cvmatch again.', look: vocabulary },
  {
    name: 'store',
    advice: 'Restore it from a backup, or remove the folder and ingest again.',
    damages: damagedStores,
    look: store,
  },
  { name: 'files', advice: 'Check the setting files.', look: files },
  { name: 'queue', advice: 'Check the setting queue.', look: queue },
  {
    name: 'encryption',
    optional: true,
    advice: 'Take the access of others away: chmod 600 FILE.',
    look: encryption,
  },
  {
    name: 'tesseract',
    optional: true,
    advice: 'For `--ocr`: apt-get install tesseract-ocr, or brew install tesseract.',
    look: () => toolVersion('tesseract', ['--version']),
  },
  {
    name: 'page pictures',
    optional: true,
    advice: 'For `--ocr` of scanned PDFs: apt-get install poppler-utils, or brew install poppler.',
    look: pagePictures,
  },
  {
    name: 'pdftoppm',
    optional: true,
    advice: 'Needed only where pdf-parse cannot draw pages: apt-get install poppler-utils, or brew install poppler.',
    look: () => toolVersion('pdftoppm', ['-v']),
  },
];

/** Checks every part in turn; never throws for a failed check. */
export async function examine(config: Config): Promise<Check[]> {
  const checks: Check[] = [];
  for (const probe of PROBES) {
    const damages = probe.damages === undefined ? [] : await probe.damages(config);
    const failed = damages.map((damage): Check => ({ name: probe.name, status: 'failed', ...damage }));
    checks.push(...(failed.length > 0 ? failed : [await lookAt(probe, config)]));
  }
  return checks;
}

async function lookAt(probe: Probe, config: Config): Promise<Check> {
  try {
    return { name: probe.name, status: 'ok', detail: await probe.look(config), advice: '' };
  } catch (error) {
    const advice = isCvmatchError(error) && error.hint !== '' ? error.hint : probe.advice;
    const detail = error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
    return { name: probe.name, status: probe.optional ? 'missing' : 'failed', detail, advice };
  }
}

function nodeVersion(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Error(`Node.js ${process.versions.node} is too old`);
  return Promise.resolve(process.versions.node);
}

async function sqlite(): Promise<string> {
  const { Database } = await import('../store/sqlite/database.js');
  const database = await Database.open({ path: ':memory:' });
  try {
    const row = database.sql('select sqlite_version() as sqlite, vec_version() as vec').get() as {
      sqlite: string;
      vec: string;
    };
    return `SQLite ${row.sqlite}, sqlite-vec ${row.vec}`;
  } finally {
    await database.close();
  }
}

async function pdfEngine(): Promise<string> {
  await import('@firecrawl/pdf-inspector');
  return 'plain PDFs are read by cvmatch, the others by pdf-inspector, which loads';
}

async function pdfFallback(): Promise<string> {
  const { version } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return `pdf.js ${version} reads what pdf-inspector cannot, and finds hidden text`;
}

const ONE_PAGE =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 80]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF';

/** Draws a page as `--ocr` would. */
async function pagePictures(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cvmatch-doctor-'));
  try {
    const file = path.join(folder, 'page.pdf');
    await writeFile(file, ONE_PAGE);
    const limits = { timeoutMs: 10_000, memoryMb: 1024 };
    for (const artist of ['pdf-parse', 'pdftoppm'] as const) {
      const draw = { pages: 1, maxSide: 100 };
      const drawn = await drawPdfPages(file, { folder, draw, limits: () => limits, artists: [artist] });
      if (drawn.ok) return `drawn by ${artist}`;
    }
    throw new Error('nothing here can draw the pages of a PDF');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onnxRuntime(): Promise<string> {
  const { listSupportedBackends } = await import('onnxruntime-node');
  return `backends: ${listSupportedBackends()
    .map((backend) => backend.name)
    .join(', ')}`;
}

async function model({ embedder, model: name, modelsFolder }: Config): Promise<string> {
  const opened = await openEmbedder({ embedder, model: name, modelsFolder });
  try {
    const row = await opened.embed(['a quick look'], 'query');
    if (row.length !== opened.dimensions || !row.every(Number.isFinite))
      throw new Error(`${opened.id} gives no usable vector`);
    return `${opened.id}, ${opened.dimensions} dimensions`;
  } finally {
    await opened.close();
  }
}

function vocabulary(): Promise<string> {
  return Promise.resolve(`fingerprint ${loadVocabulary().fingerprint.slice(0, 12)}`);
}

/**
 * A removal should be complete within a day, whatever reads the store meanwhile; if it is not, somebody must look into
 * it.
 */
const ERASED_WITHIN_MS = 86_400_000;

/** Damage of the place's database and of those of its tenants. */
async function damagedStores(config: Config): Promise<{ detail: string; advice: string }[]> {
  const { examineSqlite } = await import('../store/sqlite/examine.js');
  return databasesIn(config).flatMap(examineSqlite);
}

async function store(config: Config): Promise<string> {
  if (!mayHaveStore(config)) return `none yet at ${workspaceFolder(config)}; the first ingest makes it`;
  return withWorkspace(config, {}, async (workspace) => {
    await workspace.requireModel();
    const pending = await workspace.store.erasures.pending();
    const old = pending.find(({ since }) => Date.now() - Date.parse(since) > ERASED_WITHIN_MS);
    if (old !== undefined)
      throw new CvmatchError('store_locked', `a removal of ${old.since} is not finished: ${whyPending(old.waitsFor)}`, {
        hint: 'End the process that has had the store open for so long, then run `cvmatch schedule run clean-up`.',
      });
    const { vectorIndex, replica } = await workspace.store.summary();
    return [
      workspace.place,
      ...(pending.length === 0 ? [] : [`${count(pending.length, 'removal')} not gone from the disk yet`]),
      ...(replica === null ? [] : [`replica ${replicaText(replica)}`]),
      ...(vectorIndex === 'due' ? ['its vectors have no index yet (cvmatch migrate makes it)'] : []),
    ].join('; ');
  });
}

async function files(config: Config): Promise<string> {
  if (!mayHaveStore(config)) return config.files ?? 'none yet; they will be in the workspace';
  return withWorkspace(config, {}, (workspace) => workspace.examineFiles());
}

async function queue(config: Config): Promise<string> {
  if (!mayHaveStore(config)) return 'none yet; it comes with the store';
  return withWorkspace(config, {}, (workspace) => workspace.examineQueue());
}

/** An encryption that does not work fails the check of the store; this one tells what can be told apart from that. */
async function encryption(config: Config): Promise<string> {
  const { encryptionKey: source } = config;
  if (source !== null && !source.startsWith('command:')) await requirePrivateKey(source);
  if (!mayHaveStore(config)) return source === null ? 'off' : 'a store that is made now is encrypted';
  return withWorkspace(config, {}, async (workspace) => {
    const { keyId } = workspace.encryption;
    const [newest] = await workspace.store.cvs.list({ order: 'newest', limit: 1 });
    if (newest !== undefined) await workspace.store.cvs.get(newest.cvId);
    if (keyId !== null) return `on, data key ${keyId}`;
    if (source === null) return 'off';
    throw new CvmatchError('key_missing', 'a key is configured, but the store is not encrypted', {
      hint: 'Run `cvmatch encryption on`.',
    });
  });
}

/** Reads it first, so that a file that is missing or no key is told as such. */
async function requirePrivateKey(file: string): Promise<void> {
  await readMasterKey(file);
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new CvmatchError('key_wrong', `${file} can be read by others`, { hint: `chmod 600 ${file}` });
}

async function toolVersion(tool: string, args: string[]): Promise<string> {
  const { stdout, stderr, failed, code } = await execa(tool, args, { timeout: 5000, reject: false });
  if (failed) throw new Error(code === 'ENOENT' ? 'not installed' : `does not answer (${code ?? 'failed'})`);
  return `${stdout}\n${stderr}`.trim().split('\n', 1)[0]!;
}
