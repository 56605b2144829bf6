import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';

/** A new, empty database on the server at `administrator`; returns its URL. */
export async function makeDatabase(purpose, administrator = process.env.CVMATCH_TEST_POSTGRES) {
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

/** A new bucket on the S3 server at `endpoint`, which takes any credentials; returns the value for the setting `files`. */
export async function makeBucket(purpose, endpoint) {
  process.env.AWS_ACCESS_KEY_ID ??= 'test';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { S3 } = await import('@aws-sdk/client-s3');
  const client = new S3({ endpoint, region: 'us-east-1', forcePathStyle: true });
  const Bucket = `${purpose}-${randomUUID()}`;
  await client.createBucket({ Bucket });
  client.destroy();
  return `s3://${Bucket}/cvs?endpoint=${encodeURIComponent(endpoint)}`;
}
