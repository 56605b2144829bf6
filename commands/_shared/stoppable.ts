import { EXIT } from '../../src/index.js';
import type { BaseCommand } from './base.js';
import { interruptSignal } from './interrupt.js';
import { openProgress } from './progress.js';

/** What a long piece of work is given. */
interface Stoppable {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/**
 * Does a long piece of work with a progress bar, which is gone when this returns. If it is interrupted, `stopped` is said on stderr
 * and the command ends with the exit code of interruptions.
 */
export async function stoppable<T>(
  command: Pick<BaseCommand, 'logToStderr' | 'exit'>,
  { unit, quiet, stopped }: { unit: string; quiet: boolean; stopped: string },
  work: (given: Stoppable) => Promise<T>,
): Promise<T> {
  const signal = interruptSignal();
  const progress = await openProgress(unit, quiet);
  try {
    return await work({ signal, onProgress: progress.update.bind(progress) });
  } catch (error) {
    if (!signal.aborted) throw error;
    progress.stop();
    command.logToStderr(stopped);
    return command.exit(EXIT.interrupted);
  } finally {
    progress.stop();
  }
}
