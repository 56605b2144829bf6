// Stands between cvmatch and an S3 server, and answers as a bad one does.
import { createServer, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const SLOW_MS = 2000;

/** `mode`: `ok`, `slow` (two seconds an answer), `busy` (503), or `cut` (half of each answer's body). */
export async function startProxy(endpoint) {
  const target = new URL(endpoint);
  const proxy = { mode: 'ok', url: '', close: () => server.close() };
  const server = createServer(async (incoming, answer) => {
    const { mode } = proxy;
    if (mode === 'busy') {
      incoming.resume();
      answer.writeHead(503, { 'content-type': 'application/xml' });
      answer.end('<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>');
      return;
    }
    if (mode === 'slow') await sleep(SLOW_MS);
    const { method, url, headers } = incoming;
    const onward = request({ host: target.hostname, port: target.port, method, path: url, headers }, (reply) => {
      // The server of our tests closes each connection, which those for production do not.
      const { connection: _ownConnection, ...told } = reply.headers;
      answer.writeHead(reply.statusCode, told);
      if (mode !== 'cut') return void reply.pipe(answer);
      reply.once('data', (bytes) => {
        answer.write(bytes.subarray(0, bytes.length / 2));
        answer.destroy();
        reply.destroy();
      });
      reply.once('end', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  return proxy;
}
