/**
 * Writes small graphs as ONNX files by hand: protocol buffers are just tag, length and bytes, and a graph here has
 * about ten nodes. Field numbers are from onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export const FLOAT = 1;
export const INT8 = 3;
export const INT64 = 7;

export type Part = Uint8Array;

function varint(value: number): Part {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

function join(parts: Part[]): Part {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const number = (field: number, value: number): Part => join([varint(field * 8), varint(value)]);
const bytes = (field: number, ...parts: Part[]): Part => {
  const body = join(parts);
  return join([varint(field * 8 + 2), varint(body.length), body]);
};
const text = (field: number, value: string): Part => bytes(field, new TextEncoder().encode(value));

/** NodeProto; a node is named after its first output. */
export function node(operator: string, inputs: string[], outputs: string | string[], attributes: Part[] = []): Part {
  const results = [outputs].flat();
  return bytes(
    1,
    ...inputs.map((name) => text(1, name)),
    ...results.map((name) => text(2, name)),
    text(3, results[0]!),
    text(4, operator),
    ...attributes.map((a) => bytes(5, a)),
  );
}

/** AttributeProto of type INT (2). */
export const integer = (name: string, value: number): Part => join([text(1, name), number(3, value), number(20, 2)]);

/** TensorProto as an initializer of the graph; `data` is little-endian. */
export function tensor(name: string, type: number, dims: number[], data: ArrayBufferView): Part {
  return bytes(
    5,
    ...dims.map((d) => number(1, d)),
    number(2, type),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  );
}

/** AttributeProto of type INTS (7). */
export const integers = (name: string, values: number[]): Part =>
  join([text(1, name), ...values.map((v) => number(8, v)), number(20, 7)]);

/** ValueInfoProto; a dimension is a number or a name. */
function valueInfo(field: number, name: string, type: number, dims: (number | string)[]): Part {
  const shape = dims.map((d) => bytes(1, typeof d === 'number' ? number(1, d) : text(2, d)));
  return bytes(field, text(1, name), bytes(2, bytes(1, number(1, type), bytes(2, ...shape))));
}

export const input = (name: string, type: number, dims: (number | string)[]): Part => valueInfo(11, name, type, dims);
export const output = (name: string, type: number, dims: (number | string)[]): Part => valueInfo(12, name, type, dims);

/** ModelProto: IR version 8, opset 13 of the default domain. */
export function graphFile(name: string, parts: Part[]): Uint8Array {
  return join([
    number(1, 8),
    text(2, 'cvmatch'),
    bytes(7, ...parts, text(2, name)),
    bytes(8, text(1, ''), number(2, 13)),
  ]);
}
