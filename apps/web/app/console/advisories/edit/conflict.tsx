import { useTranslations } from 'use-intl';
import { Button } from '../../../ui/static/button';

/** Somebody saved since. What was typed is all there; which of the two shall stand is for the author to say. */
export function Conflict() {
  const t = useTranslations('console.conflict');
  return (
    <div className="hl-conflict" role="alert">
      <h2>{t('title')}</h2>
      <p>{t('text')}</p>
      <p>
        <a className="govuk-link" href="?" target="_blank" rel="noreferrer">
          {t('look')}
        </a>
      </p>
      <Button look="secondary" name="do" value="overwrite">
        {t('overwrite')}
      </Button>
    </div>
  );
}
