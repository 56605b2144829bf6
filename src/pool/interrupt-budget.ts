/**
 * Bytes of bytecode that a function runs before V8 considers optimising it; V8's default is at most a third of that.
 * Every thread and child compiles for itself, which over a few hundred CVs was a sixth of all instructions of the
 * threads and a tenth of those of the children. Functions worth optimising are still hot enough at three times the
 * default.
 */
const BUDGET = 400_000;

/** The flag for V8; null for engines later than that of Node 20, which work differently and reject it. */
export const INTERRUPT_BUDGET = process.versions.v8.startsWith('11.') ? `--interrupt-budget=${BUDGET}` : null;
