import { useTranslations } from 'use-intl';
import type { AdvisoryContentFragment, AdvisoryTextPartsFragment } from '../../api/gql/graphql';
import { Banner } from '../static/parts';
import { AdvisoryFacts } from './advisory-facts';
import { IndicatorTable } from './indicator-table';
import { MarkedText } from './marked-text';
import { AffectedProducts, VulnerabilityTable } from './product-tables';
import { References } from './references';
import { SeverityBox } from './severity-box';

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
      <Steps title={t('do-now')} texts={text?.recommendation ?? []} isOrdered />
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
      <Remediations remediations={text.remediations} />
      <IndicatorTable indicators={indicators} href={indicatorsHref} />
      {text.impact?.html ? <Section title={t('impact')} text={text.impact} /> : null}
      {text.description.html ? <Section title={t('details')} text={text.description} /> : null}
      <VulnerabilityTable vulnerabilities={text.vulnerabilities} />
      <References references={text.references} credits={text.credits} />
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

/** What to do: one text as it is, several as a list. */
export function Steps({
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

type Remediation = AdvisoryTextPartsFragment['remediations'][number];

function Remediations({ remediations }: { readonly remediations: readonly Remediation[] }) {
  const t = useTranslations('members.advisory');
  if (remediations.length === 0) return null;
  return (
    <section>
      <h2 className="govuk-heading-m">{t('remediations')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {remediations.map(({ category, details, url }, at) => (
          <li key={at} className="hl-lines">
            <strong>{t.has(`remediation.${category}` as never) ? t(`remediation.${category}` as never) : category}</strong> {details}{' '}
            {url === null || !/^https?:/u.test(url) ? (
              url
            ) : (
              <a className="govuk-link" href={url} rel="noreferrer">
                {url}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
