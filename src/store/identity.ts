import { createHash } from 'node:crypto';
import { foldText, type Profile } from '../domain/index.js';

/** Hashes of name with e-mail and of name with phone: equal for CVs of one person, and meaningless by themselves. */
export function identityOf(profile: Profile): { email: string | null; phone: string | null } {
  const { name, email, phone } = profile.resume.basics;
  const folded = foldText(name ?? '')
    .sort()
    .join(' ');
  const digits = (phone ?? '').replace(/\D/g, '');
  return {
    email: folded === '' || email === undefined ? null : digest(`${folded}\n${email.trim().toLowerCase()}`),
    phone: folded === '' || digits.length < 6 ? null : digest(`${folded}\n${digits}`),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
