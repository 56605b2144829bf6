import type { PoolTask } from './thread.js';
import type { Turn } from './turns/fair-share.js';

/** Milliseconds in a thread after which a task may turn out to be slow, so that another thread will be wanted. */
const LONG_MS = 500;
/** CVs that a thread reads before it is warm: model, vocabulary and child process are open, and the code is compiled. */
const SAMPLES = 3;

export interface SpareParts {
  /** Whether there is a thread beyond the usual ones. */
  exists(): boolean;
  /** Called whenever `isWarming` has changed: while it is true, one thread more may be started. */
  onChange(): void;
  /** Gives a task to a thread that has none. Never throws. */
  run(task: PoolTask): Promise<unknown>;
}

/**
 * Has one thread more than usual ready as long as tasks are long. If a slow task must be set aside for those who wait,
 * they go on in it at once: a thread that is started only then lets them wait for seconds. Without work it ends like any
 * other thread.
 */
export class SpareThread {
  private warming = false;

  constructor(private readonly parts: SpareParts) {}

  get isWarming(): boolean {
    return this.warming;
  }

  /** `longestMs`: for how long a thread has been with its task. */
  look(longestMs: number): void {
    if (longestMs >= LONG_MS && !this.warming && !this.parts.exists()) void this.warmUp();
  }

  private async warmUp(): Promise<void> {
    this.warming = true;
    this.parts.onChange();
    for (let i = 0; i < SAMPLES; i++) await this.parts.run(sample(i));
    this.warming = false;
    this.parts.onChange();
  }
}

/** No sender's turn: a thread warms up beside those who share the others, and alone. */
export const WARMING: Turn = {
  place: () => Promise.resolve(),
  begun: () => undefined,
  isSlow: true,
  end: () => undefined,
};

function sample(i: number): PoolTask {
  const bytes = new TextEncoder().encode(`Sam Sample
sam@example.com, +44 20 7946 0${100 + i}

Experience
Software Engineer, Example Ltd, London, 03/20${10 + i} - 06/20${15 + i}
- Built services in TypeScript and PostgreSQL for ${i + 2} teams
Junior Developer, Sample GmbH, 2006 - 2010

Education
BSc Computer Science, University of Leeds, 2006

Skills
TypeScript, PostgreSQL, Kubernetes, project management

Languages
English (native), German (B2)
`);
  return { kind: 'bytes', bytes, asOf: '2026-01-01', fallbackDate: '2026-01-01' };
}
