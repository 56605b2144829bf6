import { ar } from './asia/ar.js';
import { bg } from './eastern-europe/bg.js';
import { ca } from './western-europe/ca.js';
import { cs } from './eastern-europe/cs.js';
import { da } from './western-europe/da.js';
import { de } from './western-europe/de.js';
import { el } from './eastern-europe/el.js';
import { en } from './western-europe/en.js';
import { es } from './western-europe/es.js';
import { et } from './eastern-europe/et.js';
import { fa } from './asia/fa.js';
import { fi } from './western-europe/fi.js';
import { fr } from './western-europe/fr.js';
import { he } from './asia/he.js';
import { hi } from './asia/hi.js';
import { hr } from './eastern-europe/hr.js';
import { hu } from './eastern-europe/hu.js';
import { id } from './asia/id.js';
import { icelandic } from './western-europe/is.js';
import { it } from './western-europe/it.js';
import { ja } from './asia/ja.js';
import { ko } from './asia/ko.js';
import { lt } from './eastern-europe/lt.js';
import { lv } from './eastern-europe/lv.js';
import { nl } from './western-europe/nl.js';
import { no } from './western-europe/no.js';
import { pl } from './eastern-europe/pl.js';
import { pt } from './western-europe/pt.js';
import { ro } from './eastern-europe/ro.js';
import { ru } from './eastern-europe/ru.js';
import { sk } from './eastern-europe/sk.js';
import { sl } from './eastern-europe/sl.js';
import { sr } from './eastern-europe/sr.js';
import { sv } from './western-europe/sv.js';
import { th } from './asia/th.js';
import { tr } from './asia/tr.js';
import { uk } from './eastern-europe/uk.js';
import { vi } from './asia/vi.js';
import { zh } from './asia/zh.js';
import type { DateLanguage, LanguageWords } from '../language-words.js';

/** Languages in which whole CVs are read. Where two languages give a word different meanings, the earlier one wins. */
export const LANGUAGES: readonly LanguageWords[] = [
  en,
  de,
  fr,
  es,
  it,
  pt,
  nl,
  pl,
  sv,
  ro,
  tr,
  ru,
  zh,
  ja,
  ar,
  da,
  no,
  fi,
  cs,
  hu,
  uk,
  el,
  ko,
  vi,
  he,
];

/** All languages in which dates are read. */
export const DATE_LANGUAGES: readonly DateLanguage[] = [
  ...LANGUAGES,
  sk,
  bg,
  hr,
  sr,
  sl,
  ca,
  et,
  lv,
  lt,
  icelandic,
  id,
  th,
  hi,
  fa,
];
