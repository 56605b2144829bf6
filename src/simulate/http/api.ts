import { Agent as PlainAgent, request as plainRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CvmatchError } from '../../errors.js';

export interface ApiOptions {
  url: string;
  key: string | undefined;
  /** Stops waiting for a service that does not answer. */
  signal: AbortSignal;
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string | number>;
  /** Creates the body; called for every try. */
  body?: () => Readable | string;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Connections at once; further requests wait on this side, and that wait counts. */
const SOCKETS = 128;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
/** A restarting service is away for seconds; one that is away longer will not come back. */
const PATIENCE_MS = 60_000;

/** A patient client of the service's HTTP API: requests that are refused for now (429, 503) or cut off are repeated. */
export class Api {
  private readonly base: URL;
  private readonly agent: PlainAgent;
  private readonly open: typeof plainRequest;

  constructor(private readonly options: ApiOptions) {
    this.base = parseUrl(options.url);
    const secure = this.base.protocol === 'https:';
    this.agent = secure
      ? new SecureAgent({ keepAlive: true, maxSockets: SOCKETS })
      : new PlainAgent({ keepAlive: true, maxSockets: SOCKETS });
    this.open = secure ? secureRequest : plainRequest;
  }

  async json<T>(request: ApiRequest): Promise<T> {
    return JSON.parse(await this.text(request)) as T;
  }

  /** @throws CvmatchError with the service's message, or `network_refused` where it stays unreachable. */
  async text(request: ApiRequest): Promise<string> {
    const began = performance.now();
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      const answer = await this.attempt(request);
      if (answer instanceof Error) {
        if (this.options.signal.aborted || performance.now() - began > PATIENCE_MS)
          throw unreachable(this.options.url, answer);
        await sleep(wait);
        continue;
      }
      if (answer.status < 300) return answer.body;
      if (this.options.signal.aborted || (answer.status !== 429 && answer.status !== 503))
        throw refused(request, answer);
      await sleep(Math.max(wait, Number(answer.headers['retry-after'] ?? 0) * 1000));
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async attempt(request: ApiRequest): Promise<Answer | Error> {
    try {
      return await this.send(request);
    } catch (error) {
      return error as Error;
    }
  }

  private send({ method, path, headers, body }: ApiRequest): Promise<Answer> {
    const { key } = this.options;
    const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const outgoing = this.open(new URL(path, this.base), {
      method,
      agent: this.agent,
      headers: { ...authorization, ...headers },
    });
    const answer = new Promise<Answer>((resolve, reject) => {
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        text(incoming).then((whole) => {
          resolve({ status: incoming.statusCode!, headers: incoming.headers, body: whole });
        }, reject);
      });
    });
    const content = body?.() ?? '';
    if (typeof content === 'string') outgoing.end(content);
    // A service that answers before it has read everything closes the connection; its answer counts, not the broken
    // pipe.
    else pipeline(content, outgoing).catch(() => undefined);
    return answer;
  }
}

function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new CvmatchError('bad_flag', `"${url}" is not the address of a service`, {
      hint: 'Write it with http:// or https://.',
    });
  return parsed;
}

function refused({ method, path }: ApiRequest, { status, body }: Answer): CvmatchError {
  const problem = parse(body) as { detail?: string; hint?: string };
  const code =
    status === 401 ? 'unauthorized' : status === 403 ? 'forbidden' : status === 404 ? 'not_found' : 'bad_request';
  return new CvmatchError(
    code,
    `${method} ${path.split('?')[0]!} was answered with ${status}${problem.detail === undefined ? '' : `: ${problem.detail}`}`,
    { hint: problem.hint ?? 'The log of the service says more.' },
  );
}

function parse(body: string): object {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}

function unreachable(url: string, cause: Error): CvmatchError {
  return new CvmatchError('network_refused', `the service at ${url} does not answer: ${cause.message}`, {
    cause,
    hint: 'Is it running? `cvmatch serve` starts one.',
  });
}
