import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a webhook of alerts hears. */
export interface HeardNotice {
  alert: string;
  status: 'firing' | 'resolved';
  value: number | null;
}

/** A receiver of alerts on loopback. */
export async function webhook(): Promise<{ url: string; heard: HeardNotice[] }> {
  const heard: HeardNotice[] = [];
  const server = createHttp((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push(JSON.parse(body) as HeardNotice);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`, heard };
}

/** A way to a server that can be interrupted, as when the server is killed, or hangs, or the network between is gone. */
export interface Passage {
  /** The same address through it. */
  url: string;
  /** Connections end, and no other is taken. */
  cut(): Promise<void>;
  /** Connections stay, and nothing comes through them. */
  stall(): void;
  restore(): Promise<void>;
}

export async function passageTo(address: string): Promise<Passage> {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  let stalled = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => undefined);
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      if (stalled) hold(one);
    }
  });
  const open = async (at: number): Promise<void> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  await open(0);
  const own = (server.address() as AddressInfo).port;
  const cut = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(cut);
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String(own);
  return {
    url: url.href,
    cut,
    stall: () => {
      stalled = true;
      sockets.forEach(hold);
    },
    restore: async () => {
      stalled = false;
      if (!server.listening) await open(own);
      for (const socket of sockets) socket.resume();
    },
  };
}

function hold(socket: Socket): void {
  socket.pause();
}
