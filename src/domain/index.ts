export * from './cv.js';
export * from './document.js';
export * from './fingerprint.js';
export * from './outcome.js';
export * from './profile.js';
export * from './ranking.js';
export * from './run.js';
export * from './signature.js';
