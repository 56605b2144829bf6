import { failure, type ExtractedDocument, type Outcome } from '../../domain/index.js';
import { decodeText } from '../encoding.js';
import { fromCandidate } from './europass-candidate.js';
import { fromLearner } from './europass-learner.js';
import { isEuropass } from './europass-root.js';
import { documentOfResume, type Json } from './json-resume.js';
import { CUT_OFF, isoDay } from '../reader.js';
import { allAt, allBelow, textAt, xmlTree } from '../xml-tree.js';

/** Europass XML converted to JSON Resume. */
export interface Europass {
  resume: Json;
  date: string | null;
}

/** The profile as given, and text made from it. */
export function readEuropass(bytes: Uint8Array): Outcome<ExtractedDocument> {
  const xml = decodeText(bytes);
  const read = europassOf(xml);
  if (read === null) return failure('corrupt', 'it begins as Europass XML and holds no CV');
  return documentOfResume(read.resume, {
    format: 'europass',
    engine: 'europass',
    documentDate: read.date,
    warnings: isWhole(xml) ? [] : [CUT_OFF],
  });
}

/** Whether the root element is closed. */
export function isWhole(xml: string): boolean {
  return /<\/(?:[\w-]+:)?(?:SkillsPassport|LearnerInfo|Candidate)\s*>\s*(?:<!--[\s\S]{0,2000}-->\s*)?$/i.test(
    xml.slice(-4000),
  );
}

/** @throws Refusal where there are more elements than any CV has. */
export function europassOf(xml: string): Europass | null {
  const root = isEuropass(xml.slice(0, 8192)) ? xmlTree(xml) : null;
  if (root?.name === 'Candidate') {
    const changed =
      textAt(root, 'CandidateSupplier', 'ModificationDate') ??
      allBelow(root, 'DocumentID')[0]?.attributes['modificationDate'];
    return { resume: fromCandidate(root), date: isoDay(changed) };
  }
  const learner = root?.name === 'LearnerInfo' ? root : allAt(root ?? undefined, 'LearnerInfo')[0];
  if (learner === undefined) return null;
  return {
    resume: fromLearner(learner),
    date: isoDay(textAt(root!, 'DocumentInfo', 'LastUpdateDate') ?? textAt(root!, 'DocumentInfo', 'CreationDate')),
  };
}
