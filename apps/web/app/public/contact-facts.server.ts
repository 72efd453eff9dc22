import { settings } from '../settings.server';
import type { ContactFacts } from '../settings.server';

/** How the public reaches the CERT. Nothing is made up: what whoever runs the installation has not set is said to be missing. */
export function contactFacts(): ContactFacts {
  return settings().contact;
}
