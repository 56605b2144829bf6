import type { Vocabulary } from '../profile/index.js';
import type { Blinder, BlindStore } from './blinder.js';

export type { Blinder, BlindCv } from './blinder.js';
export { cvLabelled, refuseNaming } from './labels.js';

/** Loads the rules of blind review and the vocabulary, which take a tenth of a second: for those alone who ask for it. */
export async function blinderFor(workspace: {
  readonly store: BlindStore;
  readonly vocabulary: Vocabulary;
}): Promise<Blinder> {
  const { Blinder } = await import('./blinder.js');
  return new Blinder(workspace.store, workspace.vocabulary);
}
