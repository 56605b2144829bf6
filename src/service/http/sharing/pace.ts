import { senderName, type Sender } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';

export interface PaceOptions {
  /** Bytes per second that every upload must keep up after the grace period, and milliseconds of that period. */
  slowest: number;
  graceMs: number;
  /** Others that wait for the place of an upload of this sender, each with the seconds since it began to wait. */
  waitingFor: (sender: Sender) => { sender: Sender; seconds: number }[];
  /** Milliseconds; by default a clock that never jumps. */
  now?: () => number;
}

/** An upload that is being received. */
export interface PacedUpload {
  sender: Sender;
  /** Bytes that have arrived. */
  received: () => number;
  /** Whether everything that has arrived was read, so that the sender is the one who is waited for. */
  isDry: () => boolean;
  cutOff: (reason: CvmatchError) => void;
}

/** Milliseconds between two looks. */
const LOOK_MS = 1000;
/** A look that comes this many milliseconds late judges nobody: this process was too busy to receive. */
const LATE_MS = 500;
/** Looks over which the speed is measured while others wait. */
const WINDOW = 5;
/** Bytes per second; no upload that is faster is ended, however many wait. */
const FAST = 256 * 1024;

/**
 * Ends uploads that are too slow. While nobody else waits, an upload must keep up a low speed on average, after a grace
 * period. While others wait for its place, the required speed grows by itself with every second for which each of them has
 * been waiting, and the grace period shrinks accordingly. Then the slowest uploads are ended, one for each sender that waits.
 */
export class UploadPace {
  private readonly uploads = new Set<Watched>();
  private readonly now: () => number;
  private timer: NodeJS.Timeout | null = null;
  private lastLook = 0;

  constructor(private readonly options: PaceOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** Call the result when the upload has ended. */
  watch(upload: PacedUpload): () => void {
    const watched: Watched = { ...upload, began: this.now(), looks: [{ at: this.now(), bytes: 0 }] };
    this.uploads.add(watched);
    this.start();
    return () => {
      this.uploads.delete(watched);
      if (this.uploads.size > 0 || this.timer === null) return;
      clearInterval(this.timer);
      this.timer = null;
    };
  }

  private start(): void {
    if (this.timer !== null) return;
    this.lastLook = this.now();
    this.timer = setInterval(() => {
      const late = this.now() - this.lastLook > LOOK_MS + LATE_MS;
      this.lastLook = this.now();
      // After the sockets were read in this turn of the event loop.
      setImmediate(() => {
        this.look(late);
      });
    }, LOOK_MS);
  }

  private look(isLate: boolean): void {
    for (const upload of this.uploads) {
      upload.looks.push({ at: this.now(), bytes: upload.received() });
      if (upload.looks.length > WINDOW + 1) upload.looks.shift();
    }
    if (isLate) return;
    const slow = [...this.uploads].filter((upload) => upload.isDry() && this.isTooSlow(upload));
    for (const upload of slow) this.cutOff(upload, tooSlow());
    this.makeRoom();
  }

  /** On average since the grace period. */
  private isTooSlow({ began, received }: Watched): boolean {
    const seconds = (this.now() - began - this.options.graceMs) / 1000;
    return seconds > 0 && received() < seconds * this.options.slowest + 1;
  }

  private makeRoom(): void {
    const pressed = [...this.uploads]
      .map((upload) => ({ upload, waiting: this.options.waitingFor(upload.sender), speed: speedOf(upload) }))
      .filter(({ upload, waiting, speed }) => upload.isDry() && this.isPressed(upload, waiting, speed))
      .sort((a, b) => a.speed - b.speed);
    const served = new Set<string>();
    for (const { upload, waiting } of pressed) {
      const next = waiting.find(({ sender }) => !served.has(senderName(sender)));
      if (next === undefined) continue;
      served.add(senderName(next.sender));
      this.cutOff(upload, othersWait());
    }
  }

  private isPressed({ began }: Watched, waiting: { seconds: number }[], speed: number): boolean {
    const { slowest, graceMs } = this.options;
    const factor = 1 + waiting.reduce((sum, { seconds }) => sum + seconds, 0);
    const age = this.now() - began;
    return waiting.length > 0 && age > graceMs / factor && speed < Math.min(FAST, slowest * factor);
  }

  private cutOff(upload: Watched, reason: CvmatchError): void {
    this.uploads.delete(upload);
    upload.cutOff(reason);
  }
}

interface Watched extends PacedUpload {
  began: number;
  /** The latest looks, oldest first. */
  looks: { at: number; bytes: number }[];
}

/** Bytes per second. */
function speedOf({ looks }: Watched): number {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  return last.at === first.at ? Infinity : ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
}

/** Seconds after which an upload that was ended may be sent again; also told in `Retry-After`. */
export const AGAIN_S = 10;

function tooSlow(): CvmatchError {
  return new CvmatchError('request_timeout', 'the upload is too slow', {
    hint: 'Send it again over a faster connection.',
  });
}

function othersWait(): CvmatchError {
  return new CvmatchError('request_timeout', 'the upload is too slow while others wait', {
    hint: `Send it again in ${AGAIN_S} s, in smaller parts or over a faster connection.`,
  });
}
