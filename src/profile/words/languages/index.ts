import { ar } from './ar.js';
import { bg } from './bg.js';
import { ca } from './ca.js';
import { cs } from './cs.js';
import { da } from './da.js';
import { de } from './de.js';
import { el } from './el.js';
import { en } from './en.js';
import { es } from './es.js';
import { et } from './et.js';
import { fa } from './fa.js';
import { fi } from './fi.js';
import { fr } from './fr.js';
import { he } from './he.js';
import { hi } from './hi.js';
import { hr } from './hr.js';
import { hu } from './hu.js';
import { id } from './id.js';
import { icelandic } from './is.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { lt } from './lt.js';
import { lv } from './lv.js';
import { nl } from './nl.js';
import { no } from './no.js';
import { pl } from './pl.js';
import { pt } from './pt.js';
import { ro } from './ro.js';
import { ru } from './ru.js';
import { sk } from './sk.js';
import { sl } from './sl.js';
import { sr } from './sr.js';
import { sv } from './sv.js';
import { th } from './th.js';
import { tr } from './tr.js';
import { uk } from './uk.js';
import { vi } from './vi.js';
import { zh } from './zh.js';
import type { DateLanguage, LanguageWords } from '../language-words.js';

/** Languages in which whole CVs are read. Of two that give one word different meanings the earlier one has it. */
export const LANGUAGES: readonly LanguageWords[] = [en, de, fr, es, it, pt, nl, pl, sv, ro, tr, ru, zh, ja, ar, da, no, fi, cs, hu, uk, el, ko, vi, he];

/** Languages whose dates are read, too. */
export const DATE_LANGUAGES: readonly DateLanguage[] = [...LANGUAGES, sk, bg, hr, sr, sl, ca, et, lv, lt, icelandic, id, th, hi, fa];
