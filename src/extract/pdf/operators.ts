/** Bytes of PDF syntax. */
const [SPACE, OPEN, CLOSE, LESS, GREATER, SLASH, PERCENT, BACKSLASH] = [32, 0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5c];
/** 1 for the bytes that end a number, name or operator: white space and brackets. */
const ENDS = new Uint8Array(256);
for (const byte of [OPEN, CLOSE, LESS, GREATER, SLASH, PERCENT, 0x5b, 0x5d, 0x7b, 0x7d]) ENDS[byte] = 1;
ENDS.fill(1, 0, SPACE + 1);
/** Components from here on are white; in CMYK, all below the rest. */
const WHITE = 0.95;

/**
 * True when a content stream shows text while its fill colour is white or its mode paints nothing. A light walk over the
 * operators, without fonts or positions: it only decides whether the slower engine takes a closer look.
 */
export function mayHideText(stream: Uint8Array): boolean {
  const walk = new Walk();
  let i = 0;
  while (i < stream.length) {
    const byte = stream[i]!;
    if (byte === OPEN) i = afterString(stream, i);
    else if (byte === PERCENT) i = afterLine(stream, i);
    else if (byte === LESS && stream[i + 1] !== LESS) i = stream.indexOf(GREATER, i) + 1 || stream.length;
    else if (byte !== SLASH && ENDS[byte] === 1) i++;
    else {
      const end = afterWord(stream, i + 1);
      if (byte === SLASH || (byte <= 0x39 && byte !== 0x27 && byte !== 0x22)) walk.operand(i, end);
      else if (walk.operator(stream, i, end)) return true;
      i = end;
    }
  }
  return false;
}

/** Fill colour and rendering mode, saved and restored as the stream says. */
class Walk {
  private hides = 0;
  private readonly saved: number[] = [];
  /** Starts and ends of the operands: few of them are ever read. */
  private readonly operands = new Int32Array(16);
  private count = 0;

  operand(start: number, end: number): void {
    if (this.count >= 8) return;
    this.operands[2 * this.count] = start;
    this.operands[2 * this.count + 1] = end;
    this.count++;
  }

  /** True for an operator that shows text nobody may see. */
  operator(stream: Uint8Array, start: number, end: number): boolean {
    const shown = end - start <= 3 && this.apply(word(stream, start, end), stream);
    this.count = 0;
    return shown;
  }

  private apply(name: string, stream: Uint8Array): boolean {
    switch (name) {
      case 'q': this.saved.push(this.hides); break;
      case 'Q': this.hides = this.saved.pop() ?? this.hides; break;
      case 'Tr': this.set(2, [3, 7].includes(this.values(stream)[0]!)); break;
      case 'g': case 'rg': case 'k': case 'sc': case 'scn': this.set(1, isWhite(this.values(stream))); break;
      case 'cs': this.set(1, false); break;
      case 'Tj': case 'TJ': case "'": case '"': return this.hides !== 0;
    }
    return false;
  }

  /** NaN for names, which patterns have. */
  private values(stream: Uint8Array): number[] {
    return Array.from({ length: this.count }, (_, i) => Number(word(stream, this.operands[2 * i]!, Math.min(this.operands[2 * i + 1]!, this.operands[2 * i]! + 24))));
  }

  private set(bit: number, on: boolean): void {
    this.hides = on ? this.hides | bit : this.hides & ~bit;
  }
}

function isWhite(values: readonly number[]): boolean {
  if (values.length === 0 || values.some(Number.isNaN)) return false;
  return values.length === 4 ? values.every((value) => value <= 1 - WHITE) : values.every((value) => value >= WHITE);
}

function afterWord(stream: Uint8Array, start: number): number {
  let i = start;
  while (i < stream.length && ENDS[stream[i]!] === 0) i++;
  return i;
}

function afterLine(stream: Uint8Array, start: number): number {
  let i = start;
  while (i < stream.length && stream[i] !== 10 && stream[i] !== 13) i++;
  return i;
}

/** Strings nest brackets and escape with a backslash. */
function afterString(stream: Uint8Array, start: number): number {
  let depth = 0;
  for (let i = start; i < stream.length; i++) {
    if (stream[i] === BACKSLASH) i++;
    else if (stream[i] === OPEN) depth++;
    else if (stream[i] === CLOSE && --depth === 0) return i + 1;
  }
  return stream.length;
}

function word(stream: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(stream[i]!);
  return text;
}
