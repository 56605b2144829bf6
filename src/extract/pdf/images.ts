/** The width that `lightenImages` gives an image tells whether something below may show through. */
const [OPAQUE, MASKED] = ['2', '1'];
/** Filters whose work grows with the image, whatever its dictionary says; elsewhere than in images they are a bomb. */
const DECODERS = /\/(?:DCTDecode|DCT|JPXDecode|JBIG2Decode|CCITTFaxDecode|CCF)\b/g;
const IMAGE = /\/Subtype\s*\/Image\b/;
const SIZE = /\/(Width|Height)(\s+)(\d+)(?!\s+\d+\s+R)(?=[\s/>])/g;
/** Bytes before `stream` that are searched for a dictionary. */
const LONGEST_DICTIONARY = 4000;

/** Whether an image of this size in the lightened file hides what is below it. */
export function isOpaque(width: number, height: number): boolean {
  return width === Number(OPAQUE) && height === 1;
}

/**
 * Overwrites the size of every image in the file so that pdf.js skips decoding: it reports where images are painted,
 * and in which order, but leaves out images over its limit. Each number keeps its length, so no offset changes.
 */
export function lightenImages(bytes: Buffer): void {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', Math.max(0, at - 3), at) === 'end') continue;
    const from = Math.max(0, at - LONGEST_DICTIONARY);
    const before = bytes.toString('latin1', from, at);
    const start = Math.max(before.lastIndexOf(' obj'), before.lastIndexOf('endobj'), 0);
    const dictionary = before.slice(start);
    if (IMAGE.test(dictionary) || dictionary.search(DECODERS) >= 0)
      bytes.write(lightened(dictionary), from + start, 'latin1');
  }
}

function lightened(dictionary: string): string {
  const isMasked = /\/(?:SMask|Mask)\b/.test(dictionary);
  return dictionary
    .replace(
      SIZE,
      (_, key: string, space: string, digits: string) =>
        `/${key}${space}${(key === 'Height' || isMasked ? MASKED : OPAQUE).padEnd(digits.length)}`,
    )
    .replace(DECODERS, (name) => `/X${name.slice(2)}`);
}
