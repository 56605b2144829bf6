/** Entry of the process that searches the store's files; see look.ts. */
import { lookThroughFiles, type LookRequest } from './look-files.js';

process.once('message', (request: LookRequest) => {
  void lookThroughFiles(request).then((looked) => {
    process.send?.(looked, () => {
      process.disconnect();
    });
  });
});
// The parent has ended, so nobody will receive the answer.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
