import type { StructuredCv } from '../../domain/index.js';

/** The path of a field and its value; an undefined value writes nothing. */
type Value = [path: string, value: string | undefined];

/** Writes fields as text and records where each stands. */
export class StructuredText {
  private text = '';
  private readonly spans: StructuredCv['spans'] = {};

  /** Writes values on one line, separated by tabs. */
  line(...values: Value[]): void {
    const told = values.filter(([, value]) => value !== undefined);
    told.forEach(([path, value], i) => {
      if (i > 0) this.text += '\t';
      this.put(path, value!);
    });
    if (told.length > 0) this.text += '\n';
  }

  /** Writes values separated by commas, after a label. */
  list(values: Value[], label?: string): void {
    if (values.length === 0) return;
    if (label !== undefined) this.text += `${label}: `;
    values.forEach(([path, value], i) => {
      if (i > 0) this.text += ', ';
      this.put(path, value!);
    });
    this.text += '\n';
  }

  section(heading: string, entries: number, write: (index: number) => void): void {
    if (entries === 0) return;
    this.text += `\n${heading}\n`;
    for (let i = 0; i < entries; i++) write(i);
  }

  /** Writes an entry as a separate block, and records the place of the whole entry too. */
  entry(path: string, write: () => void): void {
    if (!this.text.endsWith('\n\n')) this.text += '\n';
    const start = this.text.length;
    write();
    const end = this.text.trimEnd().length;
    if (end > start) this.spans[path] = { start, end };
  }

  finish(): { text: string; spans: StructuredCv['spans'] } {
    return { text: this.text.trimEnd(), spans: this.spans };
  }

  private put(path: string, value: string): void {
    const start = this.text.length;
    this.text += value;
    if (path !== '') this.spans[path] = { start, end: this.text.length };
  }
}
