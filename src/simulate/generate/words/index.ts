import { de, en, nl } from './germanic.js';
import { es, fr, it, pt } from './romance.js';
import type { LanguageCode, Tongue } from './tongue.js';

export const TONGUES: Readonly<Record<LanguageCode, Tongue>> = { en, de, fr, es, it, nl, pt };
export { rolesOf, type Role } from './roles.js';
export { fill, LANGUAGE_CODES, type LanguageCode, type Tongue } from './tongue.js';
