import { plain, plainLines } from '../dist/src/report/text/plain.js';

/** Bold, dim, underline and colours, as help and our tables use them. None of them moves the cursor or hides text. */
const COLOURS = /(\u001b\[(?:0|1|2|4|22|24|3[1-6]|39)m)/; // eslint-disable-line no-control-regex -- these are colours

/**
 * Everything that is written to stdout or stderr passes through here, so that a terminal shows control characters in a
 * stranger's title, name or path instead of obeying them. Line breaks pass; where they would break a table, the code that
 * prints the table escapes them.
 * `bytes`: buffers are data that somebody asked for, such as a file, and pass unchanged unless a terminal would show them.
 * @param {NodeJS.WriteStream} stream
 */
export function guard(stream, { bytes = false } = {}) {
  const write = stream.write;
  // A character may be split between two buffers.
  const decoder = new TextDecoder();
  stream.write = (chunk, ...others) => {
    if (bytes && typeof chunk !== 'string' && stream.isTTY !== true) return write.call(stream, chunk, ...others);
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    return write.call(stream, stream.isTTY === true ? escapedButColours(text) : plainLines(text), ...others);
  };
}

function escapedButColours(text) {
  return text
    .split(COLOURS)
    .map((part, i) => (i % 2 === 1 ? part : plainLines(part)))
    .join('');
}

/** By default Node.js prints warnings and uncaught errors without process.stderr; these listeners print them through it. */
export function guardFaults() {
  if (process.listenerCount('warning') > 0) {
    process.removeAllListeners('warning');
    process.on('warning', ({ name, message, code }) => {
      const from = name === 'CvmatchWarning' ? 'cvmatch' : `(node) ${code === undefined ? '' : `[${code}] `}${name}`;
      process.stderr.write(`${from}: ${plain(message)}\n`);
    });
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error?.stack ?? String(error)}\n`, () => process.exit(1));
  });
}
