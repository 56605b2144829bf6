import { describe, expect, it } from 'vitest';
import { CvmatchError } from '../../errors.js';
import { openLog } from './log.js';

function logged(format: 'json' | 'text', say: (log: ReturnType<typeof openLog>) => void): string {
  let out = '';
  say(
    openLog(
      { logLevel: 'info', logFormat: format },
      {
        write: (line: string) => {
          out += line;
        },
      },
    ),
  );
  return out;
}

describe('log', () => {
  it('says level, time, ids and figures', () => {
    const line = JSON.parse(
      logged('json', (log) => {
        log.child({ reqId: 'r1' }).info({ batch: 'b1', ms: 3 }, 'taken');
      }),
    ) as object;
    expect(line).toMatchObject({
      level: 'info',
      reqId: 'r1',
      batch: 'b1',
      ms: 3,
      msg: 'taken',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('is one readable line on request', () => {
    expect(
      logged('text', (log) => {
        log.warn({ alert: 'CvmatchBacklog', value: 1200 }, 'alert firing');
      }),
    ).toMatch(/^\S+Z warn alert firing alert=CvmatchBacklog value=1200\n$/);
  });

  it.each([
    [
      'a name of a file',
      { path: '/cvs/ada-example.pdf', file: { name: 'ada-example.pdf' }, filename: 'ada-example.pdf' },
    ],
    [
      'a request with its address and headers',
      {
        req: {
          method: 'GET',
          url: '/v1/cvs?name=ada-example',
          headers: { cookie: 'ada-example' },
          routeOptions: { url: '/v1/cvs' },
        },
      },
    ],
    [
      'an error that quotes',
      {
        err: new CvmatchError('not_found', 'no CV is "ada-example"', {
          cause: new TypeError('ada-example is not a function'),
        }),
      },
    ],
    ['what a person wrote', { reason: 'ada-example', text: 'ada-example', cv: { email: 'ada-example@example.com' } }],
  ])('never says %s', (_what, fields) => {
    for (const format of ['json', 'text'] as const) {
      const line = logged(format, (log) => {
        log.error(fields, 'request failed');
      });
      expect(line).toContain('request failed');
      expect(line).not.toContain('ada-example');
    }
  });

  it('is shown by a terminal and not obeyed', () => {
    for (const format of ['json', 'text'] as const) {
      const line = logged(format, (log) => {
        log.warn({ alert: 'a\u001b[31m\u009b\u202e\nb' }, 'alert\u2028firing');
      });
      expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    }
  });

  it('keeps code and place of an error', () => {
    const { err } = JSON.parse(
      logged('json', (log) => {
        log.error({ err: new CvmatchError('store_full', 'no space') });
      }),
    ) as { err: { code: string; type: string; at: string[] } };
    expect(err).toMatchObject({ code: 'store_full', type: 'CvmatchError' });
    expect(err.at[0]).toContain('log.test');
  });
});
