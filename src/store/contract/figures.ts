import { describe, expect, it } from 'vitest';
import { put, type Opened } from './testing.js';

export function figureCases(opened: Opened): void {
  describe('registry: figures', () => {
    it('are of the database as it is', async () => {
      const { store, registry } = opened;
      await put(store, '/a.txt', 'a', { name: 'Ada Example' });
      const { connections, replicas } = await registry.figures.levels();
      for (const { lagBytes } of replicas)
        expect([null, 'number']).toContain(lagBytes === null ? null : typeof lagBytes);
      if (connections !== null) {
        expect(connections.used).toBeGreaterThan(0);
        expect(connections.most).toBeGreaterThan(connections.used);
      }
      const { databases, tables, indexes, statements, statementsMissing } = await registry.figures.sizes();
      const bytes = databases.reduce((sum, one) => sum + one.bytes, 0);
      expect(databases[0]!.bytes).toBeGreaterThan(10_000);
      const cvs = tables.find(({ name }) => name === 'cvs')!;
      expect(cvs.bytes).toBeGreaterThan(0);
      const own = indexes.filter(({ table }) => table === 'cvs');
      expect(own.length).toBeGreaterThan(1);
      expect(cvs.indexBytes).toBe(own.reduce((sum, one) => sum + one.bytes, 0));
      expect(tables.reduce((sum, one) => sum + one.bytes + one.indexBytes, 0)).toBeLessThanOrEqual(bytes);
      const sizes = tables.map((one) => one.bytes + one.indexBytes);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      expect([statements === null, statementsMissing === null]).toContain(true);
      expect(statements === null).not.toBe(statementsMissing === null);
    });
  });
}
