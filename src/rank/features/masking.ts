import type { ExtractedDocument, FieldSource, Profile, Section } from '../../domain/index.js';
import { cutDocument, Cutting } from '../../profile/text/cutting.js';

/** A CV as it is scored: without a trace of who the person is, and with a way back to places in the original text. */
export interface Masked {
  document: ExtractedDocument;
  /** Its places refer to the masked text. */
  profile: Profile;
  cutting: Cutting;
}

/**
 * The CV with the person's name, contacts and personal data cut out and stuffed words blanked. Everything that is
 * embedded, indexed or scored is read from this, so no name can change a score, whatever its length and whether or not
 * a vocabulary knows it.
 */
export function maskedCv(document: ExtractedDocument, profile: Profile): Masked {
  if (last?.document !== document || last.profile !== profile)
    last = { document, profile, masked: mask(document, profile) };
  return last.masked;
}
/** Passages, index words and features ask for the same CV one after the other. */
let last: { document: ExtractedDocument; profile: Profile; masked: Masked } | null = null;

export function maskedText(document: ExtractedDocument, profile: Profile): string {
  return maskedCv(document, profile).document.text;
}

function mask(document: ExtractedDocument, profile: Profile): Masked {
  const cutting = new Cutting(document.text, profile.identity ?? []);
  const moved = <T extends { start: number; end: number }>(span: T): T => ({
    ...span,
    start: cutting.toCut(span.start),
    end: cutting.toCut(span.end),
  });
  const fields = Object.fromEntries(
    Object.entries(profile.fields).map(([path, source]): [string, FieldSource] => [path, moved(source)]),
  );
  const cut = cutDocument(document, cutting);
  return {
    document: { ...cut, text: withoutStuffing(cut.text, profile, cutting) },
    profile: { ...profile, fields, sections: profile.sections.map((section): Section => moved(section)) },
    cutting,
  };
}

/** Blanks out text that the profile found to be there only to lift the CV's score. */
function withoutStuffing(text: string, { findings }: Profile, cutting: Cutting): string {
  let blanked = '';
  let at = 0;
  for (const [start, end] of findings.flatMap(({ spans = [] }) => spans).sort((a, b) => a[0] - b[0])) {
    const [from, to] = [Math.max(at, cutting.toCut(start)), cutting.toCut(end)];
    if (to <= from) continue;
    blanked += text.slice(at, from) + text.slice(from, to).replace(/[^\n]/g, ' ');
    at = to;
  }
  return blanked + text.slice(at);
}
