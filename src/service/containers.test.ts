import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { cvText, testService, type UploadFile } from './testing.js';

const zipOf = (...files: UploadFile[]): Uint8Array =>
  zipSync(
    Object.fromEntries(files.map(({ name, bytes }) => [name, typeof bytes === 'string' ? strToU8(bytes) : bytes])),
  );
/** An e-mail with a CV as its attachment. */
const mailOf = ({ name, bytes }: UploadFile): string =>
  [
    'From: ada@example.org',
    'To: jobs@example.com',
    'Subject: CV',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=xx',
    '',
    '--xx',
    'Content-Type: text/plain',
    '',
    'Please find my CV.',
    '--xx',
    `Content-Type: text/plain; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(bytes).toString('base64'),
    '--xx--',
    '',
  ].join('\r\n');

it('a ZIP and a mail are one batch of the CVs in them, and what is wrong with one of these ends that one alone', async () => {
  const service = await testService();
  const sent = [
    { name: 'cvs.zip', bytes: zipOf(cvText(1), { name: 'deep/empty.txt', bytes: '' }, cvText(2)) },
    { name: 'mail.eml', bytes: mailOf(cvText(3)) },
    cvText(4),
  ];
  const { status, body } = await service.upload(sent);
  expect(status).toBe(202);
  expect(body.cvs.map((cv: { name: string }) => cv.name)).toEqual([
    'cvs.zip!/person-1.txt',
    'cvs.zip!/deep/empty.txt',
    'cvs.zip!/person-2.txt',
    'mail.eml!/person-3.txt',
    'person-4.txt',
  ]);
  const { body: batch } = await service.settled(body.batch);
  expect(batch).toMatchObject({ done: true });
  const states = await Promise.all(
    body.cvs.map(async (cv: { id: string }) => (await service.get(`/v1/cvs/${cv.id}`)).body.status as string),
  );
  expect(states).toEqual(['ready', 'empty', 'ready', 'ready', 'ready']);
  expect(await service.bytes()).not.toContain('cvs.zip');
}, 120_000);

it('a ZIP sent again under its key gives the first batch, another one is refused, and nothing of either stays', async () => {
  const service = await testService();
  const first = await service.upload([{ name: 'cvs.zip', bytes: zipOf(cvText(1), cvText(2)) }], { key: 'monday' });
  await service.settled(first.body.batch);
  const left = await service.bytes();
  const again = await service.upload([{ name: 'cvs.zip', bytes: zipOf(cvText(1), cvText(2)) }], { key: 'monday' });
  expect([again.status, again.body.batch]).toEqual([202, first.body.batch]);
  expect(
    (await service.upload([{ name: 'cvs.zip', bytes: zipOf(cvText(1), cvText(3)) }], { key: 'monday' })).status,
  ).toBe(409);
  expect((await service.upload([{ name: 'cvs.zip', bytes: zipOf(cvText(1)) }], { key: 'monday' })).status).toBe(409);
  // Bytes of the first upload may be removed meanwhile, but none may be added.
  expect(left).toEqual(expect.arrayContaining(await service.bytes()));
}, 120_000);

it('an archive that cannot be opened is one refused file of its batch', async () => {
  const service = await testService();
  const { status, body } = await service.upload([
    { name: 'cvs.zip', bytes: zipOf(cvText(1)).subarray(0, 40) },
    cvText(2),
  ]);
  expect(status).toBe(202);
  expect(body.cvs.map((cv: { name: string }) => cv.name)).toEqual([expect.stringContaining('cvs.zip'), 'person-2.txt']);
  await service.settled(body.batch);
}, 120_000);
