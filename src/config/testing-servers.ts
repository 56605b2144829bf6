import { describe, it } from 'vitest';

/** Servers that tests need, with the variable that names each: `node scripts/servers.js start` prints them. */
const VARIABLES = {
  PostgreSQL: 'CVMATCH_TEST_POSTGRES',
  replica: 'CVMATCH_TEST_REPLICA',
  PgBouncer: 'CVMATCH_TEST_PGBOUNCER',
  Redis: 'CVMATCH_TEST_REDIS',
  S3: 'CVMATCH_TEST_S3',
} as const;

/**
 * Defines the tests that need a real server. Where none is named they are skipped with one line, except under
 * CVMATCH_TEST_SERVERS=required, which makes a missing server a failure: in CI, none must be skipped unnoticed.
 */
export function withServer(server: keyof typeof VARIABLES, tests: (url: string) => void): void {
  const variable = VARIABLES[server];
  const url = process.env[variable] ?? '';
  if (url !== '') {
    tests(url);
    return;
  }
  const how = `needs ${server}: set ${variable}, or run \`node scripts/servers.js run -- npm test\``;
  if (process.env.CVMATCH_TEST_SERVERS === 'required') {
    it(how, () => {
      throw new Error(`${variable} is not set`);
    });
    return;
  }
  process.stderr.write(`skipped: it ${how}\n`);
  describe.skip(how, () => {
    it('is skipped', () => undefined);
  });
}
