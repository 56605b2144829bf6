import type { Pool } from './pool.js';
import { FairShare, type Turn } from './turns/fair-share.js';

/** Turns for the fake pools of tests, which begin at once. */
export function turnsOf(places: number): Pool['turn'] {
  const share = new FairShare({ places, ahead: 1, slowPlaces: 1 });
  return async (key, signal): Promise<Turn | null> => {
    const turn = await share.turn({ tenant: 'default', key }, signal);
    await turn?.place();
    turn?.begun();
    return turn;
  };
}
