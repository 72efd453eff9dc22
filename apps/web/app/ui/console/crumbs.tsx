import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

export interface ConsoleCrumb {
  readonly text: string;
  readonly to?: string;
}

/** As the portal's breadcrumbs, with links that keep the page alive. */
export function Crumbs({ crumbs }: { readonly crumbs: readonly ConsoleCrumb[] }) {
  const t = useTranslations('site');
  return (
    <nav className="hl-crumbs" aria-label={t('breadcrumbs')}>
      <ol>
        {crumbs.map(({ text, to }) => (
          <li key={text} aria-current={to === undefined ? 'page' : undefined}>
            {to === undefined ? text : <Link to={to}>{text}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
