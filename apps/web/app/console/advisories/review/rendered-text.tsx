import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ReviewIndicatorFragment, ReviewTextFragment } from '../../../api/gql/graphql';
import { choose } from '../../../i18n/localised';
import { LOCALE_FACTS } from '../../../i18n/locale';
import type { Locale } from '../../../i18n/locale';
import { Markdown } from '../../../ui/console/markdown';
import { Table } from '../../../ui/static/parts';
import { useBlockName } from '../block-name';
import type { Block } from '../block-name';
import { ReadersOf } from '../edit/indicators/readers-of';

interface RenderedTextProps {
  readonly text: ReviewTextFragment;
  readonly locale: Locale;
  /** With their readers, where these are fewer than those of the text. */
  readonly indicators?: readonly ReviewIndicatorFragment[];
  /** What stands under each block: a place to comment on it. */
  readonly under?: (block: Block) => ReactNode;
}

const MAX_ROWS = 100;

/** A text as its readers will see it, in one of its languages. */
export function RenderedText({ text, locale, indicators = [], under = () => null }: RenderedTextProps) {
  const blockName = useBlockName();
  const lang = LOCALE_FACTS[locale].tag;
  const title = choose(text.title, locale);
  const summary = choose(text.summary, locale);
  const description = choose(text.description, locale);
  const impact = choose(text.impact, locale);
  return (
    <article className="hl-rendered">
      <h2 lang={title.lang ?? lang}>{title.text}</h2>
      {under('title')}
      <p className="hl-kept-lines" lang={summary.lang ?? lang}>
        {summary.text}
      </p>
      {under('summary')}
      <Steps block="recommendation" {...{ text, locale }} />
      {under('recommendation')}
      <h3>{blockName('description')}</h3>
      <Markdown markdown={description.text} lang={description.lang ?? lang} />
      {under('description')}
      {impact.text === '' ? null : (
        <>
          <h3>{blockName('impact')}</h3>
          <Markdown markdown={impact.text} lang={impact.lang ?? lang} />
        </>
      )}
      <Steps block="workarounds" {...{ text, locale }} />
      <Lists text={text} />
      {under('affectedProducts')}
      <Indicators indicators={indicators} />
      {indicators.length === 0 ? null : under('indicators')}
    </article>
  );
}

function Steps({ block, text, locale }: { readonly block: 'recommendation' | 'workarounds' } & RenderedTextProps) {
  const blockName = useBlockName();
  if (text[block].length === 0) return null;
  return (
    <>
      <h3>{blockName(block)}</h3>
      <ol>
        {text[block].map((step, at) => {
          const chosen = choose(step, locale);
          return (
            <li key={at}>
              <Markdown markdown={chosen.text} lang={chosen.lang ?? LOCALE_FACTS[locale].tag} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Indicators({ indicators }: { readonly indicators: readonly ReviewIndicatorFragment[] }) {
  const t = useTranslations('console');
  if (indicators.length === 0) return null;
  return (
    <>
      <Table
        caption={t('review.indicators', { count: indicators.length })}
        rows={indicators.slice(0, MAX_ROWS)}
        rowKey={({ type, value }) => `${type} ${value}`}
        columns={[
          { head: t('indicators.type'), cell: ({ type }) => t(`indicators.types.${type}`) },
          { head: t('indicators.value'), cell: ({ value }) => <code>{value}</code> },
          { head: t('indicators.comment'), cell: ({ comment }) => comment ?? '' },
          { head: t('indicators.readers'), cell: (indicator) => <ReadersOf indicator={indicator} /> },
        ]}
      />
      {indicators.length > MAX_ROWS ? <p>{t('review.more-rows', { count: indicators.length - MAX_ROWS })}</p> : null}
    </>
  );
}

function Lists({ text }: { readonly text: ReviewTextFragment }) {
  const t = useTranslations('console');
  const blockName = useBlockName();
  const { affectedProducts, vulnerabilities, references } = text;
  return (
    <>
      {affectedProducts.length === 0 ? null : (
        <Table
          caption={t('review.products', { count: affectedProducts.length })}
          rows={affectedProducts.slice(0, MAX_ROWS).map((product, at) => ({ ...product, at }))}
          rowKey={({ at }) => String(at)}
          columns={[
            { head: t('products.columns.vendor'), cell: ({ vendor }) => vendor },
            { head: t('products.columns.product'), cell: ({ product }) => product },
            { head: t('products.columns.version'), cell: ({ version }) => version ?? t('review.all-versions') },
            { head: t('products.columns.status'), cell: ({ status }) => t(`products.status.${status}`) },
          ]}
        />
      )}
      {vulnerabilities.length === 0 ? null : (
        <Table
          caption={t('review.vulnerabilities', { count: vulnerabilities.length })}
          rows={vulnerabilities.slice(0, MAX_ROWS).map((vulnerability, at) => ({ ...vulnerability, at }))}
          rowKey={({ at }) => String(at)}
          columns={[
            { head: t('vulnerabilities.cve'), cell: ({ cve, title }) => [cve, title].filter((each) => each !== null).join(' · ') },
            { head: 'CVSS', cell: ({ cvss }) => cvss.map(({ version, score }) => `${version}: ${score.toFixed(1)}`).join(', ') },
          ]}
        />
      )}
      {references.length === 0 ? null : (
        <>
          <h3>{blockName('references')}</h3>
          <ul>
            {references.slice(0, MAX_ROWS).map(({ url, summary }) => (
              <li key={url}>
                {summary} <code>{url}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
