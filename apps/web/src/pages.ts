import type { ContactFacts } from '#libs/config';
import { createRequestListener } from '@react-router/node';
import { createRequestHandler } from 'react-router';
import type { ServerBuild } from 'react-router';
import type { RequestListener } from 'node:http';

/** What the built pages are told once, when the process starts. */
export interface PageSettings {
  readonly apiUrl: string;
  readonly publicApiUrl: string;
  readonly publicWebUrl: string;
  readonly isDemo: boolean;
  readonly contact: ContactFacts;
}

/** The pages of apps/web/app, as they were built. */
export interface Pages {
  /** Renders a public page for an anonymous visitor. */
  readonly render: (url: string) => Promise<Response>;
  /** Answers everything else: forms, and pages of people who are signed in. */
  readonly listener: RequestListener;
  /** The folder of what the browser loads. */
  readonly clientFolder: URL;
}

interface EntryModule {
  readonly configure: (settings: PageSettings) => void;
}

export async function loadPages(builtFolder: URL, settings: PageSettings): Promise<Pages> {
  const build = (await import(new URL('server/index.js', builtFolder).href)) as ServerBuild;
  (build.entry.module as unknown as EntryModule).configure(settings);
  const handler = createRequestHandler(build, 'production');
  return {
    render: (url) => handler(new Request(url)),
    listener: createRequestListener({ build, mode: 'production' }),
    clientFolder: new URL('client/', builtFolder),
  };
}
