import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteLoaderData } from 'react-router';
import type { Route } from './+types/root';
import { isLocale, LOCALE_FACTS } from './i18n/locale';
import type { Locale } from './i18n/locale';
import { localeOf } from './i18n/locale-of-request';
import { Texts } from './i18n/texts';
import { settings } from './settings.server';
import { ErrorPage } from './ui/error-page';
import { useNonce } from './ui/nonce';
import consoleSheet from './styles/console.scss?url';
import portalSheet from './styles/portal.scss?url';

/** The language stands in the address of a public page; elsewhere the reader's choice is asked, then their browser. */
export function loader({ request, params }: Route.LoaderArgs): { locale: Locale; site: string; api: string } {
  const { publicWebUrl: site, publicApiUrl: api } = settings();
  const [, first] = new URL(request.url).pathname.split('/');
  const inAddress = params.locale ?? first;
  if (isLocale(inAddress)) return { locale: inAddress, site, api };
  return { locale: localeOf(request), site, api };
}

/** Whether a document of this browser came alive already. */
let isAlive = false;

/** Scripts come with the document and never later: a browser that trusts no string refuses to make one, and the page would stay blank. */
function useIsFromServer(): boolean {
  const [isFromServer] = useState(() => !isAlive);
  useEffect(() => {
    isAlive = true;
  }, []);
  return isFromServer;
}

export function Layout({ children }: { readonly children: ReactNode }) {
  const { locale } = useRouteLoaderData<typeof loader>('root') ?? { locale: 'en' as const };
  const nonce = useNonce();
  const isFromServer = useIsFromServer();
  const matches = useMatches();
  const isScripted = matches.some(({ handle }) => typeof handle === 'object' && handle !== null && 'js' in handle && handle.js === true);
  return (
    <html lang={LOCALE_FACTS[locale].tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={isScripted ? consoleSheet : portalSheet} />
        {nonce === undefined ? null : <meta property="csp-nonce" nonce={nonce} />}
        <Meta />
        <Links />
      </head>
      <body>
        <Texts locale={locale}>{children}</Texts>
        {isScripted && isFromServer ? (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        ) : null}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />;
}
