import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: two thousand files are compiled once for each build and not at each start. Where the folder cannot be
// written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../../../.compile-cache', import.meta.url)));
await import('./run.js');
flushCompileCache();
