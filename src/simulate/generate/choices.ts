/** Values of `generate`'s flags. In a file of its own, so that a command's help loads nothing else. */
export const PRESETS = ['typical', 'legacy', 'hostile'] as const;
export type Preset = (typeof PRESETS)[number];
export const SIZES = ['lean', 'typical'] as const;
export type Size = (typeof SIZES)[number];
export const LANGUAGE_CODES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;
export type LanguageCode = (typeof LANGUAGE_CODES)[number];
