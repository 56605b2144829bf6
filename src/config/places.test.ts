import path from 'node:path';
import { expect, it } from 'vitest';
import { parsePlace, placeExpects, PLACES } from './places.js';

it.each([
  // [setting, text, result: a folder, null for the default place, undefined for a usage error]
  ['store', 'cvs', path.resolve('cvs')],
  ['store', '/var/lib/cvs ', '/var/lib/cvs'],
  ['store', 'file:///var/lib/c%20vs', '/var/lib/c vs'],
  ['store', 'FILE:/var/lib/cvs', '/var/lib/cvs'],
  ['store', 'file://elsewhere/cvs', undefined],
  ['store', 'postgres://db/cvs', 'postgres://db/cvs'],
  ['store', 'postgresql://someone@db:5433/cvs?sslmode=require', 'postgresql://someone@db:5433/cvs?sslmode=require'],
  ['store', 'postgresql:cvs', undefined],
  ['store', 'mysql://db/cvs', undefined],
  // A drive letter is no scheme, and neither is an ordinary colon.
  ['store', 'C:\\cvs', path.resolve('C:\\cvs')],
  ['store', 'c://cvs', path.resolve('c://cvs')],
  ['store', 'cvs:2026', path.resolve('cvs:2026')],
  ['store', ' ', undefined],
  ['store', 'none', path.resolve('none')],
  ['files', 'none', null],
  ['files', 'uploads', path.resolve('uploads')],
  ['files', 's3://bucket/cvs', 's3://bucket/cvs'],
  ['files', 's3:bucket', undefined],
  ['files', 's3:///cvs', undefined],
  ['queue', 'none', null],
  ['queue', 'redis://127.0.0.1:6379', 'redis://127.0.0.1:6379'],
  ['queue', 'bullmq+postgres://db/cvs', 'bullmq+postgres://db/cvs'],
  ['queue', 'redis:', undefined],
  ['queue', 'postgres://db/cvs', undefined],
  ['queue', './queue', undefined],
] as const)('%s: %s', (setting, text, expected) => {
  expect(parsePlace(PLACES[setting], text)).toBe(expected);
});

it('names every scheme that is known', () => {
  expect(placeExpects(PLACES.store)).toBe(
    'a folder, or a file: URL, or a URL postgres://..., or a URL postgresql://...',
  );
  expect(placeExpects(PLACES.queue)).toBe(
    "none (the store's own), or a URL redis://..., or a URL rediss://..., or a URL bullmq+postgres://...",
  );
  expect(placeExpects(PLACES.files)).toBe("none (the workspace's own), or a folder, or a file: URL, or a URL s3://...");
});
