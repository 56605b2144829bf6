import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

/** Files as one multipart/form-data body (RFC 7578) in the field `file`, read from disk while it is sent. */
export interface MultipartFiles {
  headers: { 'content-type': string; 'content-length': number };
  body: () => Readable;
}

export async function multipartOf(files: string[]): Promise<MultipartFiles> {
  const boundary = `cvmatch-${randomUUID()}`;
  const head = (file: string): string => `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${path.basename(file)}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const end = `--${boundary}--\r\n`;
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const length = files.reduce((sum, file, i) => sum + head(file).length + sizes[i]! + 2, end.length);
  async function* parts(): AsyncGenerator<string | Buffer> {
    for (const file of files) {
      yield head(file);
      yield* createReadStream(file) as AsyncIterable<Buffer>;
      yield '\r\n';
    }
    yield end;
  }
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': length }, body: () => Readable.from(parts(), { objectMode: false }) };
}
