import { createServer, type Server } from 'node:http';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeTinyTransformer } from '../../scripts/train/tiny.js';
import { cli, temporaryFolder } from '../_shared/testing.js';

/**
 * A model hub on this machine with the real paths: /OWNER/NAME/resolve/REVISION/FILE. `files` overrides answers by
 * path.
 */
async function hub(
  folder: string,
  answer?: (file: string) => { status: number; body?: Buffer } | undefined,
): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const name = /^\/acme\/cv-embedder\/resolve\/main\/(.+)$/.exec(request.url ?? '')?.[1];
    const file = name === undefined ? undefined : path.join(folder, name);
    const given = name === undefined ? undefined : answer?.(name);
    if (given !== undefined) response.writeHead(given.status).end(given.body);
    else if (file === undefined || !existsSync(file)) response.writeHead(404).end('Entry not found');
    else response.writeHead(200).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function tinyModel(): string {
  const folder = temporaryFolder();
  writeTinyTransformer(folder, { dimensions: 16, prompts: { query: 'query: ' } });
  return folder;
}

const pull = (modelsFolder: string, host: string, ...more: string[]) =>
  cli(['models', 'pull', 'acme/cv-embedder', '--dtype', 'fp32', '--host', host, '--json', ...more], {
    env: { CVMATCH_MODELS_FOLDER: modelsFolder },
  });

describe('cvmatch models pull', () => {
  it('fetches what a model needs, so that models list shows it', async () => {
    const models = temporaryFolder();
    const { host, asked } = await hub(tinyModel());
    const pulled = await pull(models, host);
    expect(pulled.exitCode).toBe(0);
    expect(pulled.json.files.map((file: { name: string }) => file.name)).toEqual([
      'config.json',
      'config_sentence_transformers.json',
      'onnx/model.onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    expect(asked).toContain('/acme/cv-embedder/resolve/main/onnx/model.onnx');
    const listed = await cli(['models', 'list', '--json'], { env: { CVMATCH_MODELS_FOLDER: models } });
    expect(listed.json.models).toContainEqual(
      expect.objectContaining({ id: 'acme/cv-embedder', dimensions: 16, problem: null }),
    );
  });

  it('leaves the old model and nothing half-fetched when the new one is cut off', async () => {
    const models = temporaryFolder();
    const source = tinyModel();
    await pull(models, (await hub(source)).host);
    const before = readFileSync(path.join(models, 'acme/cv-embedder/tokenizer.json'));
    const { host } = await hub(source, (file) =>
      file === 'tokenizer.json' ? { status: 200, body: Buffer.from('{"version":') } : undefined,
    );
    const again = await pull(models, host);
    expect(again.exitCode).toBe(1);
    expect(again.json.error.code).toBe('model_invalid');
    expect(readFileSync(path.join(models, 'acme/cv-embedder/tokenizer.json'))).toEqual(before);
    expect(readdirSync(path.join(models, 'acme'))).toEqual(['cv-embedder']);
  });

  it.each([
    ['an unknown id', 404, 'model_missing', '--revision'],
    ['a gated model', 401, 'model_missing', '--model FOLDER'],
    ['a hub in trouble', 503, 'network_refused', 'later'],
  ])('says what to do about %s', async (_name, status, code, hint) => {
    const { host } = await hub(temporaryFolder(), () => ({ status }));
    const { exitCode, json } = await pull(temporaryFolder(), host);
    expect(exitCode).toBe(1);
    expect(json.error).toMatchObject({ code, hint: expect.stringContaining(hint) });
  });

  it('says that the hub cannot be reached, and how to do without', async () => {
    const { exitCode, json } = await pull(temporaryFolder(), 'http://127.0.0.1:1');
    expect(exitCode).toBe(1);
    expect(json.error).toMatchObject({ code: 'network_refused', hint: expect.stringContaining('--model FOLDER') });
  });

  it.each([['../../etc'], ['cv-embedder'], ['a/b/c']])('refuses %s as an id', async (id) => {
    const { exitCode, json } = await cli(['models', 'pull', id, '--json'], {
      env: { CVMATCH_MODELS_FOLDER: temporaryFolder() },
    });
    expect(exitCode).toBe(2);
    expect(json.error.code).toBe('bad_flag');
  });
});

describe('cvmatch models list', () => {
  it('names the built-in model, and says why a broken one cannot be used', async () => {
    const models = temporaryFolder();
    mkdirSync(path.join(models, 'acme/broken'), { recursive: true });
    writeFileSync(path.join(models, 'acme/broken/config.json'), '{');
    const { stdout, exitCode } = await cli(['models', 'list'], { env: { CVMATCH_MODELS_FOLDER: models } });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^builtin +256 values/m);
    expect(stdout).toMatch(/acme\/broken.*\n.*cannot be used/);
  });
});
