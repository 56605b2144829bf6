import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { loadConfig, type Config } from '../config/config.js';
import { addKey } from '../app/keys.js';
import { serve } from '../app/serve.js';
import type { Scope } from './http/scopes.js';
import type { Timeouts } from './http/server.js';

/** For tests: the real service with a worker, on a store of its own; it is removed when the test ends. */
export interface TestService {
  url: string;
  folder: string;
  config: Config;
  get(where: string, token?: string): Promise<Answer>;
  post(where: string, body: unknown, token?: string): Promise<Answer>;
  upload(files: UploadFile[], options?: { token?: string; key?: string; priority?: number }): Promise<Answer>;
  /** Waits until the batch has ended. */
  settled(batch: string, token?: string): Promise<Answer>;
  key(name: string, ...scopes: Scope[]): Promise<string>;
  /** Names of the stored uploads. */
  bytes(): Promise<string[]>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read the shapes that they assert
  body: any;
}

export interface UploadFile {
  name: string;
  bytes: Uint8Array | string;
  field?: string;
  /** The sender's name for the person. */
  candidate?: string;
}

export const fixture = async (...parts: string[]): Promise<UploadFile> => ({
  name: parts.at(-1)!,
  bytes: await readFile(path.join(import.meta.dirname, '../../fixtures', ...parts)),
});

/** Text that reads as the CV of one person; another number gives a different person. */
export function cvText(n: number): UploadFile {
  const skill = ['Python', 'TypeScript', 'Kubernetes', 'Terraform', 'PostgreSQL'][n % 5]!;
  return {
    name: `person-${n}.txt`,
    bytes: [
      `Person Number${n}\nperson${n}@example.com\n`,
      `Experience\nEngineer, Company${n}, 2018 - 2022`,
      `Wrote ${skill} for project ${n * 7919} and kept ${n * 104729} systems alive.\n`,
      `Skills\n${skill}, SQL\n`,
    ].join('\n'),
  };
}

/** `whenOver` receives the function that ends the service; by default it ends with the test. */
export async function testService(
  settings: Partial<Config> = {},
  timeouts?: Timeouts,
  whenOver: (end: () => Promise<void>) => void = onTestFinished,
): Promise<TestService> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cvmatch-service-'));
  const config = testConfig(folder, settings);
  const { url, stop } = await started(config, timeouts);
  whenOver(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    url,
    folder,
    config,
    ...client(url),
    key: async (name, ...scopes) => (await addKey(config, name, scopes)).token,
    bytes: () => readdir(path.join(folder, 'uploads')).catch(() => []),
  };
}

function testConfig(folder: string, settings: Partial<Config>): Config {
  return {
    ...loadConfig({}, folder).values,
    store: folder,
    embedder: 'hashing',
    port: 0,
    workers: 1,
    logLevel: 'silent',
    ...settings,
  };
}

async function started(config: Config, timeouts?: Timeouts): Promise<{ url: string; stop: () => Promise<void> }> {
  const over = new AbortController();
  let served: Promise<void> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    served = serve(config, {
      version: '0.0.0',
      timeouts,
      signal: over.signal,
      onListening: (listening) => {
        resolve(listening.url!.replace('0.0.0.0', '127.0.0.1'));
      },
    });
    served.catch(reject);
  });
  const stop = async (): Promise<void> => {
    over.abort();
    await served;
  };
  return { url, stop };
}

/** Milliseconds between two checks whether a batch has ended. */
const LOOK_MS = 50;

function client(url: string): Pick<TestService, 'get' | 'post' | 'upload' | 'settled'> {
  const ask = async (where: string, init: RequestInit): Promise<Answer> => answerOf(await fetch(url + where, init));
  const get: TestService['get'] = (where, token) => ask(where, { headers: auth(token) });
  return {
    get,
    post: (where, body, token) =>
      ask(where, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...auth(token) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    upload: (files, { token, key, priority } = {}) =>
      ask(`/v1/cvs${priority === undefined ? '' : `?priority=${priority}`}`, {
        method: 'POST',
        headers: { ...auth(token), ...(key === undefined ? {} : { 'idempotency-key': key }) },
        body: formOf(files),
      }),
    settled: async (batch, token) => {
      for (;;) {
        const answer = await get(`/v1/batches/${batch}`, token);
        if (answer.status !== 200 || answer.body.done) return answer;
        await new Promise((resolve) => {
          setTimeout(resolve, LOOK_MS);
        });
      }
    },
  };
}

export function formOf(files: UploadFile[]): FormData {
  const form = new FormData();
  for (const { name, bytes, field = 'file', candidate } of files) {
    if (candidate !== undefined) form.append('candidate', candidate);
    form.append(field, new Blob([bytes as string]), name);
  }
  return form;
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
  };
}

function auth(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
