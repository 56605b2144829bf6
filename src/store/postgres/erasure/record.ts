import { isUpload, type CvId } from '../../../domain/index.js';
import type { ErasedKind } from '../../erased.js';
import { namesPlace } from '../../port/index.js';
import { chooseTraces, encodeTraces, type Marks } from '../../traces.js';
import { eraseCvs } from '../cv/rows.js';
import { phraseOf, tokensOf } from '../cv/words.js';
import type { Session } from '../database.js';
import { noteErased } from './erased.js';

/** A removal within its transaction; see the same in the SQLite store. */
export class Removal {
  private readonly traces = new Set<string>();
  private readonly gone: [ErasedKind, string][] = [];
  private cvs = 0;

  constructor(private readonly session: Session) {}

  /** Returns those that existed. */
  async eraseCvs(cvIds: CvId[]): Promise<CvId[]> {
    for (const cvId of cvIds) await this.noteCv(cvId);
    const erased = await eraseCvs(this.session, cvIds);
    this.cvs += erased.length;
    for (const cvId of erased) this.gone.push(['cv', cvId]);
    return erased;
  }

  /** To be called before the row of a file is deleted. */
  async noteFile(path: string): Promise<void> {
    const row = await this.session.row<NamedFile & { hash: string | null }>(
      'SELECT path, name, hash FROM files WHERE tenant = $1 AND path = $2',
      path,
    );
    if (row === undefined) return;
    this.gone.push(['file', path]);
    this.noteFiles([row]);
    if (row.hash !== null) this.add(chooseTraces({ hashes: [row.hash], names: [], text: null }, () => false));
  }

  /**
   * To be called before the rows of a JD are deleted. Its hash is no trace: what people decided about candidates for it stays,
   * and names it.
   */
  async noteJd(jd: number): Promise<void> {
    const versions = await this.session.rows<{ hash: string; title: string | null; source: string; text: string }>(
      'SELECT hash, title, source, text FROM jds WHERE tenant = $1 AND jd = $2',
      jd,
    );
    for (const { hash, title, source, text } of versions) {
      this.gone.push(['jd', hash]);
      const names = [...(namesPlace(source) ? [source] : []), ...(title === null ? [] : [title])];
      await this.noteText(
        { hashes: [], names, text },
        async (words) =>
          new Set([...(await inOthers(this.session, words, NO_CV)), ...(await inOtherJds(this.session, words, jd))]),
      );
    }
  }

  private async noteCv(cvId: CvId): Promise<void> {
    const cv = await this.session.row<{ key: number; path: string; text: Buffer }>(
      `SELECT cvs.key, path, text FROM cvs JOIN documents ON documents.tenant = $1 AND documents.key = cvs.key
       WHERE cvs.tenant = $1 AND cv_id = $2`,
      cvId,
    );
    if (cv === undefined) return;
    const files = 'SELECT path, name FROM files WHERE tenant = $1 AND cv_id = $2';
    this.noteFiles([{ path: cv.path, name: null }, ...(await this.session.rows<NamedFile>(files, cvId))]);
    await this.noteText({ hashes: [cvId], names: [], text: cv.text.toString() }, (words) =>
      inOthers(this.session, words, cv.key),
    );
  }

  /** The path of an upload is only its id, which is no trace of a person. */
  private noteFiles(files: NamedFile[]): void {
    for (const { path, name } of files) {
      const names = [...(isUpload(path) ? [] : [path]), ...(name === null ? [] : [name])];
      this.add(chooseTraces({ hashes: [], names, text: null }, () => false));
    }
  }

  /** Chooses again until it has asked for no word that was not looked up before. */
  private async noteText(marks: Marks, elsewhere: (words: string[]) => Promise<Set<string>>): Promise<void> {
    const known = new Map<string, boolean>();
    for (;;) {
      const unknown = new Set<string>();
      const traces = chooseTraces(marks, (word) => {
        if (!known.has(word)) unknown.add(word);
        return known.get(word) ?? false;
      });
      if (unknown.size === 0) {
        this.add(traces);
        return;
      }
      const found = await elsewhere([...unknown]);
      for (const word of unknown) known.set(word, found.has(word));
    }
  }

  private add(traces: string[]): void {
    for (const trace of traces) this.traces.add(trace);
  }

  /** Writes no record if there are no traces. */
  async record(id: string): Promise<void> {
    await noteErased(this.session, this.gone);
    if (this.traces.size === 0) return;
    const { salt, traces } = encodeTraces([...this.traces]);
    await this.session.insert(
      'erasures',
      ['id', 'since', 'cvs', 'salt', 'traces'],
      [[id, this.session.nowIso, this.cvs, salt, traces]],
    );
  }
}

interface NamedFile {
  path: string;
  name: string | null;
}

/** Only asks the word index, which has no names or contacts: this makes traces telling in most cases, but proves nothing. */
async function inOthers(session: Session, words: string[], key: number): Promise<Set<string>> {
  const asked = words.map((word) => ({ word, tokens: tokensOf(word) })).filter(({ tokens }) => tokens.length > 0);
  const rows = await session.rows<{ word: string }>(
    `SELECT word FROM unnest($2::text[], $3::text[], $4::text[]) AS asked(word, term, phrase)
     WHERE EXISTS (SELECT 1 FROM postings JOIN words ON words.tenant = $1 AND words.key = postings.key
       WHERE postings.tenant = $1 AND postings.term = asked.term AND postings.key <> $5
         AND strpos(concat(words.title, words.skills, words.body), phrase) > 0)`,
    asked.map(({ word }) => word),
    asked.map(({ tokens }) => tokens[0]),
    asked.map(({ tokens }) => phraseOf(tokens)),
    key,
  );
  return new Set(rows.map(({ word }) => word));
}

/** The key of no CV. */
const NO_CV = -1;

async function inOtherJds(session: Session, words: string[], jd: number): Promise<string[]> {
  const rows = await session.rows<{ word: string }>(
    `SELECT word FROM unnest($2::text[]) AS asked(word)
     WHERE EXISTS (SELECT 1 FROM jds WHERE tenant = $1 AND jd <> $3 AND strpos(lower(text), lower(word)) > 0)`,
    words,
    jd,
  );
  return rows.map(({ word }) => word);
}
