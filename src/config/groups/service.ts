import { availableParallelism } from 'node:os';
import { bool, oneOf, positive, text, whole } from '../parsers.js';
import { parseBytes, parseDuration, parseRates } from '../units.js';
import type { Settings } from '../shape.js';

/** Default bound on threads, so that a core is left for answering requests. */
const MOST_PARSED_AT_ONCE = 3;

/** Address, access and limits of the service. */
export const SERVICE = {
  cacheTtl: {
    description: 'how long a ranking stays cached',
    fallback: 3_600_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 1h',
  },
  host: {
    description: 'address that the service listens on',
    fallback: '127.0.0.1',
    parse: text,
    expects: 'an address such as 127.0.0.1 or 0.0.0.0',
  },
  port: {
    description: 'port of the service',
    fallback: 8080,
    parse: whole(0, 65_535),
    expects: 'a whole number from 0 to 65535',
  },
  metricsHost: {
    description: 'address at which a worker serves its metrics',
    fallback: '127.0.0.1',
    parse: text,
    expects: 'an address such as 127.0.0.1 or 0.0.0.0',
  },
  metricsPort: {
    description: 'port at which a worker serves its metrics, or off',
    fallback: null,
    parse: (v) => (v.trim() === 'off' ? null : whole(0, 65_535)(v)),
    expects: 'a whole number from 0 to 65535, or off',
  },
  maxUpload: {
    description: 'size limit of one upload with all its files',
    fallback: 1e9,
    parse: positive(parseBytes),
    expects: 'a size such as 1GB',
  },
  backlogLimit: {
    description: 'number of open tasks from which uploads are refused',
    fallback: 20_000,
    parse: whole(1, 10_000_000),
    expects: 'a whole number from 1',
  },
  uploadsAtOnce: {
    description: 'uploads received at once; a tenant gets half of them, an API key a quarter',
    fallback: 12,
    parse: whole(1, 1000),
    expects: 'a whole number from 1 to 1000',
  },
  slowestUpload: {
    description: 'bytes a second that an upload must keep up; more while others wait for its place',
    fallback: 8e3,
    parse: positive(parseBytes),
    expects: 'a size such as 8kB',
  },
  requireKey: {
    description: 'when the service asks for an API key',
    fallback: 'auto',
    parse: oneOf('auto', 'always'),
    expects: 'auto or always',
  },
  trustProxy: {
    description: 'whether callers are identified by the address that a proxy reports',
    fallback: false,
    parse: bool,
    expects: 'true or false',
  },
  rateRequests: {
    description: 'requests per hour from one address, 0 for no limit',
    fallback: 1000,
    parse: whole(0, 1e9),
    expects: 'a whole number from 0',
  },
  rateCvs: {
    description: 'CVs per hour from one API key, 0 for no limit',
    fallback: 10_000,
    parse: whole(0, 1e9),
    expects: 'a whole number from 0',
  },
  rateRoutes: {
    description: 'requests of one caller by route',
    fallback: '/v1/match=600/h,/v1/jds=600/h',
    parse: (v) => (parseRates(v) === undefined ? undefined : v),
    expects: 'routes with a number and a time, such as /v1/match=600/h,/v1/cvs=60/m, or none',
  },
  rateLoopback: {
    description: 'whether rate limits apply to this machine too',
    fallback: false,
    parse: bool,
    expects: 'true or false',
  },
  role: {
    description: 'what serve does',
    fallback: 'all',
    parse: oneOf('all', 'api', 'worker', 'scheduler'),
    expects: 'all, api (requests), worker (uploads) or scheduler (periodic tasks)',
  },
  workers: {
    description: 'workers inside the service',
    fallback: Math.min(MOST_PARSED_AT_ONCE, Math.max(1, availableParallelism() - 1)),
    parse: whole(0, 64),
    expects: 'a whole number from 0 to 64',
  },
  recycleAfter: {
    description:
      'number of tasks after which a worker process ends, to be started again by what supervises it; 0: never',
    fallback: 0,
    parse: whole(0, 1e9),
    expects: 'a whole number from 0',
  },
  stopLimit: {
    description: 'how long a stopping service or worker waits for work in progress',
    fallback: 8000,
    parse: positive(parseDuration),
    expects: 'a duration such as 8s',
  },
} satisfies Partial<Settings>;
