/** Entry point of the process that adds up sizes; see index.ts. */
import { sizesOf, type DatabaseFile } from './sizes.js';

process.once('message', (files: DatabaseFile[]) => {
  process.send?.(sizesOf(files), () => {
    process.disconnect();
  });
});
// The parent has ended, so nobody needs the answer.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
