import { fr } from './french.js';
import { de, en, nl } from './germanic.js';
import { it } from './italian.js';
import { pt } from './portuguese.js';
import { es } from './spanish.js';
import type { LanguageCode, Tongue } from './tongue.js';

export const TONGUES: Readonly<Record<LanguageCode, Tongue>> = { en, de, fr, es, it, nl, pt };
export { rolesOf, type Role } from './roles.js';
export { fill, LANGUAGE_CODES, type LanguageCode, type Tongue } from './tongue.js';
