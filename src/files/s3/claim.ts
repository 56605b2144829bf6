import { CvmatchError } from '../../errors.js';
import type { Bucket } from './bucket.js';

/** An object that says whose files are under this prefix. */
const MARK = '.cvmatch-files';

/**
 * Claims a prefix for one workspace. Cleaning up deletes everything that the workspace's own store does not know, so a
 * prefix with anything else under it, including files of another workspace, is refused. @throws CvmatchError `bad_config`.
 */
export async function claimBucket(bucket: Bucket, workspace: string): Promise<void> {
  const mark = bucket.address.prefix + MARK;
  let owner = await ownerOf(bucket, mark);
  if (owner === null) {
    for await (const [first] of bucket.list(bucket.address.prefix))
      if (first !== undefined) throw notOurs(bucket, 'it holds other files', '');
    // If two workspaces mark it at once, only one succeeds.
    await bucket.putNew(mark, Buffer.from(`${workspace}\n`));
    owner = await ownerOf(bucket, mark);
  }
  if (owner === workspace) return;
  const or = `, or delete ${MARK} there if no other workspace uses it any more`;
  throw notOurs(bucket, 'it holds the files of another workspace', or);
}

async function ownerOf(bucket: Bucket, mark: string): Promise<string | null> {
  const found = await bucket.get(mark);
  if (found === null) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of found.body) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8').trim();
}

function notOurs({ where }: Bucket, why: string, or: string): CvmatchError {
  return new CvmatchError('bad_config', `${where} cannot hold files: ${why}`, {
    hint: `Name a prefix of its own in the setting files${or}.`,
  });
}
