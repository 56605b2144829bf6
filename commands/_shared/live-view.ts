import type { LiveView } from '../../src/index.js';
import { bars } from './bars.js';

export interface View {
  phase: (phase: string) => void;
  second: (view: LiveView) => void;
  stop: () => void;
}

/** Seconds between plain lines where stderr is no terminal. */
const LINE_SECONDS = 10;

/**
 * A bar with rate, backlog, p95 and verdicts on a terminal; elsewhere a line every ten seconds; nothing with --quiet.
 */
export async function liveView(quiet: boolean): Promise<View> {
  if (quiet) return { phase: () => undefined, second: () => undefined, stop: () => undefined };
  return process.stderr.isTTY ? barView() : lineView();
}

function lineView(): View {
  let seconds = 0;
  const write = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  return {
    phase: write,
    second: (view) => {
      if (++seconds % LINE_SECONDS === 0) write(lineOf(view));
    },
    stop: () => undefined,
  };
}

function lineOf({ arrived, completed, expected, backlog, cvsPerSecond, p95, verdicts }: LiveView): string {
  const broken = verdicts.filter((verdict) => !verdict.ok).map((verdict) => `not ${verdict.threshold}`);
  return [
    `${completed}/${expected} done`,
    `${arrived} arrived`,
    `${cvsPerSecond} CVs/s`,
    `backlog ${backlog}`,
    `p95 ${Math.round(p95)} ms`,
    ...broken,
  ].join(', ');
}

async function barView(): Promise<View> {
  const { SingleBar, Presets } = await import('cli-progress');
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total}  {cvsPerSecond} CVs/s  backlog {backlog}  p95 {p95} ms  {broken}',
      stream: bars,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
      stopOnComplete: false,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    phase: (phase) => {
      if (!started) process.stderr.write(`${phase}\n`);
    },
    second: (view) => {
      const payload = {
        ...view,
        p95: Math.round(view.p95),
        broken: view.verdicts
          .filter((verdict) => !verdict.ok)
          .map((verdict) => `not ${verdict.threshold}`)
          .join(' '),
      };
      if (started) bar.update(view.completed, payload);
      else bar.start(view.expected, view.completed, payload);
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}
