import { useTranslations } from 'use-intl';
import type { AudienceNamesFragment, ReadersToComeFragment } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { Facts } from '../../ui/static/parts';
import { TlpLabel } from '../../ui/static/tlp-label';
import { namedLists } from './audience-names';
import { ReachShown } from './edit/audience/reach-shown';
import { LABEL_TEXTS } from './vocabulary';
import { WillNotRead } from './will-not-read';

interface AudienceShownProps {
  readonly text: ReadersToComeFragment;
  /** The address of the person who is signed in. */
  readonly me: string;
}

/** Who will read a text once it is published: the label, everybody whom its audience names, how many that is, and who of its makers is not among them. */
export function AudienceShown({ text: { label, audience, reach, willNotRead }, me }: AudienceShownProps) {
  const t = useTranslations('console.readers');
  return (
    <section id="readers">
      <h2>{t('title')}</h2>
      {label === null ? null : (
        <p>
          <TlpLabel text={LABEL_TEXTS[label]} /> {label === 'CLEAR' ? t('everybody') : null}
        </p>
      )}
      <AudienceNames audience={audience} nobody={label === 'GREEN' ? t('every-member') : undefined} />
      <ReachShown label={label} reach={reach} />
      <WillNotRead people={willNotRead} me={me} />
    </section>
  );
}

interface AudienceNamesProps {
  readonly audience: AudienceNamesFragment;
  /** What stands there where nobody is named. */
  readonly nobody?: string | undefined;
}

export function AudienceNames({ audience, nobody }: AudienceNamesProps) {
  const t = useTranslations('console.readers');
  const tier = useTranslations('console.audience.tier');
  const sector = useTranslations('console.sector');
  const lists = namedLists(audience, { tier, sector }, useLocale());
  if (lists.length === 0) return nobody === undefined ? null : <p>{nobody}</p>;
  return (
    <Facts
      facts={lists.map(({ list, names, unseen }) => ({
        name: t(`list.${list}`),
        value: (
          <ul className="hl-plain-list">
            {names.map((name, at) => (
              <li key={at}>{name}</li>
            ))}
            {unseen === 0 ? null : <li>{t('unseen', { count: unseen })}</li>}
          </ul>
        ),
      }))}
    />
  );
}
