/**
 * Products of a query with many vectors of one byte per value, 16 values at a time: ten times as fast as a loop in
 * JavaScript (docs/decisions/vectors-in-memory.md). The WebAssembly module is put together here, since it is short.
 */
export interface ByteDot {
  /** Writes the vector of `bytes` 32-bit floats at `from` as bytes to `to`; returns its largest value, which became 127. Rounds the floats. */
  encode(from: number, to: number, bytes: number): number;
  /** Encodes `count` vectors that lie one after the other; writes the largest value of each, as 32-bit floats, to `out`. */
  encodeAll(from: number, to: number, bytes: number, count: number, out: number): void;
  /** Writes for each of `count` vectors from `at` on its product with the query of 16-bit values at 0: 32 bits at `out`. */
  products(at: number, count: number, bytes: number, out: number): void;
}

/** Vectors have a multiple of so many values; the rest are zeros. */
export const LANES = 16;

/** Node's own, of which TypeScript has no types without those of browsers. */
declare const WebAssembly: {
  Memory: new (options: { initial: number }) => WasmMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { env: { memory: WasmMemory } }) => { exports: ByteDot };
};
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** By so many pages; `buffer` is another one afterwards. */
  grow(pages: number): number;
}
const PAGE = 65_536;

/** With memory for at least so many bytes. */
export function openByteDot(bytes: number): { dot: ByteDot; memory: WasmMemory } {
  compiled ??= new WebAssembly.Module(moduleOf());
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  return { dot: new WebAssembly.Instance(compiled, { env: { memory } }).exports, memory };
}
let compiled: object | undefined;

/** Makes room for at least so many bytes. */
export function reserve(memory: WasmMemory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

const [I32, F32, V128] = [0x7f, 0x7d, 0x7b];

/** Codes of the WebAssembly specification, each with its operands where they are always the same. */
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const LOOP = [0x03, 0x40];
const END = [0x0b];
const AGAIN_IF = [0x0d, 0];
const i32 = {
  const: (value: number) => [0x41, value],
  add: [0x6a],
  sub: [0x6b],
  below: [0x49],
  store: [0x36, 2, 0],
  mul: [0x6c],
};
const f32 = {
  zero: [0x43, 0, 0, 0, 0],
  steps: [0x43, 0, 0, 0xfe, 0x42],
  /** 2^13 + 1 */
  splitter: [0x43, 0, 4, 0, 0x46],
  store: [0x38, 2, 0],
  max: [0x97],
  div: [0x95],
  isEqual: [0x5b],
};
const SELECT = [0x1b];
const simd = (...code: number[]) => [0xfd, ...code];
const load = (offset = 0) => simd(0x00, 0, offset);
const STORE = simd(0x0b, 0, 0);
const ZERO = simd(0x0c, ...new Array<number>(16).fill(0));
const i32x4 = { lane: (n: number) => simd(0x1b, n), add: simd(0xae, 1), dot: simd(0xba, 1), round: simd(0xf8, 1) };
const f32x4 = {
  lane: (n: number) => simd(0x1f, n),
  splat: simd(0x13),
  nearest: simd(0x6a),
  abs: simd(0xe0, 1),
  sub: simd(0xe5, 1),
  mul: simd(0xe6, 1),
  max: simd(0xe9, 1),
};
const NARROW_TO_16 = simd(0x85, 1);
const NARROW_TO_8 = simd(0x65);
const LOW_HALF = simd(0x87, 1);
const HIGH_HALF = simd(0x88, 1);

/** `local = local + step`. */
const advance = (local: number, step: number[]) => [get(local), step, i32.add, set(local)];
const sumOf = (local: number) => [
  ...[0, 1, 2, 3].flatMap((n) => [get(local), i32x4.lane(n)]),
  ...[i32.add, i32.add, i32.add],
];

/**
 * The four values at the address in local 4, rounded to the eleven bits of half precision (Dekker 1971): a store that has
 * vectors in half precision and one that has them exactly then keep the same bytes. Local 8 is the value, 9 its multiple.
 */
const ROUNDED = [
  ...[get(4), load(), set(8), get(8), f32.splitter, f32x4.splat, f32x4.mul, set(9)],
  ...[get(9), get(9), get(8), f32x4.sub, f32x4.sub],
];

/**
 * (from, to, bytes) -> largest; locals: 3 last address, 4 reading address, 5 the four largest, 6 largest, 7 factor. The floats
 * are rounded where they are.
 */
function encodeBody(): number[][] {
  const quarter = (n: number) => [
    ...[get(0), load(16 * n), get(7), f32x4.splat, f32x4.mul],
    ...[f32x4.nearest, i32x4.round],
  ];
  return [
    ...[get(0), get(2), i32.const(4), i32.mul, i32.add, set(3)],
    ...[get(0), set(4), ZERO, set(5)],
    LOOP,
    ...[get(4), ...ROUNDED, STORE],
    ...[get(5), get(4), load(), f32x4.abs, f32x4.max, set(5)],
    ...advance(4, i32.const(16)),
    ...[get(4), get(3), i32.below, AGAIN_IF],
    END,
    ...[0, 1, 2, 3].flatMap((n) => [get(5), f32x4.lane(n)]),
    ...[f32.max, f32.max, f32.max, set(6)],
    ...[f32.zero, f32.steps, get(6), f32.div, get(6), f32.zero, f32.isEqual, SELECT, set(7)],
    LOOP,
    get(1),
    ...[...quarter(0), ...quarter(1), NARROW_TO_16],
    ...[...quarter(2), ...quarter(3), NARROW_TO_16],
    ...[NARROW_TO_8, STORE],
    ...advance(1, i32.const(16)),
    // 64 as a signed LEB128 number.
    ...advance(0, [0x41, 0xc0, 0]),
    ...[get(0), get(3), i32.below, AGAIN_IF],
    END,
    get(6),
    END,
  ];
}

/** (from, to, bytes, count, out) */
function encodeAllBody(): number[][] {
  return [
    LOOP,
    ...[get(4), get(0), get(1), get(2), [0x10, 0], f32.store],
    ...[get(0), get(2), i32.const(4), i32.mul, i32.add, set(0)],
    ...advance(1, get(2)),
    ...advance(4, i32.const(4)),
    ...[get(3), i32.const(1), i32.sub, set(3)],
    ...[i32.const(0), get(3), i32.below, AGAIN_IF],
    END,
    END,
  ];
}

/** (at, count, bytes, out); locals: 4 end of the vector, 5 query address, 6 sums. */
function productsBody(): number[][] {
  const half = (widened: number[], offset: number) => [
    ...[get(6), get(0), load(), widened, get(5), load(offset), i32x4.dot, i32x4.add, set(6)],
  ];
  return [
    LOOP,
    ...[get(0), get(2), i32.add, set(4)],
    ...[i32.const(0), set(5), ZERO, set(6)],
    LOOP,
    ...[...half(LOW_HALF, 0), ...half(HIGH_HALF, 16)],
    ...[...advance(5, i32.const(32)), ...advance(0, i32.const(16))],
    ...[get(0), get(4), i32.below, AGAIN_IF],
    END,
    ...[get(3), ...sumOf(6), i32.store],
    ...advance(3, i32.const(4)),
    ...[get(1), i32.const(1), i32.sub, set(1)],
    ...[i32.const(0), get(1), i32.below, AGAIN_IF],
    END,
    END,
  ];
}

/** Of `encode`, `products` and `encodeAll`: parameters, then results. */
const TYPES = [
  [0x60, 3, I32, I32, I32, 1, F32],
  [0x60, 4, I32, I32, I32, I32, 0],
  [0x60, 5, I32, I32, I32, I32, I32, 0],
];

function moduleOf(): Uint8Array<ArrayBuffer> {
  const text = (name: string) => [name.length, ...new TextEncoder().encode(name)];
  const body = (locals: number[], code: number[][]) => sized([locals.length / 2, ...locals, ...code.flat()]);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [3, ...TYPES.flat()]),
    ...section(2, [1, ...text('env'), ...text('memory'), 2, 0, 1]),
    ...section(3, [3, 0, 1, 2]),
    ...section(7, [3, ...text('encode'), 0, 0, ...text('products'), 0, 1, ...text('encodeAll'), 0, 2]),
    ...section(10, [
      3,
      ...body([2, I32, 1, V128, 2, F32, 2, V128], encodeBody()),
      ...body([2, I32, 1, V128], productsBody()),
      ...body([], encodeAllBody()),
    ]),
  ]);
}

const section = (id: number, content: number[]) => [id, ...sized(content)];

/** With its length before it, as LEB128. */
function sized(content: number[]): number[] {
  const { length } = content;
  return length < 128 ? [length, ...content] : [(length & 127) | 128, length >> 7, ...content];
}
