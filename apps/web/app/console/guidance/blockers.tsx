import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { LOCALE_FACTS } from '../../i18n/locale';
import { ToldWords } from '../../ui/static/told-text';
import type { Told } from '../../ui/static/told-text';
import { placeOf, useFieldName } from './field-names';

interface BlockersProps {
  readonly slug: string;
  readonly blockers: readonly {
    /** Of the API, as in `content.texts.zh-Hant.first.0.why`. */
    readonly path: string;
    readonly told: Told;
  }[];
  /** Whoever may edit it is led to the field. */
  readonly mayEdit: boolean;
}

/** What must still be done before the article can be published, in the words of its form. */
export function Blockers({ slug, blockers, mayEdit }: BlockersProps) {
  const t = useTranslations('administration.guidance');
  if (blockers.length === 0) return <p className="govuk-body">{t('complete')}</p>;
  return (
    <section>
      <h2>{t('blockers')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {blockers.map(({ path, told }, at) => (
          <li key={at}>
            <Place path={path} slug={slug} mayEdit={mayEdit} />: <ToldWords told={told} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A field of the form: with its language, where it is of a text; the path itself where the form has no such field. */
function Place({ path, slug, mayEdit }: { readonly path: string } & Pick<BlockersProps, 'slug' | 'mayEdit'>) {
  const fieldName = useFieldName();
  const place = placeOf(path);
  if (place === undefined) return path;
  const { locale, field } = place;
  const text = locale === undefined ? fieldName(field) : `${LOCALE_FACTS[locale].name}, ${fieldName(field)}`;
  if (!mayEdit) return text;
  return <Link to={`/console/guidance/${slug}/edit${locale === undefined ? '' : `?language=${locale}`}#${field}`}>{text}</Link>;
}
