/** Thrown where a PDF has something that the plain reader leaves to the engines; never leaves `readPlain`. */
export class NotPlain extends Error {}
