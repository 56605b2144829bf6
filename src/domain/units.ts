/**
 * The UTF-16 code units of a text, for code that loops over whole texts. V8 stores strings in several forms (one or two
 * bytes a character, slices, concatenations) and checks the form at each character.
 */

let units = new Uint16Array(1 << 14);

/** Below this many characters, a call out of JavaScript costs more than it saves. */
const SHORT = 64;

/** The code units followed by a few zeros, valid until the next call. */
export function unitsOf(text: string): Uint16Array {
  const { length } = text;
  if (length + BEHIND > units.length) units = grown(units, length + BEHIND);
  if (length <= SHORT) for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  else Buffer.from(units.buffer).write(text, 'utf16le');
  units.fill(0, length, length + BEHIND);
  return units;
}
const BEHIND = 8;

/** A copy of at least that length, with room to grow. */
export function grown<T extends Uint8Array | Uint16Array | Int32Array | Float64Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, 2 * array.length));
  larger.set(array);
  return larger;
}
