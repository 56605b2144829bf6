import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupPlace, KeptObject } from '../backup-place.js';

/** The contract suite, which every place for backups must pass. */
export interface BackupPlaceUnderTest {
  open(): BackupPlace;
  /** Removes everything. */
  dispose(): Promise<void>;
}

async function namesIn(place: BackupPlace, folder = ''): Promise<string[]> {
  const all: KeptObject[] = [];
  for await (const page of place.list(folder)) all.push(...page);
  return all.map(({ name, bytes }) => `${name} ${bytes}`).sort();
}

export function backupPlaceContract(name: string, setUp: () => Promise<BackupPlaceUnderTest>): void {
  describe(name, () => {
    let underTest: BackupPlaceUnderTest;
    let place: BackupPlace;
    beforeEach(async () => {
      underTest = await setUp();
      place = underTest.open();
      await place.prepare();
    });
    afterEach(async () => {
      await place.close();
      await underTest.dispose();
    });

    it('keeps bytes under their names, in the place of what was there', async () => {
      expect([await place.read('pieces/ab/x'), await namesIn(place)]).toEqual([null, []]);
      await place.write('pieces/ab/x', 'one');
      await place.write('pieces/cd/y', Buffer.from([0, 255]));
      await place.write('pieces/ab/x', 'three');
      expect([(await place.read('pieces/ab/x'))?.toString(), await place.read('pieces/cd/y')]).toEqual([
        'three',
        Buffer.from([0, 255]),
      ]);
      await place.write('mark', '');
      expect(await namesIn(place)).toEqual(['mark 0', 'pieces/ab/x 5', 'pieces/cd/y 2']);
      expect(await namesIn(place, 'pieces/')).toEqual(['pieces/ab/x 5', 'pieces/cd/y 2']);
      expect(await namesIn(place, 'none/')).toEqual([]);
      await place.delete(['pieces/ab/x', 'not/there']);
      expect(await namesIn(place)).toEqual(['mark 0', 'pieces/cd/y 2']);
    });

    it('lets one of many write what is new, and knows its age', async () => {
      const others = [place, underTest.open(), underTest.open()];
      const won = await Promise.all(others.map((one, i) => one.writeNew('in-use', `process ${i}`)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await place.read('in-use'))?.toString()).toBe(`process ${won.indexOf(true)}`);
      expect(await place.age('none')).toBeNull();
      const age = await place.age('in-use');
      expect(age).toBeGreaterThanOrEqual(-1);
      expect(age).toBeLessThan(30_000);
      expect(await namesIn(place)).toEqual(['in-use 9']);
      for (const one of others.slice(1)) await one.close();
    });

    it('loses no line of a log that many add to, while one puts it together', async () => {
      expect(await place.readLog('log.jsonl')).toBeNull();
      await place.append('log.jsonl', '');
      expect(await place.readLog('log.jsonl')).toBe('');
      const others = [underTest.open(), underTest.open()];
      const adding = others.map(async (one, who) => {
        for (let i = 0; i < 20; i++) await one.append('log.jsonl', `${who} ${i}\n`);
      });
      for (let i = 0; i < 5; i++) await place.settleLog('log.jsonl');
      await Promise.all(adding);
      const lines = ((await place.readLog('log.jsonl')) ?? '').split('\n').slice(0, -1);
      await place.settleLog('log.jsonl');
      expect(((await place.readLog('log.jsonl')) ?? '').split('\n').slice(0, -1).sort()).toEqual(lines.sort());
      expect(new Set(lines).size).toBe(40);
      expect(await namesIn(place)).toHaveLength(1);
      for (const one of others) await one.close();
    });

    it('has an empty folder for copies', async () => {
      const { readdirSync, statSync, writeFileSync } = await import('node:fs');
      const folder = await place.scratch();
      writeFileSync(`${folder}/copy`, 'x');
      expect(await place.scratch()).toBe(folder);
      expect([readdirSync(folder), statSync(folder).mode & 0o077]).toEqual([[], 0]);
      await place.clearScratch();
      expect(() => statSync(folder)).toThrow();
    });
  });
}
