import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';

/**
 * One file in a ZIP container. `packed` is raw deflate data made elsewhere, with size and CRC-32 of the unpacked data.
 */
export interface ZipEntry {
  name: string;
  data: Uint8Array;
  store?: boolean;
  packed?: { size: number; crc: number };
}

const DOS_1980 = 0x00210000; // 1 January 1980, 0:00, the earliest date in ZIP: bytes must not depend on the clock

/** Writes a ZIP container; the same entries give the same bytes. */
export function writeZip(entries: ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const stored = entry.store === true;
    const body = stored || entry.packed !== undefined ? entry.data : deflateSync(entry.data, { level: 6 });
    const { size, crc } = entry.packed ?? { size: entry.data.length, crc: crc32(entry.data) };
    const fields = { stored, crc, packed: body.length, size, name: Buffer.from(entry.name) };
    const local = localHeader(fields);
    directory.push(centralHeader(fields, at));
    parts.push(local, body);
    at += local.length + body.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, ...directory, endRecord(entries.length, length, at)]);
}

interface Fields {
  stored: boolean;
  crc: number;
  packed: number;
  size: number;
  name: Buffer;
}

function common(fields: Fields): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x0800, 2);
  head.writeUInt16LE(fields.stored ? 0 : 8, 4);
  head.writeUInt32LE(DOS_1980, 6);
  head.writeUInt32LE(fields.crc, 10);
  head.writeUInt32LE(fields.packed, 14);
  head.writeUInt32LE(fields.size, 18);
  head.writeUInt16LE(fields.name.length, 22);
  return head;
}

function localHeader(fields: Fields): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04'), common(fields), fields.name]);
}

function centralHeader(fields: Fields, at: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(at, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common(fields), tail, fields.name]);
}

function endRecord(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
