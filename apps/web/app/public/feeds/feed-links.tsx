import { useTranslations } from 'use-intl';
import { useFeedLanguage } from '../../ui/static/feed-discovery';
import type { AlertFilter } from '../alerts/alert-filter';

/** The feed that fits a list best: by severity or kind where one of them is chosen, else everything. */
function feedName({ severity, kind }: AlertFilter): string {
  if (severity !== undefined) return `severity/${severity.toLowerCase()}`;
  return kind === undefined ? 'all' : `kind/${kind.toLowerCase()}`;
}

const FORMATS = [
  ['atom', 'Atom', 'application/atom+xml'],
  ['rss', 'RSS', 'application/rss+xml'],
  ['json', 'JSON Feed', 'application/feed+json'],
] as const;

/** The same alerts for feed readers and machines. */
export function FeedLinks({ api, filter }: { readonly api: string; readonly filter: AlertFilter }) {
  const t = useTranslations('portal.alerts');
  const base = `${api}/feeds/${useFeedLanguage()}/${feedName(filter)}`;
  return (
    <p className="govuk-body hl-no-print">
      {t('feeds')}{' '}
      {FORMATS.map(([extension, name, type]) => (
        <span key={extension}>
          <a className="govuk-link" href={`${base}.${extension}`} type={type}>
            {name}
          </a>{' '}
        </span>
      ))}
      <a className="govuk-link" href={`${api}/csaf/white/csaf-feed-tlp-white.json`}>
        CSAF
      </a>
    </p>
  );
}
