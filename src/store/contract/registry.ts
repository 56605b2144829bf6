import { describe, expect, it } from 'vitest';
import { DEFAULT_TENANT } from '../../domain/index.js';
import { alertCases } from './alerts.js';
import { figureCases } from './figures.js';
import { processCases } from './processes.js';
import { idOf, type Opened } from './testing.js';

export function registryCases(opened: Opened): void {
  tenantCases(opened);
  removalCases(opened);
  keyCases(opened);
  alertCases(opened);
  processCases(opened);
  figureCases(opened);
}

const ids = async ({ registry: { tenants } }: Opened): Promise<string[]> => (await tenants.list()).map(({ id }) => id);

function tenantCases(opened: Opened): void {
  describe('registry: tenants', () => {
    it('names its workspace once, for everybody who asks', async () => {
      const { tenants } = opened.registry;
      const [name, ...others] = await Promise.all([tenants.workspace(), tenants.workspace(), tenants.workspace()]);
      expect(name).toMatch(/^[0-9a-f-]{36}$/);
      expect([...others, await tenants.workspace()]).toEqual([name, name, name]);
    });

    it('has the tenant default from the start, and takes each other one once', async () => {
      const { tenants } = opened.registry;
      expect(await ids(opened)).toEqual([DEFAULT_TENANT]);
      expect(await tenants.add('a')).toMatchObject({ id: 'a' });
      expect([await tenants.add('a'), await tenants.add(DEFAULT_TENANT)]).toEqual([null, null]);
      expect(await ids(opened)).toEqual([DEFAULT_TENANT, 'a']);
      expect([await tenants.get('a'), await tenants.get('b')]).toEqual([expect.objectContaining({ id: 'a' }), null]);
    });
  });
}

function removalCases(opened: Opened): void {
  describe('registry: removal of a tenant', () => {
    it('closes it at once, and gives its name free only when its data is gone', async () => {
      const { tenants, keys } = opened.registry;
      await tenants.add('a');
      await keys.add({ id: 'k1', tenant: 'a', name: 'one', scopes: ['read'], hash: idOf('k1') });
      expect([
        await tenants.beginRemoval('a', 'first'),
        await tenants.beginRemoval('a', 'second'),
        await tenants.beginRemoval('b'),
      ]).toEqual([true, true, false]);
      expect([await ids(opened), await tenants.get('a'), await keys.byHash(idOf('k1'))]).toEqual([
        [DEFAULT_TENANT],
        null,
        null,
      ]);
      expect([await tenants.add('a'), await tenants.removing()]).toEqual([null, ['a']]);
      expect([await tenants.draft('a'), await tenants.draft('b')]).toEqual(['first', null]);
      await tenants.endRemoval('a');
      expect(await tenants.removing()).toEqual([]);
      await tenants.add('a');
      expect(await keys.list('a')).toEqual([]);
    });

    it('does not forget a tenant whose removal was not begun', async () => {
      await opened.registry.tenants.add('a');
      await opened.registry.tenants.endRemoval('a');
      expect(await ids(opened)).toContain('a');
    });
  });
}

function keyCases(opened: Opened): void {
  describe('registry: API keys', () => {
    it('leads to one tenant, which alone lists and revokes a key', async () => {
      const { tenants, keys } = opened.registry;
      await tenants.add('a');
      await keys.add({ id: 'k1', tenant: 'a', name: 'one', scopes: ['read'], hash: idOf('k1') });
      await keys.add({ id: 'k2', tenant: DEFAULT_TENANT, name: 'two', scopes: ['read'], hash: idOf('k2') });
      expect((await keys.list('a')).map(({ id }) => id)).toEqual(['k1']);
      expect(await keys.byHash(idOf('k1'))).toMatchObject({ id: 'k1', tenant: 'a', lastUsedAt: null });
      expect([await keys.revoke(DEFAULT_TENANT, 'k1'), await keys.revoke('a', 'k1')]).toEqual([false, true]);
      expect([await keys.byHash(idOf('k1')), await keys.revoke('a', 'k1')]).toEqual([null, false]);
    });
  });
}
