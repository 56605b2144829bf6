export { Blinder, type BlindCv } from './blinder.js';
export { cvLabelled, refuseNaming } from './labels.js';
export { Redactor } from './redactor.js';
export { blindProfile } from './views.js';
