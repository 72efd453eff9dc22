export * from './content.js';
export * from './content-source.js';
