import { useTranslations } from 'use-intl';
import { Button } from '../../../../ui/static/button';
import { SelectField, TextAreaField, TextField } from '../../../../ui/static/field';
import { INDICATOR_TYPES } from '../../vocabulary';
import { Link } from 'react-router';
import type { AudienceListsFragment, IndicatorType, TlpLabel } from '../../../../api/gql/graphql';
import { ReadersOf } from './readers-of';
import type { Found, IndicatorsAnswer } from './indicators';

interface Shown {
  readonly type: IndicatorType;
  readonly value: string;
  readonly comment: string | null;
  readonly label: TlpLabel | null;
  readonly audience: AudienceListsFragment | null;
}

/** A text of any sort goes in; what may be an indicator in it comes back to be chosen from. */
export function PasteText({ answer }: { readonly answer: IndicatorsAnswer | undefined }) {
  const t = useTranslations('console.indicators');
  return (
    <fieldset className="hl-languages-field">
      <legend>{t('extract')}</legend>
      <TextAreaField
        name="text"
        label={t('text')}
        hint={t('text-hint')}
        rows={6}
        spellCheck={false}
        defaultValue={answer?.typed['text'] ?? ''}
        error={answer?.errors['text']}
        onInput={(event) => {
          // What is pasted to be searched is no change of the draft.
          event.stopPropagation();
        }}
      />
      <Button look="secondary" name="do" value="extract">
        {t('find')}
      </Button>
    </fieldset>
  );
}

/** What is probably none (an address of everybody's resolver, a reserved name) is not chosen at first, and says why. */
export function FoundIndicators({ found, known }: { readonly found: readonly Found[]; readonly known: readonly Shown[] }) {
  const t = useTranslations('console.indicators');
  if (found.length === 0) return <p role="status">{t('none-found')}</p>;
  return (
    <fieldset className="hl-languages-field">
      <legend>{t('found', { count: found.length })}</legend>
      {found.map(({ type, value, knownGood, occurrences }, at) => {
        const isKnown = known.some((each) => each.type === type && each.value === value);
        const id = `found-${at}`;
        return (
          <div className="hl-check" key={`${type} ${value}`}>
            <input
              type="checkbox"
              id={id}
              name="found"
              value={`${type} ${value}`}
              defaultChecked={knownGood === null && !isKnown}
              disabled={isKnown}
            />
            <label htmlFor={id}>
              <strong>{t(`types.${type}`)}</strong> <code>{value}</code> {t('occurrences', { count: occurrences })}
              {knownGood === null ? null : <em> · {t('known-good')}</em>}
              {isKnown ? <em> · {t('known')}</em> : null}
            </label>
          </div>
        );
      })}
      <Button name="do" value="save">
        {t('add')}
      </Button>
    </fieldset>
  );
}

export function IndicatorTable({
  indicators,
  answer,
}: {
  readonly indicators: readonly Shown[];
  readonly answer: IndicatorsAnswer | undefined;
}) {
  const t = useTranslations('console.indicators');
  const errors = answer?.errors ?? {};
  return (
    <>
      <h2>{t('list', { count: indicators.length })}</h2>
      {indicators.length === 0 ? <p>{t('empty')}</p> : null}
      <div className="hl-scroll" role="region" aria-label={t('caption')} tabIndex={0}>
        {indicators.length === 0 ? null : (
          <table className="govuk-table hl-grid">
            <caption className="govuk-visually-hidden">{t('caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('type')}</th>
                <th scope="col">{t('value')}</th>
                <th scope="col">{t('comment')}</th>
                <th scope="col">{t('readers')}</th>
                <th scope="col">{t('remove')}</th>
              </tr>
            </thead>
            <tbody>
              {indicators.map(({ type, value, comment, ...readers }, at) => (
                <tr key={`${type} ${value}`} id={`indicators.${at}`}>
                  <td>
                    <input type="hidden" name={`indicator.${at}.key`} value={`${type} ${value}`} />
                    {t(`types.${type}`)}
                  </td>
                  <td>
                    <code>{value}</code>
                  </td>
                  <td>
                    <input
                      className="govuk-input"
                      name={`indicator.${at}.comment`}
                      aria-label={t('comment-on', { value })}
                      defaultValue={answer?.typed[`indicator.${at}.comment`] ?? comment ?? ''}
                    />
                  </td>
                  <td>
                    <ReadersOf indicator={readers} />{' '}
                    <Link to={`readers?at=${at}`}>
                      {t('change-readers')} <span className="govuk-visually-hidden">{value}</span>
                    </Link>
                  </td>
                  <td>
                    <input type="checkbox" name={`indicator.${at}.remove`} aria-label={t('remove-one', { value })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <fieldset className="hl-languages-field" id={`indicators.${indicators.length}`}>
        <legend>{t('one-more')}</legend>
        <div className="hl-field-row">
          <SelectField
            name="new.type"
            label={t('type')}
            choices={INDICATOR_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
            defaultValue={answer?.typed['new.type'] ?? 'IPV4'}
          />
          <TextField
            name="new.value"
            label={t('value')}
            spellCheck={false}
            defaultValue={answer?.typed['new.value'] ?? ''}
            error={errors['new.value'] ?? errors[`indicators.${indicators.length}`]}
            onInput={stop}
          />
          <TextField name="new.comment" label={t('comment')} defaultValue={answer?.typed['new.comment'] ?? ''} onInput={stop} />
        </div>
      </fieldset>
    </>
  );
}

/** A new indicator is saved by its button alone: half an address is none. */
function stop(event: { stopPropagation: () => void }): void {
  event.stopPropagation();
}
