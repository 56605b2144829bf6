import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Notice } from './messages.js';
import { postNotice } from './webhook.js';

it('sends a password of the address as it is meant, and tells it in no error', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization, request.url);
    request.resume();
    response.writeHead(asked.length > 2 ? 500 : 204).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const url = `http://me:hunter%402@127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=1`;
  await postNotice(url, {} as Notice);
  expect(asked).toEqual([`Basic ${Buffer.from('me:hunter@2').toString('base64')}`, '/hook?a=1']);
  const error: unknown = await postNotice(url, {} as Notice).catch((cause: unknown) => cause);
  expect(String(error)).toContain('500');
  expect(String(error)).not.toContain('hunter');
});
