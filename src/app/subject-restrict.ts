import type { Config } from '../config/config.js';
import { findPerson } from '../govern/subject/find.js';
import { restrictPerson, type RestrictionReport } from '../govern/subject/restrict.js';
import { withWorkspace } from '../open.js';
import { actor } from './candidates.js';

export type { RestrictionReport };

export interface RestrictionRequest {
  who: string;
  reason?: string;
  /** Name of the person who decides; the user of this machine if missing. */
  by?: string;
  lift?: boolean;
}

export async function restrictSubject(config: Config, request: RestrictionRequest): Promise<RestrictionReport> {
  const { who, reason, by, lift = false } = request;
  return withWorkspace(config, {}, async ({ store }) =>
    restrictPerson(store, await findPerson(store, { who, isLocal: true }), {
      ...{ lift, reason: reason ?? null, actor: actor(by) },
    }),
  );
}
