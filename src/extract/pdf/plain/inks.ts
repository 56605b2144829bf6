import { luminance } from '../visibility/colour.js';
import { isStream, type PdfFile } from './file.js';
import type { Dictionary, PdfObject } from './objects.js';

/** Number of components of a colour in the spaces known here; 0 for any other space. */
export type Components = 0 | 1 | 3 | 4;

/** Colours, as far as the plain reader follows them: only their brightness. */
export class Inks {
  private readonly spaces = new Map<Dictionary | null, Map<string, Components>>();
  private readonly last: [number, number, number, number, number] = [-1, 0, 0, 0, 0];
  private lastLuminance = 0;

  constructor(private readonly file: PdfFile) {}

  /**
   * The luminance of a colour, 0 to 1; NaN where unknown. The last result is kept, since most colours repeat the one
   * before.
   */
  luminanceOf(values: ArrayLike<number>, count: number, components: Components): number {
    if (components === 0 || count !== components) return NaN;
    const { last } = this;
    if (
      last[0] === count &&
      last[1] === values[0] &&
      (count === 1 || (last[2] === values[1] && last[3] === values[2] && (count === 3 || last[4] === values[3])))
    )
      return this.lastLuminance;
    for (let i = 0; i < 4; i++) last[i + 1] = values[i] ?? 0;
    last[0] = count;
    return (this.lastLuminance = luminance(rgbOf(values, count)));
  }

  componentsOf(name: string, resources: Dictionary | null): Components {
    let known = this.spaces.get(resources);
    if (known === undefined) this.spaces.set(resources, (known = new Map()));
    let components = known.get(name);
    if (components === undefined) known.set(name, (components = this.lookUp(name, resources)));
    return components;
  }

  private lookUp(name: string, resources: Dictionary | null): Components {
    const named = this.file.dictionary(resources?.get('ColorSpace'))?.get(name);
    return named === undefined ? byName(name) : this.componentsIn(named);
  }

  private componentsIn(space: PdfObject): Components {
    const name = this.file.name(space);
    if (name !== null) return byName(name);
    const list = this.file.array(space);
    const kind = this.file.name(list?.[0]);
    if (kind !== 'ICCBased') return kind === null ? 0 : byName(kind);
    const profile = this.file.get(list![1]);
    const count = isStream(profile) ? this.file.number(profile.dictionary.get('N')) : null;
    return count === 1 || count === 3 || count === 4 ? count : 0;
  }
}

function byName(name: string): Components {
  switch (name) {
    case 'DeviceGray':
    case 'CalGray':
    case 'G':
      return 1;
    case 'DeviceRGB':
    case 'CalRGB':
    case 'RGB':
      return 3;
    case 'DeviceCMYK':
    case 'CMYK':
      return 4;
    default:
      return 0;
  }
}

function rgbOf(values: ArrayLike<number>, count: number): [number, number, number] {
  const channel = (value: number): number => Math.min(1, Math.max(0, value)) * 255;
  if (count === 1) return [channel(values[0]!), channel(values[0]!), channel(values[0]!)];
  if (count === 3) return [channel(values[0]!), channel(values[1]!), channel(values[2]!)];
  const [cyan, magenta, yellow, black] = [values[0]!, values[1]!, values[2]!, values[3]!];
  return [channel((1 - cyan) * (1 - black)), channel((1 - magenta) * (1 - black)), channel((1 - yellow) * (1 - black))];
}
