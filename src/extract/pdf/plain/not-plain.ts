/** Thrown where a PDF has something that the plain reader leaves to the engines; `readPlain` catches it. */
export class NotPlain extends Error {}
