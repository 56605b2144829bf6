import { CvmatchError, isCvmatchError, storeUnreachable } from '../../errors.js';

/** What the SDK throws, as far as it is looked at. */
interface Thrown {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

const GONE = ['NoSuchKey', 'NotFound', 'NoSuchUpload'];
const FULL = ['QuotaExceeded', 'XMinioStorageFull', 'InsufficientCapacity'];
const REFUSED =
  /^(?:AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|TokenRefreshRequired|CredentialsProviderError)$/;

/** Whether what a request named is not there. */
export function isGone(error: unknown): boolean {
  return GONE.includes((error as Thrown).name ?? '');
}

/** Whether something was there already that must not be replaced. */
export function isTaken(error: unknown): boolean {
  const { name, $metadata } = error as Thrown;
  return name === 'PreconditionFailed' || $metadata?.httpStatusCode === 412;
}

/** Any problem of a request as an error that says what to do. `where`: the place, for people. */
export function s3Problem(error: unknown, where: string, bucket: string): CvmatchError {
  if (isCvmatchError(error)) return error;
  const { name = '', code, $metadata } = error as Thrown;
  const status = $metadata?.httpStatusCode ?? 0;
  const reason = code ?? (name === '' || name === 'Error' ? String(status) : name);
  if (name === 'NoSuchBucket')
    return new CvmatchError('bad_config', `there is no bucket ${bucket}`, {
      cause: error,
      hint: 'Make it, or correct the s3: URL (the setting files, or the place for backups).',
    });
  if (FULL.includes(name) || status === 507)
    return new CvmatchError('store_full', `no space is left at ${where}`, {
      cause: error,
      hint: 'Make room there or raise its quota, then run this again.',
    });
  // Passing, like a server that is down: a worker waits for the access to come back and loses nothing meanwhile.
  if (REFUSED.test(name) || status === 401 || status === 403) return refused(where, reason, error);
  if (status === 400 || status === 501) return notUnderstood(where, reason, error);
  return storeUnreachable(where, reason, error);
}

function refused(where: string, reason: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_unreachable', `${where} refuses access (${reason})`, {
    cause,
    hint: 'Check the credentials of this process, and that they may list, read, write and delete there (docs/store.md).',
  });
}

function notUnderstood(where: string, reason: string, cause: unknown): CvmatchError {
  return new CvmatchError('bad_config', `${where} does not take this request (${reason})`, {
    cause,
    hint: 'Check the options of the URL: region and style; a server that knows no checksums needs checksums=off.',
  });
}

export function sdkMissing(cause: unknown): CvmatchError {
  return new CvmatchError('tool_missing', 'S3 needs the package @aws-sdk/client-s3', {
    cause,
    hint: 'Install it beside cvmatch: `npm install @aws-sdk/client-s3` (add -g for a global one).',
  });
}
