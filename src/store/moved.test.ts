import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../commands/_shared/testing.js';
import { isMoved } from './moved.js';
import { TENANT_TABLES } from './postgres/schema/schema.js';
import { openSqliteStore } from './sqlite/index.js';
import { tablesIn } from './sqlite/move/tables.js';

it('every table of one store is moved into the other, or is named as one that is not', async () => {
  const { database: db, close } = await openSqliteStore({ path: path.join(temporaryFolder(), 'store.db') });
  const { own, shared } = tablesIn(db);
  await close();
  expect(own.map(({ name }) => name).sort()).toEqual(TENANT_TABLES.filter(isMoved).sort());
  expect(shared.map(({ name }) => name)).toEqual(['alerts', 'keys', 'tenants']);
  expect(own.find(({ name }) => name === 'bands')).toEqual({ name: 'bands', columns: ['band', 'key'], keys: 2 });
  for (const { name, columns, keys } of [...own, ...shared])
    expect([name, columns.length >= keys && keys > 0]).toEqual([name, true]);
});
