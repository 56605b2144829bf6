import { EXIT, whyPending, type IngestReport } from '../../src/index.js';

export type IngestJson = Pick<IngestReport, 'batch' | 'counts' | 'seconds' | 'cvsPerSecond' | 'failures'>;

/**
 * The JSON output of `ingest` and `resume`. Sets the exit code: 130 if stopped; 3 if a file is neither ready nor a
 * duplicate, or if traces of what was pruned may still be on the disk.
 */
export function ingestJson(report: IngestReport, signal: AbortSignal, warn: (line: string) => void): IngestJson {
  const { batch, counts, seconds, cvsPerSecond, failures } = report;
  if (signal.aborted) {
    warn(`Stopped: ${report.left} files left. Continue with \`cvmatch resume\`.`);
    process.exitCode = EXIT.interrupted;
  } else if (failures.length > 0 || report.unchangedNotReady > 0 || report.erasureWaits !== null) {
    process.exitCode = EXIT.partial;
  }
  if (report.erasureWaits !== null)
    warn(`erasure_pending: pruned CVs are no longer in the store, but ${whyPending(report.erasureWaits)}.`);
  return { batch, counts, seconds, cvsPerSecond, failures };
}
