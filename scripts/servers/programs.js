// How each server is started, and how one knows that it answers.
import { connect } from 'node:net';

const ADDRESS = '127.0.0.1';
const POSTGRES = '/usr/lib/postgresql/17/bin';
/** Version 3.0, then names and values; a server that is still starting answers with an error, not with R. */
const POSTGRES_HELLO = withLength(`\0\x03\0\0${['user', 'postgres', 'database', 'postgres', '', ''].join('\0')}`);

/**
 * `variable`: where tests find its URL. `user`: whom it runs as. `first`: run once before the data folder is used.
 * `command`: what runs in the foreground. `signal`: ends it at once, in order. `answers`: whether it takes work.
 */
export const PROGRAMS = {
  postgres: {
    variable: 'CVMATCH_TEST_POSTGRES',
    user: 'postgres',
    first: (data) => [`${POSTGRES}/initdb`, '-D', data, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    command: (data, port) => [
      `${POSTGRES}/postgres`,
      ...['-D', data, '-p', String(port), '-k', ''],
      ...[`listen_addresses=${ADDRESS}`, 'max_connections=200', 'shared_preload_libraries=pg_stat_statements'].flatMap(
        (setting) => ['-c', setting],
      ),
    ],
    signal: 'SIGINT',
    url: (port) => `postgres://postgres@${ADDRESS}:${port}/postgres`,
    answers: (port) => said(port, POSTGRES_HELLO, /^R/),
  },
  redis: {
    variable: 'CVMATCH_TEST_REDIS',
    user: 'nobody',
    command: (data, port) => [
      'valkey-server',
      ...['--port', String(port), '--bind', ADDRESS, '--dir', data, '--save', '', '--maxmemory-policy', 'noeviction'],
    ],
    signal: 'SIGTERM',
    url: (port) => `redis://${ADDRESS}:${port}`,
    answers: (port) => said(port, 'PING\r\n', /^\+PONG/),
  },
  s3: {
    variable: 'CVMATCH_TEST_S3',
    user: 'nobody',
    command: (_data, port) => ['moto_server', '-H', ADDRESS, '-p', String(port)],
    signal: 'SIGTERM',
    url: (port) => `http://${ADDRESS}:${port}`,
    answers: (port) => said(port, `GET / HTTP/1.1\r\nHost: ${ADDRESS}\r\n\r\n`, /^HTTP\/1\.\d 200/),
  },
};

function withLength(text) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 4);
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}

/** Whether what listens at a port answers a message so. */
function said(port, message, expected) {
  return new Promise((resolve) => {
    const socket = connect(port, ADDRESS, () => socket.write(message));
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => end(false));
    socket.on('data', (bytes) => end(expected.test(bytes.toString('latin1'))));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}
