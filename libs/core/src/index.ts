export { Clock, FixedClock, SystemClock } from './clock.js';
export { conflict, DomainError, ERROR_KINDS, forbidden, invalid, notFound } from './domain-error.js';
export type { DomainErrorOptions, ErrorKind, InputIssue } from './domain-error.js';
export { firstHidden, NO_CONTROL_CHARACTERS, NO_HIDDEN_CHARACTERS, writtenOut } from './hidden-characters.js';
export { isUuid, newId, randomDigits, randomSecret } from './ids.js';
export { makeFolder, openDataFolder } from './make-folder.js';
