import type { Vocabulary } from '../profile/index.js';
import type { CvRecord, Store } from '../store/port/index.js';

/** The same store, in which a profile that was too large to be kept whole is read again from the kept text when it is asked for. */
export function withWholeProfiles<T extends Pick<Store, 'cvs'>>(store: T, vocabulary: () => Vocabulary): T {
  const { cvs } = store;
  return {
    ...store,
    cvs: {
      ...cvs,
      get: async (...asked: Parameters<typeof cvs.get>) => {
        const record = await cvs.get(...asked);
        return record?.profile.cut === undefined ? record : whole(record, vocabulary());
      },
    },
  };
}

/** The parser is loaded for it: nearly no command reads such a profile. */
async function whole(record: CvRecord, vocabulary: Vocabulary): Promise<CvRecord> {
  const [{ parseProfile }, { rectified }] = await Promise.all([
    import('../profile/index.js'),
    import('../rank/index.js'),
  ]);
  const { document, profile } = record;
  const read = parseProfile(document, { asOf: profile.asOf, vocabulary });
  return { ...record, profile: rectified(read, profile.overrides ?? [], { text: document.text, vocabulary }) };
}
