import { expect, it } from 'vitest';
import { filesHolding } from '../../commands/_shared/testing-traces.js';
import { cvText, testService } from './testing.js';

it('refuses an upload of what was removed on request, tells it for that file alone, and takes it in when asked', async () => {
  const service = await testService();
  const { body } = await service.upload([cvText(1), cvText(2)]);
  await service.settled(body.batch);
  const deleted = await fetch(`${service.url}/v1/cvs/${body.cvs[0].id}`, { method: 'DELETE' });
  expect(deleted.status).toBe(204);
  const again = await service.upload([{ ...cvText(1), name: 'another name.txt' }, cvText(3)]);
  expect(again.status).toBe(202);
  await service.settled(again.body.batch);
  const states = (await service.get(`/v1/batches/${again.body.batch}/cvs`)).body.cvs as {
    status: string;
    code: string;
  }[];
  expect(states.map(({ status, code }) => [status, code]).sort()).toEqual([
    ['erased', 'erased_before'],
    ['ready', null],
  ]);
  expect(filesHolding(service.folder, ['person1@example.com'])).toEqual([]);
  const form = new FormData();
  form.append('file', new Blob([cvText(1).bytes]), 'again.txt');
  const taken = await fetch(`${service.url}/v1/cvs?again=true`, { method: 'POST', body: form });
  const { batch } = (await taken.json()) as { batch: string };
  await service.settled(batch);
  expect((await service.get(`/v1/batches/${batch}/cvs`)).body.cvs).toMatchObject([{ status: 'ready' }]);
}, 120_000);
