import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Blinding } from './blinding.js';
import { DataKey, keyIdOf } from './data-key.js';
import { Keyring, type DataKeyRepository, type DataKeyRow } from './keyring.js';
import { MasterKey, newMasterKey, readMasterKey } from './master-key.js';
import { FileOpening, FileSealing, HEAD_BYTES, PIECE_BYTES, sealedFile } from './sealed-file.js';
import { PLAIN, sealerOf } from './sealer.js';

const keyOf = (id = '0a0b0c0d'): DataKey => new DataKey(id, randomBytes(32));
const code = (body: () => unknown): unknown => {
  try {
    return body();
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
};

describe('a sealed value', () => {
  const key = keyOf();
  const sealer = sealerOf(key, [], randomBytes(32));

  it('comes back as it was, looks different each time and shows nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [one, two] = [sealer.text(text) as Uint8Array, sealer.text(text) as Uint8Array];
        expect(sealer.openText(one)).toBe(Buffer.from(text).toString());
        expect(Buffer.from(one).equals(two)).toBe(false);
        if (text.length > 8) expect(Buffer.from(one).includes(text)).toBe(false);
      }),
    );
  });

  it('of a store that was not encrypted is read as it is', () => {
    expect([sealer.openText('plain'), PLAIN.openText('plain'), PLAIN.text('plain')]).toEqual([
      'plain',
      'plain',
      'plain',
    ]);
    const bytes = Uint8Array.of(1, 2, 3);
    expect([sealer.openBytes(bytes), PLAIN.openBytes(bytes)]).toEqual([bytes, bytes]);
  });

  it('is refused when a bit was changed, and when its key is not there', () => {
    const sealed = sealer.bytes(Buffer.from('a profile'));
    for (let at = 8; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed);
      changed[at]! ^= 1;
      expect(code(() => sealer.openBytes(changed))).toBe('store_corrupt');
    }
    expect(code(() => PLAIN.openBytes(sealed))).toBe('key_missing');
    expect(code(() => sealerOf(keyOf('00000001'), [], null).openBytes(sealed))).toBe('key_missing');
    expect(code(() => sealerOf(keyOf(), [], null).openBytes(sealed))).toBe('store_corrupt');
  });

  it('is read under a key that was replaced', () => {
    const next = keyOf('11111111');
    const both = sealerOf(next, [key], null);
    expect(both.openText(sealer.text('old'))).toBe('old');
    expect([keyIdOf(both.bytes(Uint8Array.of(1))), both.keyId]).toEqual(['11111111', '11111111']);
  });
});

describe('a sealed file', () => {
  const key = keyOf();
  const sealer = sealerOf(key, [], null);
  const opening = (file: Uint8Array): FileOpening => FileOpening.of(file.subarray(0, HEAD_BYTES), file.length, sealer)!;

  it.each([0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES, 200_001])(
    'of %i bytes comes back whole, however it arrives, and any byte of it by itself',
    (size) => {
      const plain = randomBytes(size);
      const sealing = new FileSealing(key);
      const parts: Buffer[] = [sealing.head];
      for (let at = 0; at < size; at += 70_001) parts.push(...sealing.add(plain.subarray(at, at + 70_001)));
      for (const file of [Buffer.concat([...parts, sealing.end()]), sealedFile(key, plain)]) {
        const opened = opening(file);
        expect([opened.size, opened.whole(file).equals(plain)]).toEqual([size, true]);
        for (const at of [0, PIECE_BYTES - 1, PIECE_BYTES, size - 1].filter((one) => one >= 0 && one < size)) {
          const { number, start, end } = opened.placeOf(at);
          expect(opened.open(number, file.subarray(start, end))[at - number * PIECE_BYTES]).toBe(plain[at]);
        }
      }
    },
  );

  it('is refused when it was changed, cut off at a piece, or its pieces were exchanged', () => {
    const file = sealedFile(key, randomBytes(3 * PIECE_BYTES));
    const piece = PIECE_BYTES + 16;
    const cut = file.subarray(0, HEAD_BYTES + 2 * piece);
    const exchanged = Buffer.concat([
      file.subarray(0, HEAD_BYTES),
      file.subarray(HEAD_BYTES + piece, HEAD_BYTES + 2 * piece),
      file.subarray(HEAD_BYTES, HEAD_BYTES + piece),
      file.subarray(HEAD_BYTES + 2 * piece),
    ]);
    const changed = Buffer.from(file);
    changed[HEAD_BYTES + 5]! ^= 1;
    for (const one of [cut, exchanged, changed, file.subarray(0, HEAD_BYTES), file.subarray(0, HEAD_BYTES + 7)])
      expect(() => opening(one).whole(one)).toThrow();
  });

  it('is told from one that only begins like it, which anybody can hand in', () => {
    const file = sealedFile(key, Buffer.from('a CV'));
    const forged = Buffer.concat([file.subarray(0, HEAD_BYTES - 1), Buffer.from('x'), Buffer.from('text')]);
    for (const one of [forged, file.subarray(0, 20), Buffer.from('%PDF-1.7 ...'), Buffer.alloc(0)])
      expect(FileOpening.of(one.subarray(0, HEAD_BYTES), one.length, sealer)).toBeNull();
    expect(FileOpening.of(file.subarray(0, HEAD_BYTES), file.length, PLAIN)).toBeNull();
  });
});

describe('a blinded value', () => {
  const blinding = new Blinding(randomBytes(32));

  it('is the same under the same key alone', () => {
    expect(blinding.value('a@b.example')).toBe(blinding.value('a@b.example'));
    expect(blinding.value('a@b.example')).not.toBe(new Blinding(randomBytes(32)).value('a@b.example'));
  });
});

/** As the registry of a workspace keeps them. */
function rowsInMemory(): DataKeyRepository {
  let rows: DataKeyRow[] = [];
  return {
    list: (tenant) => Promise.resolve(rows.filter((row) => tenant === undefined || row.tenant === tenant)),
    replace: (row, replaces) => {
      const current = rows.find((one) => one.tenant === row.tenant && !one.retired);
      if ((current?.id ?? null) !== replaces) return Promise.resolve(false);
      if (current !== undefined) current.retired = true;
      rows.push({ ...row, createdAt: '', retired: false });
      return Promise.resolve(true);
    },
    retire: (tenant) => {
      for (const row of rows) if (row.tenant === tenant) row.retired = true;
      return Promise.resolve();
    },
    rewrap: (next) => {
      for (const row of rows)
        Object.assign(
          row,
          next.find(({ id }) => id === row.id),
        );
      return Promise.resolve();
    },
    forgetRetired: (tenant) => {
      rows = rows.filter((row) => row.tenant !== tenant || !row.retired);
      return Promise.resolve();
    },
  };
}

describe('the keyring', () => {
  const master = new MasterKey(randomBytes(32));
  const ringOf = (rows: DataKeyRepository, key: MasterKey | null = master): Keyring =>
    new Keyring(rows, key === null ? null : () => Promise.resolve(key));

  it('asks for no key as long as nothing is encrypted', async () => {
    const ring = ringOf(rowsInMemory(), null);
    expect([await ring.isOn(), await ring.sealerOf('default')]).toEqual([false, PLAIN]);
  });

  it('gives each tenant a key of its own, once encryption is on', async () => {
    const rows = rowsInMemory();
    const ring = ringOf(rows);
    await ring.renew('default');
    const [own, other] = [await ring.sealerOf('default'), await ring.sealerOf('team')];
    expect(own.keyId).not.toBe(other.keyId);
    expect(code(() => other.openText(own.text('secret')))).toBe('key_missing');
    expect(own.value('word')).not.toBe(other.value('word'));
    expect((await ringOf(rows).sealerOf('team')).openText(other.text('x'))).toBe('x');
  });

  it('replaces a data key, and keeps reading what the old one sealed, values included', async () => {
    const rows = rowsInMemory();
    const ring = ringOf(rows);
    await ring.renew('default');
    const before = await ring.sealerOf('default');
    await ring.renew('default');
    const after = await ring.sealerOf('default');
    expect(after.openText(before.text('x'))).toBe('x');
    expect([after.value('word'), after.keyId === before.keyId]).toEqual([before.value('word'), false]);
    await ring.forgetRetired('default');
    expect(code(() => before.keyId)).not.toBe(after.keyId);
    expect((await ring.list()).map(({ retired }) => retired)).toEqual([false]);
  });

  it('exchanges the master key without touching the data', async () => {
    const rows = rowsInMemory();
    const ring = ringOf(rows);
    await ring.renew('default');
    await ring.sealerOf('team');
    const sealed = (await ring.sealerOf('team')).text('x');
    const next = new MasterKey(randomBytes(32));
    expect(await ring.rewrap(next)).toBe(2);
    expect((await ringOf(rows, next).sealerOf('team')).openText(sealed)).toBe('x');
    await expect(ringOf(rows).sealerOf('team')).rejects.toMatchObject({ code: 'key_wrong' });
  });

  it('refuses without the key, with another, and a wrapped key that was given to another tenant', async () => {
    const rows = rowsInMemory();
    await ringOf(rows).renew('default');
    await expect(ringOf(rows, null).sealerOf('default')).rejects.toMatchObject({ code: 'key_missing' });
    await expect(ringOf(rows, new MasterKey(randomBytes(32))).sealerOf('default')).rejects.toMatchObject({
      code: 'key_wrong',
    });
    const [row] = await rows.list();
    await rows.replace({ ...row!, tenant: 'thief' }, null);
    await expect(ringOf(rows).sealerOf('thief')).rejects.toMatchObject({ code: 'key_wrong' });
  });
});

describe('the master key', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-key-'));
  const file = (content: string | Uint8Array): string => {
    const name = path.join(folder, `${randomBytes(4).toString('hex')}.key`);
    writeFileSync(name, content);
    return name;
  };

  it('is read from a file in each form, and from a command', async () => {
    const bytes = randomBytes(32);
    const ids = await Promise.all(
      [
        file(bytes),
        file(`${bytes.toString('base64')}\n`),
        file(bytes.toString('base64url')),
        file(`${bytes.toString('hex').toUpperCase()}\r\n`),
        `command:printf %s ${bytes.toString('hex')}`,
      ].map(async (source) => (await readMasterKey(source)).id),
    );
    expect(new Set(ids)).toEqual(new Set([new MasterKey(bytes).id]));
    expect((await readMasterKey(file(newMasterKey()))).id).toMatch(/^[0-9a-f]{8}$/);
  });

  it.each([
    ['', 'key_wrong'],
    ['secret', 'key_wrong'],
    ['x'.repeat(100_000), 'key_wrong'],
  ])('is no other text (%#)', async (content, expected) => {
    await expect(readMasterKey(file(content))).rejects.toMatchObject({ code: expected });
  });

  it('says what could not be read, and never what a command was', async () => {
    const missing = path.join(folder, 'nowhere');
    await expect(readMasterKey(missing)).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining(missing) as unknown,
    });
    for (const [command, expected] of [
      ['exit 3', 'key_missing'],
      ['echo hunter2', 'key_wrong'],
    ]) {
      const error = await readMasterKey(`command:${command!}`).catch((one: unknown) => one as Error);
      expect([(error as { code?: string }).code, String(error).includes(command!)]).toEqual([expected, false]);
    }
  });
});
