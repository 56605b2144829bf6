import { CvmatchError } from '../../errors.js';

/** Where in which bucket, and how it is talked to; credentials come from the machine, never from the URL. */
export interface S3Address {
  bucket: string;
  /** Empty, or ends with a slash. */
  prefix: string;
  /** URL of a server other than Amazon's; null: Amazon's. */
  endpoint: string | null;
  region: string | undefined;
  /** Bucket in the path instead of in the host name, as most servers other than Amazon's want it. */
  pathStyle: boolean;
  encryption: { ServerSideEncryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse'; SSEKMSKeyId?: string };
  /** Whether uploads carry a checksum that the server verifies; some old servers know none. */
  checksums: boolean;
}

const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
const OPTIONS = ['endpoint', 'region', 'style', 'sse', 'kms-key', 'checksums'];

/** Parses `s3://BUCKET/PREFIX?endpoint=...`. @throws CvmatchError `bad_config`. */
export function parseS3(text: string): S3Address {
  if (!URL.canParse(text)) throw wrong('it is none');
  const url = new URL(text);
  const options = url.searchParams;
  const given = (name: string): string | undefined => options.get(name) ?? undefined;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.host)) throw wrong('it names no bucket');
  if (url.username !== '' || url.password !== '') throw wrong('it holds credentials');
  const unknown = [...options.keys()].find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw wrong(`it has an unknown option "${unknown}"`);
  const endpoint = given('endpoint') ?? null;
  if (endpoint !== null && !/^https?:$/.test(protocolOf(endpoint))) throw wrong('its endpoint is no http(s) URL');
  return {
    bucket: url.host,
    prefix: prefixOf(url.pathname),
    endpoint,
    region: given('region'),
    pathStyle: oneOf('style', given('style') ?? (endpoint === null ? 'host' : 'path'), ['host', 'path']) === 'path',
    encryption: encryptionOf(given('sse'), given('kms-key')),
    checksums: oneOf('checksums', given('checksums') ?? 'on', ['on', 'off']) === 'on',
  };
}

function prefixOf(pathname: string): string {
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
  return prefix === '' ? '' : `${prefix}/`;
}

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}

function encryptionOf(sse: string | undefined, key: string | undefined): S3Address['encryption'] {
  if (sse === undefined) {
    if (key !== undefined) throw wrong('its "kms-key" has no "sse" that uses it');
    return {};
  }
  return { ServerSideEncryption: oneOf('sse', sse, ENCRYPTIONS), SSEKMSKeyId: key };
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw wrong(`its option "${name}" is none of ${choices.join(', ')}`);
  return found;
}

function wrong(what: string): CvmatchError {
  return new CvmatchError('bad_config', `the s3: URL of a place cannot be used: ${what}`, {
    hint: `Write s3://BUCKET/PREFIX, with the options ${OPTIONS.join(', ')} where they are needed (docs/store.md). Credentials come from the environment or the files of the AWS tools.`,
  });
}
