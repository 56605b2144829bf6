import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SettledNews } from '../port.js';
import { Api } from './api.js';
import { Batches, type BatchPage, type UploadRow } from './batches.js';
import { histogramBetween, parseSamples, valueOf } from './scrape.js';

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function apiOf(url: string): Api {
  const api = new Api({ url, key: 'token', signal: new AbortController().signal });
  onTestFinished(() => {
    api.close();
  });
  return api;
}

describe('the client', () => {
  test('sends again what is refused for now or cut off, with the key', async () => {
    const keys: unknown[] = [];
    const url = await serving((request, response) => {
      keys.push(request.headers.authorization);
      if (keys.length === 1) response.writeHead(503, { 'retry-after': '0' }).end();
      else if (keys.length === 2) request.socket.destroy();
      else response.end('{"ok":true}');
    });
    expect(await apiOf(url).json({ method: 'GET', path: '/' })).toEqual({ ok: true });
    expect(keys).toEqual(['Bearer token', 'Bearer token', 'Bearer token']);
  });

  test('says what the service said of a request that it does not take', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(401).end('{"detail":"the key is unknown","hint":"Make one."}');
    });
    await expect(apiOf(url).json({ method: 'GET', path: '/v1/stats?a=b' })).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'GET /v1/stats was answered with 401: the key is unknown',
      hint: 'Make one.',
    });
  });
});

describe('following a batch', () => {
  const row = (name: string, status: UploadRow['status']): UploadRow => ({
    id: `id-${name}`,
    cvId: null,
    name,
    status,
    code: null,
  });

  test('tells of every file once, page by page, and ends with the last', async () => {
    const looks: BatchPage[] = [
      { cvs: [row('a', 'ready'), row('b', 'running')], next: '2' },
      { cvs: [row('c', 'pending')], next: null },
      { cvs: [row('a', 'ready'), row('b', 'failed')], next: '2' },
      { cvs: [row('c', 'ready')], next: null },
    ];
    const news: SettledNews[] = [];
    const cursors: (string | null)[] = [];
    const batches = new Batches(
      (_batch, cursor) => {
        cursors.push(cursor);
        return Promise.resolve(looks.shift()!);
      },
      (some) => {
        news.push(...some);
      },
      (error) => {
        throw error;
      },
    );
    onTestFinished(() => {
      batches.close();
    });
    await batches.follow('1', new Map(['a', 'b', 'c'].map((name) => [name, `/cvs/${name}`])));
    expect(news.map(({ path, state }) => [path, state])).toEqual([
      ['/cvs/a', 'ready'],
      ['/cvs/b', 'failed'],
      ['/cvs/c', 'ready'],
    ]);
    expect(cursors).toEqual([null, '2', null, '2']);
  });

  test('two rows for one file are told as two, so that they are found', async () => {
    const twice = [row('a', 'ready'), { ...row('a', 'ready'), id: 'another' }];
    const news: SettledNews[] = [];
    const batches = new Batches(
      () => Promise.resolve({ cvs: twice, next: null }),
      (some) => {
        news.push(...some);
      },
      (error) => {
        throw error;
      },
    );
    onTestFinished(() => {
      batches.close();
    });
    await batches.follow('1', new Map([['a', '/cvs/a']]));
    expect(news).toHaveLength(2);
  });
});

describe('figures of the service', () => {
  const text = (counts: number[], sum: number): string =>
    [
      '# TYPE cvmatch_stage_seconds histogram',
      ...['0.1', '0.2', '+Inf'].map((le, i) => `cvmatch_stage_seconds_bucket{le="${le}",stage="extract"} ${counts[i]}`),
      `cvmatch_stage_seconds_sum{stage="extract"} ${sum}`,
      `cvmatch_stage_seconds_count{stage="extract"} ${counts[2]}`,
      'cvmatch_backlog 7',
    ].join('\n');

  test('are those of the time between two looks', () => {
    const [before, after] = [parseSamples(text([100, 100, 100], 5)), parseSamples(text([150, 200, 200], 20))];
    const between = histogramBetween(before, after, 'cvmatch_stage_seconds', { stage: 'extract' })!;
    expect(between.count).toBe(100);
    expect(between.mean).toBeCloseTo(150);
    expect(between.p50).toBeCloseTo(100);
    expect(between.p75).toBeCloseTo(150);
    expect(valueOf(after, 'cvmatch_backlog')).toBe(7);
  });

  test('are found by labels with quotes, backslashes, line ends and braces in them', () => {
    const samples = parseSamples('a{path="C:\\\\x",say="\\"}hi\\n"} 3 1700000000000\n{{{ nonsense\nb NaN');
    expect(valueOf(samples, 'a', { path: 'C:\\x', say: '"}hi\n' })).toBe(3);
    expect(valueOf(samples, 'b')).toBeNaN();
    expect(samples.size).toBe(2);
  });

  test('are nothing where nothing was counted, or not told', () => {
    const same = parseSamples(text([1, 1, 1], 1));
    expect(histogramBetween(same, same, 'cvmatch_stage_seconds', { stage: 'extract' })).toBeNull();
    expect(histogramBetween(same, same, 'cvmatch_stage_seconds', { stage: 'embed' })).toBeNull();
  });
});
