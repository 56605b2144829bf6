import { importJds } from '../match/stored-jds.js';
import type { Store } from '../store/port/index.js';

/** A JD that cannot be imported is reported and left in place, without failing the command. */
export async function takeOldJds(folder: string, store: Store): Promise<void> {
  for (const problem of await importJds(folder, store.jds))
    process.emitWarning(`${problem}: it is not among the stored JDs`, 'CvmatchWarning');
}
