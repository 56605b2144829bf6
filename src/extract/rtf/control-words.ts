/** The control words of RTF 1.9.1 that matter for text: destinations, characters, line ends, code pages. */

/** Destinations without document text; unknown ones that begin with `\*` are skipped too. */
export const SKIPPED = new Set(
  'pict objdata objclass objname objtime fontemb fontfile panose themedata colorschememapping datastore stylesheet listtable listoverridetable rsidtbl xmlnstbl latentstyles filetbl revtbl nonshppict shprslt nonesttables pn sp annotation atnid atnauthor atntime atnref atnicn bkmkstart bkmkend background xe tc template keywords subject operator category comment doccomm hlinkbase vern private mmath passwordhash'.split(
    ' ',
  ),
);
/** Destinations after `\*` that do contain text, or lead to some. */
export const KEPT_STARRED = new Set([
  'fldrslt',
  'field',
  'shp',
  'header',
  'footer',
  'footnote',
  'shpinst',
  'shptxt',
  'fldinst',
  'ud',
  'shppict',
  'nesttableprops',
  'shpgrp',
  'do',
  'dptxbxtext',
  'revtim',
]);

export const CHARACTERS: Record<string, string> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  '~': '\u00A0',
  _: '-',
  '-': '\u00AD',
  '\t': '\t',
  '\\': '\\',
  '{': '{',
  '}': '}',
  nestcell: '\t',
};
export const LINE_ENDS = new Set(['par', 'line', 'sect', 'page', 'column', 'nestrow', 'softline']);

/** \fcharset -> code page, from the table in the specification. */
export const CODE_PAGES: Record<number, string> = {
  77: 'macroman',
  128: 'shift_jis',
  129: 'cp949',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
export const SYMBOL_CHARSET = 2;
