import type { Catalogue } from './catalogue';

let loaded: Catalogue | undefined;

/** In a browser: the words of the page's language, for what runs outside of the page's components. */
export function keepMessages(messages: Catalogue): void {
  loaded = messages;
}

/** Throws before a page came alive. */
export function loadedMessages(): Catalogue {
  if (loaded === undefined) throw new Error('The pages were given no texts.');
  return loaded;
}
