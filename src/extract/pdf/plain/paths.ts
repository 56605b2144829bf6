import type { Box } from '../geometry.js';
import { OP } from './operators.js';
import type { Runs } from './runs.js';
import type { Sight } from './sight.js';
import { TRANSLUCENT, type State } from './state.js';
import type { Tokens } from './tokens.js';

/** Operators that build, fill, stroke or clip to a path. They do not change the text state. */
export class Paths {
  private clipNext = false;

  constructor(
    private readonly sight: Sight,
    private readonly clipTo: (box: Box | null) => void,
  ) {}

  /** Returns whether the operator concerned paths; `runs` are the page's runs so far. */
  draw(operator: number, tokens: Tokens, state: State, runs: Runs): boolean {
    return this.build(operator, tokens, state) || this.paint(operator, state, runs);
  }

  private build(operator: number, tokens: Tokens, { ctm }: State): boolean {
    const { sight } = this;
    switch (operator) {
      case OP.m:
      case OP.l:
        sight.addPoint(ctm, tokens.operand(0), tokens.operand(1));
        return true;
      case OP.c:
      case OP.v:
      case OP.y:
        for (let i = 0; i + 1 < tokens.count; i += 2) sight.addPoint(ctm, tokens.operand(i), tokens.operand(i + 1));
        sight.markCurve();
        return true;
      case OP.re:
        sight.addRectangle(ctm, tokens.operand(0), tokens.operand(1), tokens.operand(2), tokens.operand(3));
        return true;
      case OP.W:
      case OP.Weo:
        this.clipNext = true;
        return true;
      default:
        return false;
    }
  }

  private paint(operator: number, state: State, runs: Runs): boolean {
    switch (operator) {
      case OP.f:
      case OP.F:
      case OP.feo:
        this.end(state, runs, true, false);
        return true;
      case OP.B:
      case OP.Beo:
      case OP.b:
      case OP.beo:
        this.end(state, runs, true, true);
        return true;
      case OP.S:
      case OP.s:
        this.end(state, runs, false, true);
        return true;
      case OP.n:
        this.end(state, runs, false, false);
        return true;
      default:
        return false;
    }
  }

  private end(state: State, runs: Runs, isFilled: boolean, isStroked: boolean): void {
    const { sight } = this;
    const { ctm, alpha, isOdd, fill, lineWidth, clip } = state;
    if (isFilled) sight.fill(alpha < TRANSLUCENT || isOdd ? NaN : fill, runs.count, clip);
    if (isStroked) sight.stroke(lineWidth * Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2])), runs.count, clip);
    if (this.clipNext) this.clipTo(sight.clipBox());
    this.clipNext = false;
    sight.forgetPath();
  }
}
