import { Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { knownStatus } from '../ui/error-page';

interface ConsoleErrorProps {
  readonly status: number;
  /** The browser got no answer at all. */
  readonly isOffline: boolean;
  /** Who may withdraw what they do not read is told where: what is not there and what is not for them look the same. */
  readonly mayWithdraw: boolean;
}

/** Says what happened and what to do next. What is not there and what is not for this reader look the same. */
export function ConsoleError({ status, isOffline, mayWithdraw }: ConsoleErrorProps) {
  const t = useTranslations('console.error');
  const nav = useTranslations('console.shell.nav');
  const list = useTranslations('console.list');
  const site = useTranslations('site.errors');
  const { pathname, search } = useLocation();
  const known = knownStatus(status);
  const title = isOffline ? t('offline.title') : site(`${known}.title`);
  return (
    <>
      <title>{`${title} – Harbourlight`}</title>
      <h1>{title}</h1>
      <p>{isOffline ? t('offline.text') : site(`${known}.text`)}</p>
      <ul>
        <li>
          {/* By the browser itself, which gets everything anew. */}
          <a href={pathname + search}>{t('again')}</a>
        </li>
        <li>
          <Link to="/console">{nav('dashboard')}</Link>
        </li>
        {status === 404 && mayWithdraw ? (
          <li>
            <Link to="/console/advisories/withdraw">{list('withdraw-by-id')}</Link>
          </li>
        ) : null}
      </ul>
    </>
  );
}
