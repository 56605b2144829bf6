import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A new, empty database on the server that `node scripts/servers.js run --` started; returns its URL. */
export async function makeDatabase(purpose) {
  const administrator = process.env.CVMATCH_TEST_POSTGRES;
  if (!administrator) throw new Error('run it by `node scripts/servers.js run --`, which starts the servers');
  const client = new pg.Client({ connectionString: administrator });
  await client.connect();
  const name = `${purpose}_${randomBytes(4).toString('hex')}`;
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(administrator);
  url.pathname = `/${name}`;
  return url.href;
}
