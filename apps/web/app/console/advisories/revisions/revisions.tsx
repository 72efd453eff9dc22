import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/revisions';
import { notFound, query } from '../../../api/api.server';
import { ConsoleRevisionsDocument, TwoRevisionsDocument } from '../../../api/gql/graphql';
import type { TwoRevisionsQuery } from '../../../api/gql/graphql';
import { choose } from '../../../i18n/localised';
import { Instant } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { ConsolePage } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { SelectField } from '../../../ui/static/field';
import { Table } from '../../../ui/static/parts';
import { TlpLabel } from '../../../ui/static/tlp-label';
import { useAdvisory } from '../advisory';
import { codeWords } from '../review/code-words.server';
import { Differences } from '../review/difference';
import { differencesBetween } from '../review/difference.server';
import { RenderedText } from '../review/rendered-text';

type TwoTexts = NonNullable<NonNullable<TwoRevisionsQuery['advisory']>['from']>;

export async function loader({ request, params }: Route.LoaderArgs) {
  const { advisory } = await query(request, ConsoleRevisionsDocument, { trackingId: params.id });
  if (advisory === null || advisory.history.length === 0) return notFound();
  const numbers = advisory.history.map(({ number }) => number);
  const search = new URL(request.url).searchParams;
  const chosen = (name: string, otherwise: number) => numbers.find((each) => String(each) === search.get(name)) ?? otherwise;
  const last = numbers.at(-1) ?? 1;
  const [from, to] = [chosen('from', numbers.at(-2) ?? last), chosen('to', last)];
  const two = await query(request, TwoRevisionsDocument, { trackingId: params.id, from, to });
  const [before, after] = [comparable(two.advisory?.from), comparable(two.advisory?.to)];
  return {
    history: advisory.history,
    from,
    to,
    sides: [before?.text ?? null, after?.text ?? null],
    differences: before === undefined || after === undefined || from === to ? [] : differencesBetween(before, after, codeWords(request)),
  };
}

/** Indicators may have readers of their own and are not told of earlier revisions. */
function comparable(revision: TwoTexts | null | undefined) {
  if (revision?.text == null) return undefined;
  return { ...revision, text: revision.text, indicators: [] };
}

export default function Revisions({ loaderData: { history, from, to, sides, differences } }: Route.ComponentProps) {
  const t = useTranslations('console.revisions');
  const classes = useTranslations('console.update-class');
  const locale = useLocale();
  const { trackingId } = useAdvisory().advisory;
  const choices = history.map(({ number }) => ({ value: String(number), label: t('revision', { number }) }));
  return (
    <ConsolePage title={t('title', { id: trackingId })}>
      <Table
        caption={t('caption')}
        rows={[...history].reverse()}
        rowKey={({ number }) => String(number)}
        columns={[
          { head: t('number'), cell: ({ number }) => number },
          { head: t('at'), cell: ({ publishedAt }) => <Instant at={publishedAt} /> },
          { head: t('class'), cell: ({ number, updateClass }) => (number === 1 ? t('first') : classes(`${updateClass}.name`)) },
          { head: t('label'), cell: ({ labelText }) => <TlpLabel text={labelText} /> },
          {
            head: t('why'),
            cell: ({ summaryOfChanges }) => {
              const chosen = choose(summaryOfChanges, locale);
              return <span lang={chosen.lang}>{chosen.text}</span>;
            },
          },
        ]}
      />
      {choices.length < 2 ? <p>{t('only-one')}</p> : <Compared {...{ choices, from, to, sides, differences }} />}
    </ConsolePage>
  );
}

interface ComparedProps extends Pick<Route.ComponentProps['loaderData'], 'from' | 'to' | 'sides' | 'differences'> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** Any two of them: what differs, and both texts beside each other. */
function Compared({ choices, from, to, sides, differences }: ComparedProps) {
  const t = useTranslations('console.revisions');
  const locale = useLocale();
  return (
    <>
      <Form method="get" className="hl-filters" key={`${from} ${to}`}>
        <SelectField name="from" label={t('from')} choices={choices} defaultValue={String(from)} />
        <SelectField name="to" label={t('to')} choices={choices} defaultValue={String(to)} />
        <Button look="secondary">{t('compare')}</Button>
      </Form>
      <h2>{t('difference', { from, to })}</h2>
      <Differences differences={differences} />
      <h2>{t('sides')}</h2>
      <div className="hl-sides">
        {sides.map((text, at) => (
          <section key={at} aria-label={t('revision', { number: at === 0 ? from : to })}>
            <p>
              <strong>{t('revision', { number: at === 0 ? from : to })}</strong>
            </p>
            {text === null ? <p>{t('not-shown')}</p> : <RenderedText text={text} locale={locale} />}
          </section>
        ))}
      </div>
    </>
  );
}
