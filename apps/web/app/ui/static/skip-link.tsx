import { useTranslations } from 'use-intl';

export function SkipLink() {
  return (
    <a href="#main" className="govuk-skip-link">
      {useTranslations('site')('skip')}
    </a>
  );
}
