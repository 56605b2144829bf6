/** `count` numbers of half precision (IEEE 754 binary16) from a place on, as PostgreSQL sends them: high byte first. */
export function floatsOfHalves(bytes: Buffer, from: number, count: number): Float32Array {
  const all = (values ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => valueOf(bits)));
  const floats = new Float32Array(count);
  for (let i = 0, at = from; i < count; i++, at += 2) floats[i] = all[(bytes[at]! << 8) | bytes[at + 1]!]!;
  return floats;
}
let values: Float32Array | undefined;

function valueOf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 === 0 ? 1 : -1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
