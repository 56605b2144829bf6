import { NOWHERE } from './places.js';

/** These parse the text of a flag, a variable or a file; undefined where it does not fit. */
export const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim());
export const oneOf =
  <T extends string>(...choices: T[]) =>
  (value: string): T | undefined =>
    choices.find((c) => c === value);
export const whole =
  (low: number, high: number) =>
  (value: string): number | undefined => {
    const n = Number(value);
    return /^\d+$/.test(value.trim()) && n >= low && n <= high ? n : undefined;
  };
export const bool = (value: string): boolean | undefined =>
  ({ true: true, '1': true, yes: true, false: false, '0': false, no: false })[value.toLowerCase()];
export const address = (value: string): string | null | undefined => {
  if (value.trim() === NOWHERE) return null;
  return URL.canParse(value) && /^https?:\/\//i.test(value) ? value : undefined;
};
export const positive =
  (parse: (value: string) => number | null) =>
  (value: string): number | undefined => {
    const n = parse(value);
    return n === null || n <= 0 ? undefined : n;
  };
