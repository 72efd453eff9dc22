import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import { useBlockName } from '../block-name';
import type { Difference } from './difference.server';

/** What was added and what was taken away, by ins and del: underlined and struck through, and said in words to who hears the page. */
export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const t = useTranslations('console.difference');
  const blockName = useBlockName();
  if (differences.length === 0) return <p>{t('none')}</p>;
  return (
    <dl className="hl-differences">
      {differences.map(({ block, key, pieces }) => {
        const facts = LOCALES.map((locale) => LOCALE_FACTS[locale]).find((each) => each.key === key);
        return (
          <div key={`${block} ${key ?? ''}`}>
            <dt>
              {blockName(block)}
              {facts === undefined ? null : (
                <>
                  {' · '}
                  <span lang={facts.tag}>{facts.name}</span>
                </>
              )}
            </dt>
            <dd className="hl-kept-lines" lang={facts?.tag}>
              {pieces.map(({ kind, text }, at) => (
                <Changed key={at} kind={kind} text={text} />
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Changed({ kind, text }: Difference['pieces'][number]) {
  const t = useTranslations('console.difference');
  if (kind === 'same') return text;
  const Mark = kind === 'added' ? 'ins' : 'del';
  return (
    <Mark>
      <span className="govuk-visually-hidden"> [{t(kind)}] </span>
      {text}
    </Mark>
  );
}
