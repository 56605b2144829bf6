/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export const WHITE: Rgb = [255, 255, 255];

/** `#rrggbb` as numbers. */
export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Contrast ratio of two colours by WCAG 2.2, from 1 (none) to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

/** Relative luminance of an sRGB colour by WCAG 2.2, from 0 (black) to 1 (white). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Contrast below which nobody can read a text; the guidelines ask for 4.5. */
const LEAST_CONTRAST = 1.3;
/** Distance, 0 to 1, from which two tints of equal brightness can be told apart, as green on red can. */
const LEAST_DISTANCE = 0.4;

/** Whether text in one colour can be seen on the other. */
export function canBeTold(a: Rgb, b: Rgb): boolean {
  return contrast(a, b) >= LEAST_CONTRAST || distance(a, b) >= LEAST_DISTANCE;
}

/** Distance of two colours with channels weighted as the eye sees them (ITU-R BT.601): yellow is near white. */
function distance(a: Rgb, b: Rgb): number {
  return Math.sqrt(0.299 * (a[0] - b[0]) ** 2 + 0.587 * (a[1] - b[1]) ** 2 + 0.114 * (a[2] - b[2]) ** 2) / 255;
}

/** `over` painted on `under`. */
export function blend(under: Rgb, over: Rgb, alpha: number): Rgb {
  const mix = (i: 0 | 1 | 2): number => under[i] + (over[i] - under[i]) * alpha;
  return [mix(0), mix(1), mix(2)];
}

/** The blend mode `multiply`, for inks in print: white leaves what is below, black covers it. */
export function multiply(under: Rgb, over: Rgb): Rgb {
  return [(under[0] * over[0]) / 255, (under[1] * over[1]) / 255, (under[2] * over[2]) / 255];
}
