import { Flags } from '@oclif/core';
import { AUDIT_ACTIONS } from '../../src/index.js';

/** Conditions on records of the audit log. */
export const auditFlags = {
  actor: Flags.string({ helpValue: 'WHO', description: 'by key:ID, user:NAME, schedule, worker or local' }),
  action: Flags.option({ options: AUDIT_ACTIONS, description: 'of this kind' })(),
  outcome: Flags.string({ helpValue: 'CODE', description: 'that ended so: ok, or the code of an error' }),
  cv: Flags.string({
    helpValue: 'CV',
    description: 'about this CV: its path or id, for a removed one its whole id, or a pseudonym',
  }),
  jd: Flags.string({ helpValue: 'JD', description: 'about this JD: its id, the hash of its text, or a pseudonym' }),
  since: Flags.string({ helpValue: 'TIME', description: 'from this date or time on (ISO 8601)' }),
  until: Flags.string({ helpValue: 'TIME', description: 'before this date or time' }),
};
