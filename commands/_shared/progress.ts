import type { SingleBar } from 'cli-progress';
import { bars } from './bars.js';

export interface ProgressView {
  update(done: number, total: number, failed?: number): void;
  stop(): void;
}

const SILENT: ProgressView = { update: () => undefined, stop: () => undefined };
/** Milliseconds over which CVs/s is averaged: the mean since the start would hide the current rate. */
const WINDOW_MS = 5000;

/** A progress bar on stderr if that is a terminal and --quiet was not given; else nothing. */
export async function openProgress(unit: string, quiet: boolean): Promise<ProgressView> {
  if (quiet || !process.stderr.isTTY) return SILENT;
  const { SingleBar, Presets } = await import('cli-progress');
  const bar = new SingleBar(
    {
      format: `{bar} {value}/{total}  {rate} ${unit}/s  ETA {eta_formatted}  {failed}`,
      stream: bars,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
      fps: 8,
      stopOnComplete: false,
    },
    Presets.shades_classic,
  );
  return view(bar);
}

function view(bar: SingleBar): ProgressView {
  const seen: { at: number; done: number }[] = [];
  let started = false;
  return {
    update(done, total, failed = 0) {
      const payload = { rate: rateOf(seen, done), failed: failed === 0 ? '' : `${failed} failed` };
      if (!started) bar.start(total, done, payload);
      else bar.update(done, payload);
      started = true;
    },
    stop() {
      if (started) bar.stop();
    },
  };
}

function rateOf(seen: { at: number; done: number }[], done: number): string {
  const now = performance.now();
  seen.push({ at: now, done });
  while (seen.length > 2 && seen[0]!.at < now - WINDOW_MS) seen.shift();
  const [first] = seen;
  const seconds = (now - first!.at) / 1000;
  return seconds < 0.2 ? '-' : ((done - first!.done) / seconds).toFixed(1);
}
