import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { S3 } from '@aws-sdk/client-s3';

// Any will do for the server of tests; they are found as they would be in operation.
process.env.AWS_ACCESS_KEY_ID ??= 'test';
process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** A client beside the one under test. */
export function plainClient(endpoint: string): S3 {
  return new S3({ endpoint, region: 'us-east-1', forcePathStyle: true });
}

/** A bucket of its own, and a URL of a place in it. */
export async function makeBucket(endpoint: string): Promise<{ bucket: string; url: string }> {
  const bucket = `test-${randomUUID()}`;
  const client = plainClient(endpoint);
  await client.createBucket({ Bucket: bucket });
  client.destroy();
  return { bucket, url: `s3://${bucket}/cvs?endpoint=${encodeURIComponent(endpoint)}` };
}

/** What a server does wrong; `next` says it for each request that comes, by its method and path. */
export type Fault = { status: number; code: string } | { delayMs: number } | { cutAfter: number } | 'broken off' | null;

/** A server before the real one that is slow, refuses or breaks off as it is told. */
export async function faultyProxy(
  target: string,
): Promise<{ url: string; seen: string[]; next: (of: string) => Fault; close(): Promise<void> }> {
  const proxy = { url: '', seen: [] as string[], next: (_of: string): Fault => null, close: () => Promise.resolve() };
  const server = createServer((asked, answer) => {
    const what = `${asked.method ?? ''} ${asked.url ?? ''}`;
    proxy.seen.push(what);
    const fault = proxy.next(what);
    if (fault === 'broken off') asked.socket.destroy();
    else if (fault !== null && 'status' in fault) {
      asked.resume();
      answer.writeHead(fault.status, { 'content-type': 'application/xml' });
      answer.end(`<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>as told</Message></Error>`);
    } else
      setTimeout(
        () => {
          pass(target, asked, answer, fault !== null && 'cutAfter' in fault ? fault.cutAfter : Infinity);
        },
        fault !== null && 'delayMs' in fault ? fault.delayMs : 0,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return proxy;
}

/** `most`: bytes of the answer, after which its connection is cut. */
function pass(target: string, asked: IncomingMessage, answer: ServerResponse, most: number): void {
  const on = request(new URL(asked.url ?? '/', target), { method: asked.method, headers: asked.headers }, (got) => {
    answer.writeHead(got.statusCode ?? 500, got.headers);
    let sent = 0;
    got.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      answer.write(chunk.subarray(0, Math.max(0, chunk.length - Math.max(0, sent - most))));
      if (sent > most) answer.destroy();
    });
    got.on('end', () => answer.end());
  });
  on.on('error', () => answer.destroy());
  asked.pipe(on);
}
