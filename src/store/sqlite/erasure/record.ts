import { isUpload, type CvId } from '../../../domain/index.js';
import { askedMark, type ErasedKind } from '../../erased.js';
import { Control, draftOf, isIndexed, notControlled, shortId } from '../../certificates.js';
import { namesPlace, type RemovalTerms } from '../../port/index.js';
import { heldBack } from '../../refusals.js';
import { chooseTraces, encodeTraces, piecesOf, type Marks } from '../../traces.js';
import { WordMemory } from '../../search/words/memory.js';
import { keyOf } from '../audit/append.js';
import { eraseNextVectors } from '../cv/generation.js';
import { eraseCvs } from '../cv/rows.js';
import { wordSums } from '../cv/words.js';
import type { Database } from '../database.js';
import { generationOf } from '../meta.js';
import { holdOn } from '../retention/held.js';
import { noteErased } from './erased.js';

/**
 * A removal within its transaction. It collects traces of each CV, file or JD before its rows are deleted, so that the record of the
 * removal is written together with it or not at all.
 */
export class Removal {
  private readonly traces = new Set<string>();
  private readonly pieces: Uint8Array[] = [];
  private readonly words = new WordMemory();
  private readonly gone: [ErasedKind, string][] = [];
  private readonly eraseNext: (key: number) => void;
  /** Null: what is removed is not controlled, and gets no certificate. */
  private readonly control: Control | null;
  /** Of the bytes that are removed. */
  private readonly hashes: string[] = [];
  private readonly asked: { keyId: string | null } | null;
  private readonly held: NonNullable<RemovalTerms['held']>;
  private cameAt: string | null = null;
  private cvs = 0;

  /** @throws CvmatchError `store_corrupt`, here and later, if a place that must hold what is removed does not. */
  constructor(
    private readonly db: Database,
    { stored = [], asked, held = 'refuse' }: RemovalTerms = {},
  ) {
    this.held = held;
    this.eraseNext = eraseNextVectors(db);
    this.control = stored === null ? null : new Control(stored);
    this.asked = asked ?? null;
  }

  /** Whether these stay, since one of them is held and that is what the terms say. */
  keeps(cvIds: CvId[]): boolean {
    return this.held === 'keep' && holdOn(this.db, cvIds) !== null;
  }

  /** Returns those that existed. @throws CvmatchError `conflict` for one that is held, unless the terms let it go. */
  eraseCvs(cvIds: CvId[]): CvId[] {
    const kept = this.held === 'remove' ? null : holdOn(this.db, cvIds);
    if (kept !== null) throw heldBack(kept.cvId, kept.hold);
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
    const traces = [
      ...this.noteFiles([row]),
      ...(row.hash === null ? [] : this.note({ hashes: [row.hash], names: [], text: null }, () => false)),
    ];
    if (row.hash !== null) this.hashes.push(row.hash);
    if (traces.length > 0) this.controlFiles(traces, 'path = ?', path);
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
        (word) => isInAnother(this.db, this.words, word, NO_CV) || isInAnotherJd(this.db, word, jd),
      );
    }
  }

  private noteCv(cvId: CvId): void {
    const cv = this.db
      .sql(
        'SELECT key, path, ingested_at AS cameAt, text AS stored FROM cvs LEFT JOIN documents USING (key) WHERE cv_id = ?',
      )
      .get(cvId) as NotedCv | undefined;
    if (cv === undefined) return;
    const names = this.noteFiles([
      { path: cv.path, name: null },
      ...(this.db.sql('SELECT path, name FROM files WHERE cv_id = ?').all(cvId) as NamedFile[]),
    ]);
    const text = cv.stored === null ? null : this.db.sealer.openText(cv.stored);
    const own = this.note({ hashes: [cvId], names: [], text }, (word) =>
      isInAnother(this.db, this.words, word, cv.key),
    );
    const pieces = cv.stored === null || typeof cv.stored === 'string' ? [] : piecesOf(cv.stored);
    this.pieces.push(...pieces);
    this.hashes.push(cvId);
    if (this.cameAt === null || cv.cameAt < this.cameAt) this.cameAt = cv.cameAt;
    // As it lies in the file: of a text that is encrypted, the pieces.
    const ofText = typeof cv.stored === 'string' ? own.filter((trace) => trace !== cvId) : pieces;
    this.controlCv(cvId, cv, { names, text, ofText });
  }

  /** The positive control: the scan must find, in each place that holds this CV, what it is to look for afterwards. */
  private controlCv(cvId: CvId, { key, stored }: NotedCv, { names, text, ofText }: CvTraces): void {
    if (this.control === null) return;
    const finder = Control.finderOf([cvId, ...names, ...ofText]);
    const look = (place: string, sql: string, given: number | string, must: boolean): void => {
      const rows = this.db.sql(sql).pluck().all(given) as Uint8Array[];
      const hits = rows.reduce((sum, bytes) => sum + this.control!.look(place, finder, bytes), 0);
      if (must && hits === 0) throw notControlled(`the CV ${shortId(cvId)}`, `the table ${place}`);
    };
    look('cvs', "SELECT CAST(cv_id || ' ' || path AS BLOB) FROM cvs WHERE key = ?", key, true);
    look(
      'documents',
      'SELECT CAST(text AS BLOB) FROM documents WHERE key = ?',
      key,
      stored === null || ofText.length > 0,
    );
    look('profiles', 'SELECT CAST(profile AS BLOB) FROM profiles WHERE key = ?', key, false);
    if (text !== null && !isIndexed(this.db.reader.hashesOf(text), this.indexed(key)))
      throw notControlled(`the CV ${shortId(cvId)}`, 'the table documents');
    const files = this.db.sql('SELECT count(*) AS own FROM files WHERE cv_id = ?').pluck().get(cvId) as number;
    if (files > 0) this.controlFiles([cvId, ...names], 'cv_id = ?', cvId);
  }

  /** The words that are scored of a CV. */
  private indexed(key: number): number[] {
    const sql = 'SELECT features FROM scoring WHERE generation = ? AND key = ?';
    const features = this.db.sql(sql).pluck().get(generationOf(this.db), key);
    if (features === undefined) return [];
    return [...this.db.reader.marksOf(this.db.sealer.openBytes(features as Uint8Array)).hashes];
  }

  private controlFiles(traces: string[], where: string, given: string): void {
    if (this.control === null) return;
    const finder = Control.finderOf(traces);
    const sql = `SELECT CAST(path || ' ' || coalesce(name, '') || ' ' || coalesce(hash, '') || ' ' || coalesce(cv_id, '') AS BLOB) FROM files WHERE ${where}`;
    for (const bytes of this.db.sql(sql).pluck().all(given) as Uint8Array[])
      if (this.control.look('files', finder, bytes) === 0) throw notControlled('a file', 'the table files');
  }

  /** The path of an upload is only its id, which is no trace of a person. */
  private noteFiles(files: NamedFile[]): string[] {
    return files.flatMap(({ path, name }) => {
      const names = [...(isUpload(path) ? [] : [path]), ...(name === null ? [] : [name])];
      return this.note({ hashes: [], names, text: null }, () => false);
    });
  }

  private note(marks: Marks, isElsewhere: (word: string) => boolean): string[] {
    const traces = chooseTraces(marks, isElsewhere);
    for (const trace of traces) this.traces.add(trace);
    return traces;
  }

  /** Bytes of which nothing is left, if somebody asked for that. */
  private refused(): [ErasedKind, string][] {
    if (this.asked === null) return [];
    const { keyId } = this.asked;
    const held = this.db.sql(
      `SELECT 1 FROM cvs WHERE cv_id = @hash AND @keyId IS NULL
       UNION ALL SELECT 1 FROM files WHERE hash = @hash AND (key_id = @keyId OR @keyId IS NULL AND cv_id IS NULL) LIMIT 1`,
    );
    const gone = [...new Set(this.hashes)].filter((hash) => held.get({ hash, keyId }) === undefined);
    return gone.map((hash) => askedMark(keyId, hash));
  }

  /** Writes no record if there are no traces. */
  record(id: string): void {
    noteErased(this.db, this.gone, this.refused());
    if (this.traces.size === 0) return;
    const { salt, traces } = encodeTraces([...this.traces, ...this.pieces]);
    const { control, hashes, cameAt } = this;
    const draft =
      control === null ? null : JSON.stringify(draftOf(keyOf(this.db), this.gone, { control, hashes, cameAt }));
    this.db
      .sql('INSERT INTO erasures (id, since, cvs, salt, traces, draft) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, this.db.nowIso(), this.cvs, salt, traces, draft);
  }
}

interface NotedCv {
  key: number;
  path: string;
  cameAt: string;
  /** As it lies in the store; null if there is none. */
  stored: string | Uint8Array | null;
}

/** Traces of its names, and of its text. */
interface CvTraces {
  names: string[];
  text: string | null;
  ofText: (string | Uint8Array)[];
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

/**
 * Whether another CV has a word too. Only the words that are scored are known, which are no names or contacts: this makes traces
 * telling in most cases, but proves nothing.
 */
function isInAnother(db: Database, words: WordMemory, word: string, key: number): boolean {
  const hashes = db.reader.hashesOf(word);
  return hashes.length === 0 || wordSums(db, words, hashes, LOOSE).isInAnother(hashes, key);
}

/** Removals unpack the pieces that they touch: reading all of these again for each removal would take long. */
const LOOSE = 2;

/** The key of no CV. */
const NO_CV = -1;

function isInAnotherJd(db: Database, word: string, jd: number): boolean {
  const sql = 'SELECT 1 FROM jds WHERE jd <> ? AND instr(lower(text), lower(?)) > 0 LIMIT 1';
  return db.sql(sql).get(jd, word) !== undefined;
}
