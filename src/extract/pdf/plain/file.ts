import { decode, type FilterParameters } from './filters.js';
import { NotPlain } from './not-plain.js';
import { Bytes, Name, ObjectReader, Ref, type Dictionary, type PdfObject } from './objects.js';

/** Bounds against bombs: bytes that one stream may expand to, and all that are read together. */
const MAX_STREAM = 2_000_000;
const MAX_ALL = 12_000_000;
const MAX_REVISIONS = 20;
const MAX_FILTERS = 8;
const MAX_OBJECTS = 200_000;
/** Objects read at most; a CV has few pages, fonts and links. */
const MAX_READ = 10_000;

export interface PdfStream {
  dictionary: Dictionary;
  start: number;
}

/** The data of an object stream, and where each object in it starts. */
interface Container {
  data: Buffer;
  offsets: number[];
}

/** Where an object is: at an offset of the file, or at an index in an object stream. */
type Place = { offset: number } | { stream: number; index: number };

/**
 * The objects of an undamaged, unencrypted PDF, found through its cross-reference table or stream and read on demand.
 * Throws `NotPlain` where table and bytes disagree, or where a filter for images is needed.
 */
export class PdfFile {
  readonly trailer: Dictionary = new Map();
  private readonly places = new Map<number, Place>();
  private readonly read = new Map<number, PdfObject | PdfStream>();
  private readonly containers = new Map<number, Container>();
  private budget = MAX_ALL;

  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.bytes.toString('latin1', 0, 5) !== '%PDF-') throw new NotPlain();
    const tail = this.bytes.toString('latin1', Math.max(0, bytes.length - 2048));
    let next: number | null = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1]);
    for (let i = 0; next !== null; i++) {
      if (i === MAX_REVISIONS) throw new NotPlain();
      next = this.readRevision(next);
    }
    if (this.trailer.has('Encrypt')) throw new NotPlain();
  }

  /** Resolves a reference; anything else is returned as it is. */
  get(value: PdfObject | undefined): PdfObject | PdfStream {
    if (!(value instanceof Ref)) return value ?? null;
    const known = this.read.get(value.number);
    if (known !== undefined) return known;
    if (this.read.size === MAX_READ) throw new NotPlain();
    const place = this.places.get(value.number);
    const found =
      place === undefined
        ? null
        : 'offset' in place
          ? this.readAt(place.offset, value.number)
          : this.readPacked(place.stream, place.index);
    if (found instanceof Ref) throw new NotPlain();
    this.read.set(value.number, found);
    return found;
  }

  dictionary(value: PdfObject | undefined): Dictionary | null {
    const found = this.get(value);
    return found instanceof Map ? found : null;
  }

  array(value: PdfObject | undefined): PdfObject[] | null {
    const found = this.get(value);
    return Array.isArray(found) ? found : null;
  }

  number(value: PdfObject | undefined): number | null {
    const found = this.get(value);
    return typeof found === 'number' ? found : null;
  }

  name(value: PdfObject | undefined): string | null {
    const found = this.get(value);
    return found instanceof Name ? found.text : null;
  }

  string(value: PdfObject | undefined): string | null {
    const found = this.get(value);
    return found instanceof Bytes ? found.text : null;
  }

  stream(value: PdfObject | undefined): PdfStream | null {
    const found = this.get(value);
    return isStream(found) ? found : null;
  }

  /** The unpacked bytes of a stream. */
  data({ dictionary, start }: PdfStream): Buffer {
    const length = this.number(dictionary.get('Length'));
    if (
      length === null ||
      length < 0 ||
      !/^\s*endstream/.test(this.bytes.toString('latin1', start + length, start + length + 12))
    )
      throw new NotPlain();
    let data = this.bytes.subarray(start, start + length);
    const [filters, parameters] = [this.listOf(dictionary, 'Filter'), this.listOf(dictionary, 'DecodeParms')];
    if (filters.length > MAX_FILTERS) throw new NotPlain();
    filters.forEach((filter, i) => {
      data = decode(this.name(filter) ?? '', data, this.parametersOf(parameters[i]), MAX_STREAM);
    });
    this.budget -= data.length;
    if (this.budget < 0) throw new NotPlain();
    return data;
  }

  /** A single value or a list, as a list. */
  private listOf(dictionary: Dictionary, key: string): PdfObject[] {
    const value = this.get(dictionary.get(key));
    if (value === null) return [];
    return Array.isArray(value) ? value : [value as PdfObject];
  }

  private parametersOf(value: PdfObject | undefined): FilterParameters {
    const given = this.dictionary(value);
    const of = (key: string, otherwise: number): number => this.number(given?.get(key)) ?? otherwise;
    return {
      predictor: of('Predictor', 1),
      columns: of('Columns', 1),
      colours: of('Colors', 1),
      bits: of('BitsPerComponent', 8),
      earlyChange: of('EarlyChange', 1),
    };
  }

  /** Reads one table and trailer; returns the offset of the previous one, or null. */
  private readRevision(offset: number): number | null {
    if (!Number.isInteger(offset) || offset >= this.bytes.length) throw new NotPlain();
    const reader = new ObjectReader(this.bytes, offset);
    const trailer = reader.word() === 'xref' ? this.readTable(reader) : this.readTableStream(offset);
    for (const [key, value] of trailer) if (!this.trailer.has(key)) this.trailer.set(key, value);
    // Hybrid files list the objects for newer readers in a stream beside the table.
    const beside = trailer.get('XRefStm');
    if (typeof beside === 'number') this.readTableStream(beside);
    const before = trailer.get('Prev');
    return typeof before === 'number' ? before : null;
  }

  private readTable(reader: ObjectReader): Dictionary {
    for (let word = reader.word(); word !== 'trailer'; word = reader.word()) {
      const [first, count] = [Number(word), Number(reader.word())];
      if (word === '' || !(count <= MAX_OBJECTS)) throw new NotPlain();
      for (let i = 0; i < count; i++) {
        const [offset, , kind] = [Number(reader.word()), reader.word(), reader.word()];
        if (kind !== 'n' && kind !== 'f') throw new NotPlain();
        if (kind === 'n') this.place(first + i, { offset });
      }
    }
    const trailer = reader.read();
    if (!(trailer instanceof Map)) throw new NotPlain();
    return trailer;
  }

  private readTableStream(offset: number): Dictionary {
    const stream = this.readAt(offset, null);
    if (!isStream(stream)) throw new NotPlain();
    const { dictionary } = stream;
    const widths = numbers(dictionary.get('W'));
    if (widths.length !== 3 || widths[1] === 0 || widths.some((width) => width > 8)) throw new NotPlain();
    const index = dictionary.has('Index') ? numbers(dictionary.get('Index')) : [0, Number(dictionary.get('Size'))];
    const rows = new Rows(this.data(stream), widths);
    for (let i = 0; i + 1 < index.length; i += 2) {
      for (let number = index[i]!; number < index[i]! + index[i + 1]!; number++) {
        const [type, second, third] = rows.next();
        if (type === 1) this.place(number, { offset: second });
        if (type === 2) this.place(number, { stream: second, index: third });
      }
    }
    return dictionary;
  }

  /** Revisions are read newest first, so the first entry wins. */
  private place(number: number, place: Place): void {
    if (!this.places.has(number)) this.places.set(number, place);
  }

  private readAt(offset: number, number: number | null): PdfObject | PdfStream {
    const reader = new ObjectReader(this.bytes, offset);
    const own = reader.word();
    if (
      !/^\d+$/.test(own) ||
      (number !== null && Number(own) !== number) ||
      !/^\d+$/.test(reader.word()) ||
      reader.word() !== 'obj'
    )
      throw new NotPlain();
    const value = reader.read();
    if (!(value instanceof Map) || reader.word() !== 'stream') return value;
    const afterReturn = this.bytes[reader.at] === 13 ? reader.at + 1 : reader.at;
    return { dictionary: value, start: this.bytes[afterReturn] === 10 ? afterReturn + 1 : afterReturn };
  }

  private readPacked(number: number, index: number): PdfObject {
    let container = this.containers.get(number);
    if (container === undefined) this.containers.set(number, (container = this.unpack(number)));
    const offset = container.offsets[index];
    return offset === undefined ? null : new ObjectReader(container.data, offset).read();
  }

  private unpack(number: number): Container {
    const stream = this.stream(new Ref(number));
    if (stream === null) throw new NotPlain();
    const [count, first] = [this.number(stream.dictionary.get('N')), this.number(stream.dictionary.get('First'))];
    if (count === null || first === null || count > MAX_OBJECTS) throw new NotPlain();
    const data = this.data(stream);
    const head = new ObjectReader(data, 0);
    const offsets = Array.from({ length: count }, () => [head.word(), head.word()]).map(
      ([, offset]) => first + Number(offset),
    );
    return { data, offsets };
  }
}

export function isStream(value: PdfObject | PdfStream | undefined): value is PdfStream {
  return typeof value === 'object' && value !== null && 'dictionary' in value;
}

export function numbers(value: PdfObject | undefined): number[] {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'number')) throw new NotPlain();
  return value as number[];
}

/** Rows of three big-endian numbers. */
class Rows {
  private at = 0;

  constructor(
    private readonly data: Uint8Array,
    private readonly widths: readonly number[],
  ) {}

  next(): [number, number, number] {
    if (this.at >= this.data.length) throw new NotPlain();
    return [this.widths[0] === 0 ? 1 : this.field(0), this.field(1), this.field(2)];
  }

  private field(i: number): number {
    let value = 0;
    for (let k = 0; k < this.widths[i]!; k++) value = value * 256 + (this.data[this.at++] ?? 0);
    return value;
  }
}
