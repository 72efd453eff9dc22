import type { ReactNode } from 'react';
import type { ReviewIndicatorFragment, ReviewTextFragment } from '../../../api/gql/graphql';
import { choose } from '../../../i18n/localised';
import { LOCALE_FACTS } from '../../../i18n/locale';
import type { Locale } from '../../../i18n/locale';
import { Markdown } from '../../../ui/console/markdown';
import { useBlockName } from '../block-name';
import type { Block } from '../block-name';
import { IndicatorRows, TextLists } from './text-lists';

interface RenderedTextProps {
  readonly text: ReviewTextFragment;
  readonly locale: Locale;
  /** With their readers, where these are fewer than those of the text. */
  readonly indicators?: readonly ReviewIndicatorFragment[];
  /** What stands under each block: a place to comment on it. */
  readonly under?: (block: Block) => ReactNode;
}

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
      <TextLists text={text} />
      {under('affectedProducts')}
      <IndicatorRows indicators={indicators} />
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
