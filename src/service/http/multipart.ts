import type { Readable } from 'node:stream';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Sender } from '../../domain/index.js';
import { CvmatchError, isCvmatchError } from '../../errors.js';
import type { UploadPace } from './sharing/pace.js';

/** Most files in one upload. */
export const MAX_FILES = 1000;
const FIELD = 'file';
const CANDIDATE = 'candidate';
/** Characters. */
const LONGEST_CANDIDATE = 200;
const WATCH_MS = 1000;

export interface IncomingFile {
  name: string;
  /**
   * The sender's name for the person: the value of the last field `candidate` before the file; null if there was none.
   */
  candidate: string | null;
  bytes: AsyncIterable<Uint8Array>;
}

export interface MultipartLimits {
  maxUpload: number;
  pace: UploadPace;
  sender: Sender;
  /** Throws once the sender may not hand in anything any more. */
  requireSender: () => Promise<void>;
}

/**
 * The files of a multipart body one after the other; each must be read to its end before the next.
 * @throws CvmatchError `bad_request` (broken, another field, no file, an invalid `candidate`), `too_large`,
 * `request_timeout`, what `requireSender` throws; the framework's error for too many parts.
 */
export async function* incomingFiles(request: FastifyRequest, limits: MultipartLimits): AsyncGenerator<IncomingFile> {
  const watch = watchSender(request, limits);
  let files = 0;
  let candidate: string | null = null;
  try {
    for await (const part of request.parts({
      limits: {
        files: MAX_FILES,
        fields: MAX_FILES + 20,
        parts: 2 * MAX_FILES + 20,
        fileSize: Infinity,
        fieldSize: 10_000,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    })) {
      if (part.type !== 'file') {
        if (part.fieldname === CANDIDATE) candidate = candidateOf(part.value);
        continue;
      }
      if (part.fieldname !== FIELD)
        throw new CvmatchError('bad_request', `a file came in the field "${part.fieldname.slice(0, 40)}"`, {
          hint: `Send files in the field "${FIELD}".`,
        });
      files += 1;
      watch.follow(part.file);
      yield { name: part.filename, candidate, bytes: bytesOf(part.file, watch) };
    }
    if (files === 0)
      throw new CvmatchError('bad_request', 'the upload holds no file', {
        hint: `Send one or more in the multipart field "${FIELD}".`,
      });
  } catch (error) {
    throw watch.reason() ?? translated(error);
  } finally {
    watch.stop();
  }
}

function candidateOf(value: unknown): string | null {
  const text = String(value).trim();
  if (text.length <= LONGEST_CANDIDATE && !/\p{Cc}/u.test(text)) return text === '' ? null : text;
  throw new CvmatchError('bad_request', `the field "${CANDIDATE}" is no name for a candidate`, {
    hint: `Send up to ${LONGEST_CANDIDATE} characters in one line, e.g. the number of the application.`,
  });
}

/** A sender that hangs up becomes visible while its bytes are read. */
async function* bytesOf(file: AsyncIterable<Uint8Array>, watch: Watch): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch (error) {
    throw watch.reason() ?? translated(error);
  }
}

/** Translates the parser's error for a body that ends early or is invalid. */
function translated(error: unknown): unknown {
  const { code, message, statusCode } = error as { code?: string; message?: string; statusCode?: number };
  if (error instanceof CvmatchError || (statusCode !== undefined && statusCode < 500)) return error;
  // The parser searches for the boundary with its dashes and line break, and takes at most 256 characters for that.
  if (/needle/.test(message ?? ''))
    return new CvmatchError('bad_request', 'the multipart boundary is too long', {
      hint: 'It may have 70 characters.',
      cause: error,
    });
  if (
    code === 'ECONNRESET' ||
    /end of multipart|malformed|unexpected end|premature|boundary|aborted|part header/i.test(message ?? '')
  ) {
    return new CvmatchError('bad_request', 'the multipart body is broken or ends early', {
      hint: 'Send the upload again.',
      cause: error,
    });
  }
  return error;
}

interface Watch {
  /** Sets the file being read. It is ended instead of the connection, so that the sender can be told why. */
  follow(file: Readable): void;
  /** Why the sender was cut off; null if it was not. */
  reason(): CvmatchError | null;
  stop(): void;
}

/**
 * Ends a body that exceeds the limit for all files, arrives too slowly (see pace.ts), or comes from somebody whose key
 * has been revoked since it began.
 */
function watchSender({ raw }: FastifyRequest, { maxUpload, pace, sender, requireSender }: MultipartLimits): Watch {
  const { socket } = raw;
  const from = socket.bytesRead;
  const received = (): number => socket.bytesRead - from;
  let reason: CvmatchError | null = null;
  let current: Readable | null = null;
  const end = (error: CvmatchError): void => {
    reason = error;
    (current ?? raw).destroy(error);
  };
  const timer = setInterval(() => {
    requireSender().catch((error: unknown) => {
      // A store that cannot be read at the moment says nothing about the key.
      if (isCvmatchError(error, 'unauthorized')) end(error);
    });
    if (received() > maxUpload)
      end(
        new CvmatchError('too_large', `the upload has more than ${Math.round(maxUpload / 1e6)} MB`, {
          hint: 'Send its files in several uploads.',
        }),
      );
  }, WATCH_MS);
  const unpaced = pace.watch({ sender, received, isDry: () => raw.readableLength === 0, cutOff: end });
  return {
    follow: (file) => {
      current = file;
    },
    reason: () => reason,
    stop: () => {
      clearInterval(timer);
      unpaced();
    },
  };
}
