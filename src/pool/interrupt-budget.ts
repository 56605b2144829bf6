/**
 * Bytes of bytecode that a function runs before V8 thinks of optimising it; its own default is a third of that or less. Every
 * thread and child compiles for itself, and over a few hundred CVs that was a sixth of all instructions of the threads, a
 * tenth of those of the children: what is worth it is hot three times over.
 */
const BUDGET = 400_000;

/** A flag for V8; null for later engines than that of Node 20, which weigh this otherwise and refuse it. */
export const INTERRUPT_BUDGET = process.versions.v8.startsWith('11.') ? `--interrupt-budget=${BUDGET}` : null;
