import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { tenantFolder } from '../config/workspace.js';
import { outputError, refuseUnwritable } from '../files/output.js';
import { writePiecesWhole } from '../files/write-whole.js';
import { settleAudit } from '../govern/audit/keep.js';
import { subjectArchive } from '../govern/subject/export.js';
import { findSubject, type Subject } from '../govern/subject/find.js';
import { withWorkspace } from '../open.js';

export interface SubjectExport {
  /** Null for files that became no CV. */
  candidateId: string | null;
  /** Path of the ZIP. */
  file: string;
  bytes: number;
  cvs: number;
  originals: number;
  /** Places in the store that hold something of the person. */
  places: number;
}

export async function exportSubject(config: Config, who: string, output?: string): Promise<SubjectExport> {
  return withWorkspace(config, {}, async (workspace) => {
    const { store, folder, tenant } = workspace;
    const subject = await findSubject(store, { who, isLocal: true });
    const file = path.resolve(output ?? nameOf(subject));
    await refuseUnwritable(file);
    await store.audit.note([{ action: 'export', detail: 'subject export', cvs: subject.cvIds }]);
    // Also what was read elsewhere until now is a part of it.
    await settleAudit(tenantFolder(folder, tenant), store.audit);
    const { pieces, ...counts } = await subjectArchive(
      { ...partsOf(workspace), knownBackups: () => workspace.knownBackups() },
      subject,
    );
    const bytes = await writePiecesWhole(file, pieces).catch((error: unknown) => {
      throw outputError(file, error);
    });
    return { candidateId: subject.candidateId, file, bytes, ...counts };
  });
}

const partsOf = ({ store, uploads, originals, tenant }: Parameters<Parameters<typeof withWorkspace>[2]>[0]) => ({
  ...{ store, uploads, originals, tenant },
});

/** It says nothing about the person. */
function nameOf({ candidateId, paths }: Subject): string {
  const id = candidateId ?? createHash('sha256').update(paths.join('\n')).digest('hex');
  return `subject-${id.replace(/[^0-9A-Za-z-]/g, '').slice(0, 12)}.zip`;
}
