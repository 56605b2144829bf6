// What an upload costs the load generator: our own multipart body against FormData with openAsBlob, through node:http
// and through fetch.
//
//   npm run build && node bench/multipart.js [--n 20000] [--rounds 3]
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { multipartOf } from '../dist/src/simulate/http/multipart.js';
import { option } from './measure.js';

const { FormData, Response, fetch } = globalThis;
const AT_ONCE = 16;
const FILES = 1000;
/** Bytes of a file: from 3 to 60 kB, as for CVs in DOCX and PDF. */
const sizeOf = (i) => 3000 + ((i * 7919) % 57_000);
const HOST = '127.0.0.1';

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function post(url, headers, body) {
  const outgoing = request(url, { method: 'POST', agent, headers });
  const answered = new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => answer.resume().once('end', resolve));
  });
  return Promise.all([answered, pipeline(body, outgoing)]);
}

async function formOf(file) {
  const form = new FormData();
  form.append('file', await openAsBlob(file), path.basename(file));
  return form;
}

const WAYS = {
  async own(url, file) {
    const { headers, body } = await multipartOf([file]);
    await post(url, headers, body());
  },
  async 'FormData, node:http'(url, file) {
    const { headers, body } = new Response(await formOf(file));
    await post(url, { 'content-type': headers.get('content-type') }, Readable.fromWeb(body));
  },
  async 'FormData, fetch'(url, file) {
    const answer = await fetch(url, { method: 'POST', body: await formOf(file) });
    await answer.arrayBuffer();
  },
};

async function send(way, n, folder, url) {
  let next = 0;
  const client = async () => {
    while (next < n) await WAYS[way](url, path.join(folder, `${next++ % FILES}.bin`));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
}

/** The generator in a process of its own: CPU time of all its threads, including those that read files. */
async function generate(way, n, folder, url) {
  await send(way, n / 10, folder, url);
  const [began, used] = [performance.now(), process.cpuUsage()];
  await send(way, n, folder, url);
  const { user, system } = process.cpuUsage(used);
  const perSecond = Math.round((n / (performance.now() - began)) * 1000);
  process.stdout.write(JSON.stringify({ cpuMicros: Math.round((user + system) / n), perSecond }));
  agent.destroy();
  process.exit();
}

async function main() {
  const [n, rounds] = [Number(option('n', 20_000)), Number(option('rounds', 3))];
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-multipart-'));
  for (let i = 0; i < FILES; i++) writeFileSync(path.join(folder, `${i}.bin`), randomBytes(sizeOf(i)));
  // Reads and discards bodies.
  const server = createServer((incoming, answer) => incoming.resume().once('end', () => answer.end('{}')));
  server.listen(0, HOST);
  await once(server, 'listening');
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const way of Object.keys(WAYS)) {
        const args = [
          import.meta.filename,
          '--way',
          way,
          '--n',
          n,
          '--folder',
          folder,
          '--port',
          server.address().port,
        ];
        const { stdout } = await promisify(execFile)(process.execPath, args.map(String));
        console.log(`round ${round}  ${way.padEnd(20)} ${stdout}`);
      }
    }
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

const way = option('way', null);
if (way === null) await main();
else await generate(way, Number(option('n', 0)), option('folder', ''), `http://${HOST}:${option('port', 0)}/`);
