import type { ServiceSettings } from '../../../domain/index.js';
import type { Metrics } from '../../telemetry/metrics.js';
import { Semaphore } from './semaphore.js';

/** Limits how many at once do something that takes the machine from everyone else. */
export interface Slots {
  readonly upload: Semaphore;
  readonly match: Semaphore;
}

const MATCHES_AT_ONCE = 2;

/** A tenant gets half of the places for uploads and an API key a quarter, so that slow senders leave places for others. */
export function openSlots(
  { uploadsAtOnce: limit }: Pick<ServiceSettings, 'uploadsAtOnce'>,
  metrics: Pick<Metrics, 'waited'>,
): Slots {
  return {
    upload: new Semaphore({
      what: 'uploads',
      limit,
      perTenant: Math.ceil(limit / 2),
      perKey: Math.ceil(limit / 4),
      waiting: 1000,
      onWaited: (seconds) => {
        metrics.waited('upload', seconds);
      },
    }),
    // A match takes the main thread for all of its time, so places that stay free for others would only idle.
    match: new Semaphore({
      what: 'matches',
      limit: MATCHES_AT_ONCE,
      waiting: 200,
      onWaited: (seconds) => {
        metrics.waited('match', seconds);
      },
    }),
  };
}
