/**
 * Rows of numbers, sent as one value of bytes for many rows: the driver takes a microsecond or two for every value.
 * PostgreSQL writes them in network order (`int4send` and the like).
 */
export class Packed {
  private readonly view: DataView;
  readonly length: number;

  /** `width`: bytes of a row. */
  constructor(
    bytes: Buffer,
    private readonly width: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength / width;
  }

  int4(row: number, at: number): number {
    return this.view.getInt32(row * this.width + at);
  }

  float8(row: number, at: number): number {
    return this.view.getFloat64(row * this.width + at);
  }

  /** The first column of all rows, of four bytes. */
  keys(): Int32Array {
    return Int32Array.from({ length: this.length }, (_, row) => this.int4(row, 0));
  }

  /** SQL for the rows of all expressions, each with its type, as one value. `order`: e.g. ORDER BY. */
  static sql(columns: [expression: string, type: 'int4' | 'float8'][], order = ''): string {
    const sent = columns.map(([expression, type]) => `${type}send((${expression})::${type})`);
    return `string_agg(${sent.join(' || ')}, ''::bytea ${order})`;
  }
}
