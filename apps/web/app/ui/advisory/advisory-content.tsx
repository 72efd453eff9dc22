import { useTranslations } from 'use-intl';
import type { AdvisoryContentFragment, AdvisoryTextPartsFragment } from '../../api/gql/graphql';
import { Banner } from '../static/parts';
import { actionsOf } from './actions';
import { AdvisoryFacts } from './advisory-facts';
import { FixText, SourceAddress } from './fix-text';
import { IndicatorTable } from './indicator-table';
import { useLangOfSource } from './lang-of-source';
import { MarkedText } from './marked-text';
import { AffectedProducts, VulnerabilityTable } from './product-tables';
import { References } from './references';
import { SeverityBox } from './severity-box';
import { SourceNotes } from './source-notes';

interface ContentProps {
  readonly advisory: AdvisoryContentFragment;
  /** Where its indicators are given as a file. */
  readonly indicatorsHref: string;
}

/** The whole advisory in the order in which it is read: how bad, what to do now, who is affected, how to tell, and then the details. */
export function AdvisoryContent({ advisory, indicatorsHref }: ContentProps) {
  const t = useTranslations('members.advisory');
  const { text } = advisory;
  return (
    <>
      {advisory.withdrawnAt === null ? null : (
        <Banner title={t('withdrawn')}>
          <MarkedText text={advisory.withdrawalNotice} />
        </Banner>
      )}
      <SeverityBox advisory={advisory} />
      {text === null ? null : <WhatToDo text={text} />}
      <AdvisoryFacts advisory={advisory} />
      {text === null ? null : <AdvisoryBody text={text} indicators={advisory.indicators} indicatorsHref={indicatorsHref} />}
    </>
  );
}

interface BodyProps {
  readonly text: AdvisoryTextPartsFragment;
  readonly indicators: AdvisoryContentFragment['indicators'];
  readonly indicatorsHref: string;
}

/** Everything below the facts: of the revision that is published, or of an earlier one. */
export function AdvisoryBody({ text, indicators, indicatorsHref }: BodyProps) {
  const t = useTranslations('members.advisory');
  return (
    <>
      <AffectedProducts products={text.affectedProducts} />
      <Steps title={t('workarounds')} texts={text.workarounds} />
      <Remediations text={text} />
      <IndicatorTable indicators={indicators} href={indicatorsHref} />
      {text.impact?.html ? <Section title={t('impact')} text={text.impact} /> : null}
      {text.description.html ? <Section title={t('details')} text={text.description} /> : null}
      <VulnerabilityTable vulnerabilities={text.vulnerabilities} />
      <References text={text} />
      <SourceNotes notes={text.notes} language={text.sourceLanguage} />
    </>
  );
}

type Marked = AdvisoryTextPartsFragment['description'];

function Section({ title, text }: { readonly title: string; readonly text: Marked }) {
  return (
    <section>
      <h2 className="govuk-heading-m">{title}</h2>
      <MarkedText text={text} />
    </section>
  );
}

/** What fixes it, then what is recommended. */
export function WhatToDo({ text }: { readonly text: AdvisoryTextPartsFragment }) {
  const t = useTranslations('members.advisory');
  const { fixes, steps } = actionsOf(text);
  if (fixes.length === 0) return <Steps title={t('do-now')} texts={steps} isOrdered />;
  return (
    <section>
      <h2 className="govuk-heading-m">{t('do-now')}</h2>
      <ol className="govuk-list govuk-list--number">
        {fixes.map((fix, at) => (
          <li key={at}>
            <FixText fix={fix} isOneOfMany={fixes.length > 1} language={text.sourceLanguage} />
          </li>
        ))}
        {steps.map((step, at) => (
          <li key={fixes.length + at}>
            <MarkedText text={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Texts of one kind: one as it is, several as a list. */
function Steps({
  title,
  texts,
  isOrdered = false,
}: {
  readonly title: string;
  readonly texts: readonly Marked[];
  readonly isOrdered?: boolean;
}) {
  const [only] = texts;
  if (only === undefined) return null;
  if (texts.length === 1) return <Section title={title} text={only} />;
  const items = texts.map((text, at) => (
    <li key={at}>
      <MarkedText text={text} />
    </li>
  ));
  return (
    <section>
      <h2 className="govuk-heading-m">{title}</h2>
      {isOrdered ? <ol className="govuk-list govuk-list--number">{items}</ol> : <ul className="govuk-list govuk-list--bullet">{items}</ul>}
    </section>
  );
}

function Remediations({ text }: { readonly text: AdvisoryTextPartsFragment }) {
  const t = useTranslations('members.advisory');
  const lang = useLangOfSource(text.sourceLanguage);
  const { others } = actionsOf(text);
  if (others.length === 0) return null;
  return (
    <section>
      <h2 className="govuk-heading-m">{t('remediations')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {others.map(({ category, details, url }, at) => (
          <li key={at}>
            <strong>{t.has(`remediation.${category}` as never) ? t(`remediation.${category}` as never) : category}</strong>{' '}
            <span className="hl-source-note" lang={lang}>
              {details}
            </span>
            <SourceAddress url={url} />
          </li>
        ))}
      </ul>
    </section>
  );
}
