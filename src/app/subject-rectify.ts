import type { Config } from '../config/config.js';
import { rectifyCv, type Rectified } from '../govern/subject/rectify.js';
import { withWorkspace } from '../open.js';
import { actor } from './candidates.js';
import { resolveCv } from './find-cv.js';

export type { Rectified };

export interface RectifyRequest {
  /** A CV by path, or the first digits of its id. */
  cv: string;
  field: string;
  value?: string;
  reason?: string;
  /** Name of the person who decides; the user of this machine if missing. */
  by?: string;
  undo?: boolean;
}

export async function rectifySubject(config: Config, request: RectifyRequest): Promise<Rectified> {
  const { cv, field, value = null, reason = null, by, undo = false } = request;
  return withWorkspace(config, {}, async (workspace) => {
    const cvId = await resolveCv(workspace, cv);
    await workspace.requireModel();
    const { store, vocabulary } = workspace;
    const [pool, fingerprint] = [await workspace.pool(), await workspace.fingerprint()];
    return rectifyCv({ store, pool, vocabulary, fingerprint }, cvId, { field, value, reason, undo, actor: actor(by) });
  });
}
