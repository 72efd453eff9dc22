import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { conflict } from '#libs/core';

/** Seen from the sources, and from the build, which the documents are not copied into. */
const PLACES = ['../demo-data/', '../../../../apps/cli/demo-data/'];

/** Where the demonstration's documents lie. Throws where they are not part of this installation, as in a container image. */
export function demoFolder(): string {
  const found = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((folder) => existsSync(folder));
  if (found === undefined) throw conflict('NO_DEMONSTRATION', 'This installation came without the documents of the demonstration.');
  return found;
}
