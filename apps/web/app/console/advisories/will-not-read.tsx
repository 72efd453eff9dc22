import { useTranslations } from 'use-intl';

interface WillNotReadProps {
  /** Of those who work on the text, who will not read it; null while that cannot be known. */
  readonly people: readonly { readonly name: string; readonly email: string }[] | null;
  /** The address of the person who is signed in. */
  readonly me: string;
}

/** Before it is published: whoever wrote or approves it and is not named will not find it afterwards (docs/adr/0006). */
export function WillNotRead({ people, me }: WillNotReadProps) {
  const t = useTranslations('console.readers');
  if (people === null || people.length === 0) return null;
  const others = people.filter(({ email }) => email !== me).map(({ name }) => name);
  return (
    <div className="hl-note hl-will-not-read">
      {others.length === people.length ? null : (
        <p>
          <strong>{t('not-you')}</strong>
        </p>
      )}
      {others.length === 0 ? null : <p>{t('not-others', { names: others.join(', ') })}</p>}
    </div>
  );
}
