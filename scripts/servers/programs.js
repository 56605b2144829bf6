// How each server is started, and how one knows that it answers.
import { connect } from 'node:net';

const ADDRESS = '127.0.0.1';
const POSTGRES = '/usr/lib/postgresql/17/bin';
/** Version 3.0, then names and values; a server that is still starting answers with an error, not with R. */
const POSTGRES_HELLO = withLength(`\0\x03\0\0${['user', 'postgres', 'database', 'postgres', '', ''].join('\0')}`);

/**
 * `variable`: where tests find its URL. `user`: whom it runs as. `after`: the server that it copies, which must answer before. `first`: run once before the data folder is used.
 * `command`: what runs in the foreground; `beside`: ports of the servers that were started before it. `signal`: ends it at once, in order. `answers`: whether it takes work.
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
  // A hot standby that follows the first one by streaming replication.
  replica: {
    variable: 'CVMATCH_TEST_REPLICA',
    user: 'postgres',
    after: 'postgres',
    first: (data, beside) => [
      `${POSTGRES}/pg_basebackup`,
      ...[
        '-D',
        data,
        '-d',
        `host=${ADDRESS} port=${beside.postgres} user=postgres`,
        '-R',
        '-X',
        'stream',
        '-c',
        'fast',
      ],
    ],
    command: (data, port) => PROGRAMS.postgres.command(data, port),
    signal: 'SIGINT',
    url: (port) => `postgres://postgres@${ADDRESS}:${port}/postgres`,
    answers: (port) => said(port, POSTGRES_HELLO, /^R/),
  },
  // Few connections to PostgreSQL for many clients, each of which has one for a transaction only.
  pgbouncer: {
    variable: 'CVMATCH_TEST_PGBOUNCER',
    user: 'postgres',
    command: (data, port, beside) => {
      const write = `printf '"postgres" ""' > ${data}/users && printf '%s' "$1" > ${data}/ini && exec /usr/sbin/pgbouncer ${data}/ini`;
      return ['sh', '-c', write, 'sh', pgbouncer(data, port, beside.postgres)];
    },
    signal: 'SIGQUIT',
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

/** Without prepared statements, so that a client that needs them fails. */
function pgbouncer(data, port, postgres) {
  const named = new URL(process.env.CVMATCH_TEST_POSTGRES || `postgres://${ADDRESS}:${postgres}`);
  return `[databases]
* = host=${named.hostname} port=${named.port}
[pgbouncer]
listen_addr = ${ADDRESS}
listen_port = ${port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = 4
max_client_conn = 1000
max_prepared_statements = 0
auth_type = trust
auth_file = ${data}/users
auth_user = postgres
admin_users = postgres
`;
}

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
