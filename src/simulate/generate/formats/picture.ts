import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';
import type { Random } from '../../random.js';
import { GLYPHS } from './dots.js';
import type { Page } from './setter.js';
import type { Picture } from './pdf.js';

/** A4 at 150 dpi, the usual setting of office scanners. */
const SCAN = { width: 1240, height: 1754, perPoint: 150 / 72 };

/** Draws a page as a scanner sees it: black dots on white, no text layer. */
export function scanOf(page: Page): Picture {
  const stride = SCAN.width / 8;
  const data = new Uint8Array(stride * SCAN.height).fill(255);
  for (const run of page.runs) {
    const dot = Math.max(2, Math.round((run.size * SCAN.perPoint) / 11));
    const top = Math.round(run.y * SCAN.perPoint) - 7 * dot;
    const advance = run.size * 0.6 * SCAN.perPoint;
    for (let i = 0; i < run.text.length; i++)
      drawGlyph(data, stride, Math.round(run.x * SCAN.perPoint + i * advance), top, dot, run.text.charCodeAt(i));
  }
  return { width: SCAN.width, height: SCAN.height, kind: 'bits', data };
}

function drawGlyph(data: Uint8Array, stride: number, left: number, top: number, dot: number, code: number): void {
  const glyph = GLYPHS[baseCode(code) - 32];
  if (glyph === undefined) return;
  for (let column = 0; column < 5; column++) {
    for (let row = 0; row < 8; row++) {
      if ((glyph[column]! >> row) & 1) drawDot(data, stride, left + column * dot, top + row * dot, dot);
    }
  }
}

function drawDot(data: Uint8Array, stride: number, x: number, y: number, dot: number): void {
  for (let dy = 0; dy < dot; dy++) {
    for (let dx = 0; dx < dot; dx++) {
      const px = x + dx;
      const py = y + dy;
      if (px < 0 || px >= SCAN.width || py < 0 || py >= SCAN.height) continue;
      data[py * stride + (px >> 3)]! &= ~(128 >> (px & 7));
    }
  }
}

/** The dot font is ASCII only, so accents are dropped, as on a poor scan. */
function baseCode(code: number): number {
  if (code < 127) return code;
  if (code === 0x95) return 42;
  if (code === 0x96 || code === 0x97) return 45;
  return String.fromCharCode(code).normalize('NFD').charCodeAt(0);
}

/** Sensor noise in portrait format (3 by 4) of about `bytes` bytes. */
export function photoOf(random: Random, bytes: number): Picture {
  const width = Math.max(6, Math.round(Math.sqrt((bytes / 3) * 0.75)));
  const height = Math.max(8, Math.round((width * 4) / 3));
  const data = new Uint8Array(width * height * 3);
  const words = new Uint32Array(Math.min(4096, Math.ceil(data.length / 4)));
  for (let i = 0; i < words.length; i++) words[i] = random.next32();
  const noise = new Uint8Array(words.buffer);
  for (let at = 0; at < data.length; at += noise.length)
    data.set(noise.subarray(0, Math.min(noise.length, data.length - at)), at);
  return { width, height, kind: 'rgb', data };
}

/** A PNG file; `level` as in zlib. */
export function writePng(picture: Picture, level: 0 | 6): Uint8Array {
  const row = picture.kind === 'rgb' ? picture.width * 3 : Math.ceil(picture.width / 8);
  const filtered = new Uint8Array((row + 1) * picture.height);
  for (let y = 0; y < picture.height; y++)
    filtered.set(picture.data.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(picture.width, 0);
  head.writeUInt32BE(picture.height, 4);
  head[8] = picture.kind === 'rgb' ? 8 : 1;
  head[9] = picture.kind === 'rgb' ? 2 : 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', zlibSync(filtered, { level })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
