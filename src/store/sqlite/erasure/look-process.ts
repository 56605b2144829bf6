/** Entry of the process that looks through the store's files; see look.ts. */
import { lookThroughFiles, type LookRequest } from './look-files.js';

process.once('message', (request: LookRequest) => {
  void lookThroughFiles(request).then((looked) => {
    process.send?.(looked, () => {
      process.disconnect();
    });
  });
});
// Whoever asked has ended: nobody hears the answer.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
