import { expect, it } from 'vitest';
import { givesAway, shownValue } from './secrets.js';

it.each([
  // [value, value as shown, whether a project file must not hold it]
  ['postgres://me:pass@db/cvs', 'postgres://me:***@db/cvs', true],
  ['redis://:pa@ss@db:6379/0', 'redis://:***@db:6379/0', true],
  // Not a valid URL, but with a password all the same.
  ['postgres://me:pa/ss word@db:port/cvs', 'postgres://me:***@db:port/cvs', true],
  ['https://hooks.example/x?token=abc&a=1#t', 'https://hooks.example/x?token=***&a=1#t', false],
  ['https://hooks.example:8443/a@b', 'https://hooks.example:8443/a@b', false],
  ['http://me@collector:4318', 'http://me@collector:4318', false],
  ['/var/lib/cvs?key=a', '/var/lib/cvs?key=a', false],
])('%s', (value, shown, away) => {
  expect(shownValue({}, value)).toBe(shown);
  expect(givesAway({}, value)).toBe(away);
});

it('shows nothing of a secret, and numbers and nothing as they are', () => {
  expect(shownValue({ secret: true }, 'anything')).toBe('***');
  expect(givesAway({ secret: true }, 'anything')).toBe(true);
  expect(shownValue({ secret: true }, null)).toBeNull();
  expect(shownValue({}, 5)).toBe(5);
});
