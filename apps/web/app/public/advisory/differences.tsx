import { useTranslations } from 'use-intl';
import type { Difference } from './differences.server';

/** What was taken out is struck through, what was put in is underlined, and both are said to screen readers by their element. */
export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const t = useTranslations('portal.history');
  if (differences.length === 0) return <p className="govuk-body">{t('same')}</p>;
  return (
    <>
      <p className="govuk-body">
        <del className="hl-del">{t('removed')}</del> <ins className="hl-ins">{t('added')}</ins>
      </p>
      {differences.map(({ part, pieces }) => (
        <section key={part} aria-labelledby={`difference-${part}`}>
          <h3 className="govuk-heading-m" id={`difference-${part}`}>
            {t(`parts.${part}`)}
          </h3>
          <p className="hl-difference">
            {pieces.map(({ text, is }, at) => {
              if (is === 'same') return <span key={at}>{text}</span>;
              return is === 'added' ? (
                <ins key={at} className="hl-ins">
                  {text}
                </ins>
              ) : (
                <del key={at} className="hl-del">
                  {text}
                </del>
              );
            })}
          </p>
        </section>
      ))}
    </>
  );
}
