import { isUpload, type CvId } from '../../../domain/index.js';
import { askedMark, type ErasedKind } from '../../erased.js';
import { Control, draftOf, isIndexed, notControlled, shortId } from '../../certificates.js';
import { namesPlace, type RemovalTerms } from '../../port/index.js';
import { heldBack } from '../../refusals.js';
import { chooseTraces, encodeTraces, type Marks } from '../../traces.js';
import { keyOf } from '../audit/append.js';
import { eraseCvs } from '../cv/rows.js';
import { wordSums } from '../cv/words.js';
import { WordMemory } from '../../search/words/memory.js';
import type { Session } from '../database.js';
import { holdOn } from '../retention/held.js';
import { noteErased } from './erased.js';

/** A removal within its transaction; see the same in the SQLite store. */
export class Removal {
  private readonly traces = new Set<string>();
  private readonly gone: [ErasedKind, string][] = [];
  private readonly control: Control | null;
  private readonly hashes: string[] = [];
  private readonly words = new WordMemory();
  private readonly asked: { keyId: string | null } | null;
  private readonly held: NonNullable<RemovalTerms['held']>;
  private cameAt: string | null = null;
  private cvs = 0;

  constructor(
    private readonly session: Session,
    { stored = [], asked, held = 'refuse' }: RemovalTerms = {},
  ) {
    this.held = held;
    this.control = stored === null ? null : new Control(stored);
    this.asked = asked ?? null;
  }

  async keeps(cvIds: CvId[]): Promise<boolean> {
    return this.held === 'keep' && (await holdOn(this.session, cvIds)) !== null;
  }

  /** Returns those that existed. */
  async eraseCvs(cvIds: CvId[]): Promise<CvId[]> {
    const kept = this.held === 'remove' ? null : await holdOn(this.session, cvIds);
    if (kept !== null) throw heldBack(kept.cvId, kept.hold);
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
    const traces = [
      ...this.noteFiles([row]),
      ...(row.hash === null ? [] : this.add(chooseTraces({ hashes: [row.hash], names: [], text: null }, () => false))),
    ];
    if (row.hash !== null) this.hashes.push(row.hash);
    if (traces.length > 0) await this.controlFiles(traces, 'path', path);
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
          new Set([
            ...(await inOthers(this.session, this.words, words, NO_CV)),
            ...(await inOtherJds(this.session, words, jd)),
          ]),
      );
    }
  }

  private async noteCv(cvId: CvId): Promise<void> {
    const cv = await this.session.row<NotedCv>(
      `SELECT cvs.key, path, ingested_at AS "cameAt", text FROM cvs
       LEFT JOIN documents ON documents.tenant = $1 AND documents.key = cvs.key WHERE cvs.tenant = $1 AND cv_id = $2`,
      cvId,
    );
    if (cv === undefined) return;
    const files = 'SELECT path, name FROM files WHERE tenant = $1 AND cv_id = $2';
    const names = this.noteFiles([{ path: cv.path, name: null }, ...(await this.session.rows<NamedFile>(files, cvId))]);
    const own = await this.noteText({ hashes: [cvId], names: [], text: cv.text?.toString() ?? null }, (words) =>
      inOthers(this.session, this.words, words, cv.key),
    );
    this.hashes.push(cvId);
    if (this.cameAt === null || cv.cameAt < this.cameAt) this.cameAt = cv.cameAt;
    await this.controlCv(cvId, cv, { names, ofText: own.filter((trace) => trace !== cvId) });
  }

  private async controlCv(
    cvId: CvId,
    { key, text }: NotedCv,
    { names, ofText }: { names: string[]; ofText: string[] },
  ): Promise<void> {
    if (this.control === null) return;
    const finder = Control.finderOf([cvId, ...names, ...ofText]);
    const look = async (place: string, bytes: string, must: boolean): Promise<void> => {
      const sql = `SELECT ${bytes} AS bytes FROM ${place} WHERE tenant = $1 AND key = $2`;
      const rows = await this.session.rows<{ bytes: Buffer }>(sql, key);
      const hits = rows.reduce((sum, row) => sum + this.control!.look(place, finder, row.bytes), 0);
      if (must && hits === 0) throw notControlled(`the CV ${shortId(cvId)}`, `the table ${place}`);
    };
    await look('cvs', "convert_to(cv_id || ' ' || path, 'UTF8')", true);
    await look('documents', 'text', text === null || ofText.length > 0);
    await look('profiles', "convert_to(profile, 'UTF8')", false);
    if (text !== null && !isIndexed(this.session.reader.hashesOf(text.toString()), await this.indexed(key)))
      throw notControlled(`the CV ${shortId(cvId)}`, 'the table documents');
    // As releases before the word index kept them.
    await look('words', "convert_to(title || ' ' || skills || ' ' || body, 'UTF8')", false);
    await this.controlFiles([cvId, ...names], 'cv_id', cvId);
  }

  /** The words that are scored of a CV. */
  private async indexed(key: number): Promise<number[]> {
    const row = await this.session.row<{ features: Buffer }>(
      'SELECT features FROM scoring WHERE tenant = $1 AND generation = $2 AND key = $3',
      this.session.state.generation,
      key,
    );
    return row === undefined ? [] : [...this.session.reader.marksOf(row.features).hashes];
  }

  private async controlFiles(traces: string[], column: 'path' | 'cv_id', given: string): Promise<void> {
    if (this.control === null) return;
    const finder = Control.finderOf(traces);
    const rows = await this.session.rows<{ bytes: Buffer }>(
      `SELECT convert_to(concat_ws(' ', path, name, hash, cv_id), 'UTF8') AS bytes FROM files WHERE tenant = $1 AND ${column} = $2`,
      given,
    );
    for (const { bytes } of rows)
      if (this.control.look('files', finder, bytes) === 0) throw notControlled('a file', 'the table files');
  }

  /** The path of an upload is only its id, which is no trace of a person. */
  private noteFiles(files: NamedFile[]): string[] {
    return files.flatMap(({ path, name }) => {
      const names = [...(isUpload(path) ? [] : [path]), ...(name === null ? [] : [name])];
      return this.add(chooseTraces({ hashes: [], names, text: null }, () => false));
    });
  }

  /** Chooses again until it has asked for no word that was not looked up before. */
  private async noteText(marks: Marks, elsewhere: (words: string[]) => Promise<Set<string>>): Promise<string[]> {
    const known = new Map<string, boolean>();
    for (;;) {
      const unknown = new Set<string>();
      const traces = chooseTraces(marks, (word) => {
        if (!known.has(word)) unknown.add(word);
        return known.get(word) ?? false;
      });
      if (unknown.size === 0) return this.add(traces);
      const found = await elsewhere([...unknown]);
      for (const word of unknown) known.set(word, found.has(word));
    }
  }

  private add(traces: string[]): string[] {
    for (const trace of traces) this.traces.add(trace);
    return traces;
  }

  /** Bytes of which nothing is left, if somebody asked for that. */
  private async refused(): Promise<[ErasedKind, string][]> {
    if (this.asked === null || this.hashes.length === 0) return [];
    const { keyId } = this.asked;
    const gone = await this.session.rows<{ hash: string }>(
      `SELECT DISTINCT hash FROM unnest($2::text[]) AS gone(hash)
       WHERE NOT EXISTS (SELECT 1 FROM cvs WHERE tenant = $1 AND cv_id = gone.hash AND $3::text IS NULL)
         AND NOT EXISTS (SELECT 1 FROM files WHERE tenant = $1 AND files.hash = gone.hash
           AND (key_id = $3 OR $3::text IS NULL AND cv_id IS NULL))`,
      this.hashes,
      keyId,
    );
    return gone.map(({ hash }) => askedMark(keyId, hash));
  }

  /** Writes no record if there are no traces. */
  async record(id: string): Promise<void> {
    await noteErased(this.session, this.gone, await this.refused());
    if (this.traces.size === 0) return;
    const { salt, traces } = encodeTraces([...this.traces]);
    const { control, hashes, cameAt } = this;
    const draft =
      control === null
        ? null
        : JSON.stringify(draftOf(await keyOf(this.session), this.gone, { control, hashes, cameAt }));
    await this.session.insert(
      'erasures',
      ['id', 'since', 'cvs', 'salt', 'traces', 'draft'],
      [[id, this.session.nowIso, this.cvs, salt, traces, draft]],
    );
  }
}

interface NotedCv {
  key: number;
  path: string;
  cameAt: string;
  text: Buffer | null;
}

interface NamedFile {
  path: string;
  name: string | null;
}

/** Those that another CV has too, as in the SQLite store. */
async function inOthers(session: Session, memory: WordMemory, words: string[], key: number): Promise<Set<string>> {
  const asked = words.map((word) => ({ word, hashes: session.reader.hashesOf(word) }));
  const all = asked.flatMap(({ hashes }) => hashes);
  const sums = await wordSums(session, memory, [...new Set(all)], LOOSE);
  const found = asked.filter(({ hashes }) => hashes.length === 0 || sums.isInAnother(hashes, key));
  return new Set(found.map(({ word }) => word));
}

/** As in the SQLite store. */
const LOOSE = 2;

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
