import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { failure, ok } from '../domain/index.js';
import { memberName } from './member-name.js';
import type { Member } from './container-member.js';

/** Attachments that mail programs add by themselves. */
const NO_FILES =
  /^(?:application\/(?:pkcs7|x-pkcs7|pgp|ics)|text\/(?:calendar|vcard|x-vcard)|message\/(?:delivery-status|disposition))/;
const MAX_NESTING = 50;

/**
 * The files in an e-mail: its attachments, without pictures of its own text. The text counts as a file only without
 * attachments; otherwise it is a cover letter, not a CV.
 */
export async function mailMembers(bytes: Uint8Array): Promise<Member[]> {
  const email = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: MAX_NESTING });
  const files = email.attachments.filter((one) => !NO_FILES.test(one.mimeType) && !isDecoration(one)).flatMap(toMember);
  return files.length > 0 ? files : bodyOf(email);
}

function isDecoration({ mimeType, related, disposition }: Attachment): boolean {
  return mimeType.startsWith('image/') && (related === true || disposition === 'inline');
}

function toMember(one: Attachment, index: number): Member[] {
  const name = memberName(one.filename ?? `${index + 1}${one.mimeType === 'message/rfc822' ? '.eml' : ''}`);
  const content = typeof one.content === 'string' ? new TextEncoder().encode(one.content) : new Uint8Array(one.content);
  return name === null ? [] : [member(name.replaceAll('/', '_'), content)];
}

function bodyOf({ html, text }: Email): Member[] {
  if (html !== undefined && html.trim() !== '')
    return [
      member(
        'body.html',
        new TextEncoder().encode(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`),
      ),
    ];
  return text === undefined || text.trim() === '' ? [] : [member('body.txt', new TextEncoder().encode(text))];
}

function member(name: string, bytes: Uint8Array): Member {
  const read: Member['read'] = (maxSize) =>
    bytes.length > maxSize
      ? failure('file_too_large', `it has more than ${Math.round(maxSize / 1e5) / 10} MB`)
      : ok(bytes);
  return { name, size: bytes.length, mtimeMs: null, problem: null, read };
}
