import { textOf, type Content, type HeadLine } from '../content.js';
import { winAnsi } from './fonts.js';
import { escapeXml } from './office.js';
import { writePng } from './picture.js';
import type { Picture } from './pdf.js';

/**
 * Rich text in code page 1252 with a photo as hex digits. Also used with the suffix `.doc`, as old word processors
 * often saved it.
 */
export function writeRtf(content: Content, photo: Picture | null): Uint8Array {
  const code = (value: string): string =>
    winAnsi(value)
      .replaceAll(/[\\{}]/g, '\\$&')
      .replaceAll(/[\x80-\xff]/g, (char) => `\\'${char.charCodeAt(0).toString(16)}`);
  const lines = [
    `\\b\\fs40 ${code(content.name)}\\b0\\fs20\\par`,
    `${code(content.headline)}\\par`,
    ...content.contacts.map((contact) => `${code(contact)}\\par`),
  ];
  for (const section of content.sections) {
    lines.push(
      `\\par\\b\\fs26 ${code(section.heading)}\\b0\\fs20\\par`,
      ...section.lines.map((line) => `${code(line)}\\par`),
    );
    for (const entry of section.entries) {
      lines.push(
        ...entry.head.map(
          (line) =>
            `${line.bullet === true ? '\\bullet\\tab ' : ''}${line.bold === true ? `\\b ${code(line.text)}\\b0` : code(line.text)}\\par`,
        ),
        ...entry.bullets.map((bullet) => `\\bullet\\tab ${code(bullet)}\\par`),
      );
    }
  }
  const picture =
    photo === null
      ? ''
      : `{\\pict\\pngblip\\picw${photo.width}\\pich${photo.height} ${Buffer.from(writePng(photo, 0)).toString('hex')}}\n`;
  return Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\fs20\n${picture}${lines.join('\n')}\n}`,
    'latin1',
  );
}

/** Plain text in UTF-8, or Windows-1252 as old editors write it. */
export function writeTxt(content: Content, encoding: 'utf-8' | 'windows-1252'): Uint8Array {
  const text = textOf(content);
  return encoding === 'utf-8'
    ? Buffer.from(text, 'utf8')
    : Buffer.from(text.split('\n').map(winAnsi).join('\r\n'), 'latin1');
}

/** A web page as job sites export it. */
export function writeHtml(content: Content): Uint8Array {
  const sections = content.sections.map((section) => {
    const lines = section.kind === 'skills' ? [section.lines.join(', ')].filter((line) => line !== '') : section.lines;
    const entries = section.entries.map(
      (entry) =>
        `${entry.head.map(headHtml).join('')}<ul>${entry.bullets.map((bullet) => `<li>${escapeXml(bullet)}</li>`).join('')}</ul>`,
    );
    return `<h2>${escapeXml(section.heading)}</h2>${lines.map((line) => `<p>${escapeXml(line)}</p>`).join('')}${entries.join('')}`;
  });
  const contacts = content.contacts.map((contact) => `<li>${escapeXml(contact)}</li>`).join('');
  return Buffer.from(
    `<!doctype html><html><head><meta charset="utf-8"><title>CV</title><style>body{font-family:sans-serif}</style></head><body><h1>${escapeXml(content.name)}</h1><p>${escapeXml(content.headline)}</p><ul>${contacts}</ul>${sections.join('')}</body></html>\n`,
    'utf8',
  );
}

function headHtml({ text, bold, bullet }: HeadLine): string {
  const html = escapeXml(text);
  return bullet === true ? `<ul><li>${html}</li></ul>` : bold === true ? `<h3>${html}</h3>` : `<p>${html}</p>`;
}
