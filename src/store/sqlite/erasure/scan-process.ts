/** Entry point of the process that scans the store's files; see scan.ts. */
import { scanFiles, type ScanRequest } from './scan-files.js';

process.once('message', (request: ScanRequest) => {
  void scanFiles(request).then((scanned) => {
    process.send?.(scanned, () => {
      process.disconnect();
    });
  });
});
// The parent has ended, so nobody needs the answer.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
