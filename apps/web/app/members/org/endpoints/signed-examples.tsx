import { useTranslations } from 'use-intl';
import { GO, PYTHON, SHELL, TYPESCRIPT } from './receiver-examples';

const EXAMPLES = [
  { key: 'shell', name: 'curl + openssl', code: SHELL },
  { key: 'typescript', name: 'TypeScript', code: TYPESCRIPT },
  { key: 'python', name: 'Python', code: PYTHON },
  { key: 'go', name: 'Go', code: GO },
] as const;

/** How a call is signed (Standard Webhooks 1.0.0), in four languages: one that sends a signed call, and three that check one. */
export function SignedExamples() {
  const t = useTranslations('members.examples');
  return (
    <section>
      <h2 className="govuk-heading-m">{t('title')}</h2>
      <p className="govuk-body">{t('text')}</p>
      {EXAMPLES.map(({ key, name, code }) => (
        <details className="govuk-details" key={key}>
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">{t(key, { language: name })}</span>
          </summary>
          <div className="govuk-details__text hl-scroll" role="region" aria-label={name} tabIndex={0}>
            <pre lang="en" translate="no">
              <code>{code}</code>
            </pre>
          </div>
        </details>
      ))}
    </section>
  );
}
