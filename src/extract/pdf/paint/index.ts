import type { FontLookup, OperatorList, OperatorNames } from '../pdfjs-operators.js';
import type { PaintedPage } from '../visibility/painted.js';
import { AreaPainter } from './areas.js';
import { Graphics, type Args, type LayerLookup } from './graphics.js';
import { TextPainter } from './text.js';

/** Bounds hostile pages that paint without end. */
const MAX_GLYPHS = 200_000;

/** Replays a page's operators and records which text and areas they paint, and how. */
export function paintPage(
  list: OperatorList,
  ops: OperatorNames,
  fonts: FontLookup,
  isOn: LayerLookup = () => true,
): PaintedPage {
  const graphics = new Graphics(fonts, isOn);
  const text = new TextPainter(graphics);
  const area = new AreaPainter(graphics, text, ops);
  const named = { ...graphics.handlers(), ...text.handlers(), ...area.handlers() };
  const handlers = new Map(Object.entries(named).map(([name, handler]) => [ops[name] ?? -1, handler]));
  for (let i = 0; i < list.fnArray.length && text.glyphs < MAX_GLYPHS; i++) {
    handlers.get(list.fnArray[i]!)?.((list.argsArray[i] ?? []) as Args);
  }
  const { areas, isCrowded } = area.areas;
  return {
    runs: text.runs.filter((run) => run.text.trim() !== ''),
    areas,
    isCrowded: isCrowded || text.glyphs >= MAX_GLYPHS,
  };
}
