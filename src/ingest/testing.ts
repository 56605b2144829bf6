import { ok, type Outcome, type ProcessedCv } from '../domain/index.js';
import type { Pool } from '../pool/pool.js';
import { turnsOf } from '../pool/testing.js';
import { person } from '../store/contract/index.js';

/** Threads that make a CV from the text of the bytes, or do what the test says. */
export class FakePool implements Pool {
  readonly capacity = 2;
  readonly turn = turnsOf(3);
  readonly seen: string[] = [];
  answer: (text: string) => Promise<Outcome<ProcessedCv>> | Outcome<ProcessedCv> = (text) =>
    ok(person({ text: `${text} ${text.repeat(3)}`, name: text }));

  async run(task: Parameters<Pool['run']>[0]): Promise<Outcome<ProcessedCv>> {
    const text = task.kind === 'bytes' ? Buffer.from(task.bytes).toString() : '';
    this.seen.push(text);
    return this.answer(text);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const OPTIONS = {
  fingerprint: 'f',
  timeoutMs: 1000,
  memoryMb: 100,
  maxSize: 1e6,
  ocr: null,
  duplicates: 'keep' as const,
};
/** Pauses between attempts, in milliseconds. */
export const QUICK = { firstMs: 20, maxMs: 40 };
