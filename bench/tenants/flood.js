// A hostile sender, run as a process of its own by isolation.js: the first key holds uploads open and sends a byte now
// and then, the others send documents that take long to read, without a pause, until SIGTERM. Then it tells what it sent.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const { Blob, FormData, fetch } = globalThis;
/** Uploads that the first key holds open; opened again when the service cuts them off. */
const HELD = 8;
/** Uploads of slow documents under way at once, of each further key. */
const AT_ONCE = 2;
/** Documents in an upload. */
const FILES = 5;

const counts = { sent: 0, cutOff: 0, refused: 0 };
let stopped = false;

/** Some 60 kB of short lines that look like posts and skills: about a second of work, a different one for each `i`. */
function slowCv(i) {
  const lines = Array.from(
    { length: 1500 },
    (_, k) =>
      `${1990 + (k % 35)} - ${1991 + (k % 35)} Lead Engineer ${((i * 7919 + k) % 99991).toString(36)}, Java, SQL`,
  );
  return `Person${i} Slow\nslow${i}@example.com\n\nExperience\n${lines.join('\n')}\n\nSkills\n${lines.join(', ')}\n`;
}

async function sendSlow(url, token, numbers) {
  while (!stopped) {
    const form = new FormData();
    const here = [];
    for (let one = numbers.next(); here.length < FILES && !one.done; one = numbers.next()) here.push(one.value);
    if (here.length === 0) return;
    for (const i of here) form.append('file', new Blob([slowCv(i)]), `${i}.txt`);
    const headers = { authorization: `Bearer ${token}` };
    try {
      const answer = await fetch(`${url}/v1/cvs`, { method: 'POST', body: form, headers });
      await answer.arrayBuffer();
      if (answer.status === 202) counts.sent += here.length;
      else counts.refused += here.length;
      if (answer.status === 503) await sleep(250);
    } catch {
      if (!stopped) await sleep(250);
    }
  }
}

/** Opens an upload again and again, and sends a byte of it every 100 ms. */
async function holdOpen(url, token) {
  const { hostname, port } = new URL(url);
  while (!stopped) {
    const socket = connect(Number(port), hostname);
    let open = true;
    socket.on('error', () => undefined).on('close', () => (open = false));
    socket.resume();
    socket.write(
      `POST /v1/cvs HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: multipart/form-data; boundary=x\r\n` +
        'content-length: 5000000\r\n\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
    );
    while (open && !stopped) {
      socket.write('x');
      await sleep(100);
    }
    if (!stopped) counts.cutOff += 1;
    socket.destroy();
  }
}

process.once('message', ({ url, keys, from, files }) => {
  const [holder, ...senders] = keys;
  const numbers = Array.from({ length: files }, (_, i) => from + i).values();
  process.once('SIGTERM', () => {
    stopped = true;
    process.send(counts, () => process.exit(0));
  });
  for (let i = 0; i < HELD; i++) void holdOpen(url, holder);
  for (const token of senders) for (let i = 0; i < AT_ONCE; i++) void sendSlow(url, token, numbers);
});
