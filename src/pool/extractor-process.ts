/** Entry of the sandbox's child process; see sandbox.ts. */
import { extractDocument } from '../extract/index.js';
import { serveExtractor } from './extractor-host.js';

serveExtractor(extractDocument);
