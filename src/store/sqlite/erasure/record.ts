import { isUpload, type CvId } from '../../../domain/index.js';
import type { ErasedKind } from '../../erased.js';
import { namesPlace } from '../../port/index.js';
import { chooseTraces, encodeTraces, piecesOf, type Marks } from '../../traces.js';
import { eraseNextVectors } from '../cv/generation.js';
import { eraseCvs } from '../cv/rows.js';
import type { Database } from '../database.js';
import { noteErased } from './erased.js';

/**
 * A removal within its transaction. It collects traces of each CV, file or JD before its rows are deleted, so that the record of the
 * removal is written together with it or not at all.
 */
export class Removal {
  private readonly traces = new Set<string>();
  private readonly pieces: Uint8Array[] = [];
  private readonly gone: [ErasedKind, string][] = [];
  private readonly eraseNext: (key: number) => void;
  private cvs = 0;

  constructor(private readonly db: Database) {
    this.eraseNext = eraseNextVectors(db);
  }

  /** Returns those that existed. */
  eraseCvs(cvIds: CvId[]): CvId[] {
    for (const cvId of cvIds) this.noteCv(cvId);
    const erased = eraseCvs(this.db, cvIds, this.eraseNext);
    this.cvs += erased.length;
    for (const cvId of erased) this.gone.push(['cv', cvId]);
    return erased;
  }

  /** To be called before the row of a file is deleted. */
  noteFile(path: string): void {
    const row = this.db.sql('SELECT path, name, hash FROM files WHERE path = ?').get(path) as
      (NamedFile & { hash: string | null }) | undefined;
    if (row === undefined) return;
    this.gone.push(['file', path]);
    this.noteFiles([row]);
    if (row.hash !== null) this.note({ hashes: [row.hash], names: [], text: null }, () => false);
  }

  /**
   * To be called before the rows of a JD are deleted. Its hash is no trace: what people decided about candidates for it stays,
   * and names it.
   */
  noteJd(jd: number): void {
    const versions = this.db.sql('SELECT hash, title, source, text FROM jds WHERE jd = ?').all(jd) as JdText[];
    for (const { hash, title, source, text } of versions) {
      this.gone.push(['jd', hash]);
      const names = [...(namesPlace(source) ? [source] : []), ...(title === null ? [] : [title])];
      this.note(
        { hashes: [], names, text },
        (word) => isInAnother(this.db, word, NO_CV) || isInAnotherJd(this.db, word, jd),
      );
    }
  }

  private noteCv(cvId: CvId): void {
    const cv = this.db
      .sql('SELECT key, path, text AS stored FROM cvs JOIN documents USING (key) WHERE cv_id = ?')
      .get(cvId) as { key: number; path: string; stored: string | Uint8Array } | undefined;
    if (cv === undefined) return;
    this.noteFiles([
      { path: cv.path, name: null },
      ...(this.db.sql('SELECT path, name FROM files WHERE cv_id = ?').all(cvId) as NamedFile[]),
    ]);
    const text = this.db.sealer.openText(cv.stored);
    this.note({ hashes: [cvId], names: [], text }, (word) => isInAnother(this.db, word, cv.key));
    if (typeof cv.stored !== 'string') this.pieces.push(...piecesOf(cv.stored));
  }

  /** The path of an upload is only its id, which is no trace of a person. */
  private noteFiles(files: NamedFile[]): void {
    for (const { path, name } of files) {
      const names = [...(isUpload(path) ? [] : [path]), ...(name === null ? [] : [name])];
      this.note({ hashes: [], names, text: null }, () => false);
    }
  }

  private note(marks: Marks, isElsewhere: (word: string) => boolean): void {
    for (const trace of chooseTraces(marks, isElsewhere)) this.traces.add(trace);
  }

  /** Writes no record if there are no traces. */
  record(id: string): void {
    noteErased(this.db, this.gone);
    if (this.traces.size === 0) return;
    const { salt, traces } = encodeTraces([...this.traces, ...this.pieces]);
    this.db
      .sql('INSERT INTO erasures (id, since, cvs, salt, traces) VALUES (?, ?, ?, ?, ?)')
      .run(id, this.db.nowIso(), this.cvs, salt, traces);
  }
}

interface JdText {
  hash: string;
  title: string | null;
  source: string;
  text: string;
}

interface NamedFile {
  path: string;
  name: string | null;
}

/** Only asks the word index, which has no names or contacts: this makes traces telling in most cases, but proves nothing. */
function isInAnother(db: Database, word: string, key: number): boolean {
  const phrase = `"${db.sealer.words(word).replaceAll('"', '""')}"`;
  return db.sql('SELECT 1 FROM words WHERE words MATCH ? AND rowid <> ? LIMIT 1').get(phrase, key) !== undefined;
}

/** The key of no CV. */
const NO_CV = -1;

function isInAnotherJd(db: Database, word: string, jd: number): boolean {
  const sql = 'SELECT 1 FROM jds WHERE jd <> ? AND instr(lower(text), lower(?)) > 0 LIMIT 1';
  return db.sql(sql).get(jd, word) !== undefined;
}
