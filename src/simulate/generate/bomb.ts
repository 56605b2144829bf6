import { constants, crc32, deflateRawSync } from 'node:zlib';

const BLOCK = 4 * 1024 * 1024;
const BLOCKS = 100;

/** Raw deflate data that unpacks to 400 MB of spaces. It repeats one packed block, so that it is quickly made. */
export function bombBody(): { data: Uint8Array; packed: { size: number; crc: number } } {
  const block = Buffer.alloc(BLOCK, 32);
  // Z_FULL_FLUSH ends a block at a byte boundary without references to earlier data, so blocks can be repeated.
  const packed = deflateRawSync(block, { finishFlush: constants.Z_FULL_FLUSH });
  let crc = 0;
  for (let i = 0; i < BLOCKS; i++) crc = crc32(block, crc);
  const end = Buffer.from([3, 0]);
  return {
    data: Buffer.concat([...Array.from({ length: BLOCKS }, () => packed), end]),
    packed: { size: BLOCK * BLOCKS, crc },
  };
}
