import { useTranslations } from 'use-intl';
import type { Language } from '../../api/gql/graphql';
import { useLangOfSource } from './lang-of-source';

export interface SourceNote {
  readonly category: string;
  readonly title: string | null;
  readonly text: string;
}

/** A page is for people: of many and long notes it shows the beginning. Lengths are UTF-16 units. */
const MAX_NOTES = 60;
const MAX_TEXT_LENGTH = 2_000;
const MAX_LENGTH = 24_000;

export interface ShownNotes {
  readonly notes: readonly SourceNote[];
  readonly isCut: boolean;
}

/** As many notes as a page has place for. */
export function shownNotes(all: readonly SourceNote[]): ShownNotes {
  let length = 0;
  const notes = all
    .slice(0, MAX_NOTES)
    .map((note) => ({
      ...note,
      text: note.text.length > MAX_TEXT_LENGTH ? `${note.text.slice(0, MAX_TEXT_LENGTH).toWellFormed()}…` : note.text,
    }))
    .filter(({ title, text }) => (length += text.length + (title?.length ?? 0)) <= MAX_LENGTH);
  const isCut = notes.length < all.length || notes.some(({ text }, at) => text.length !== all[at]?.text.length);
  return { notes, isCut };
}

/** What the source says beside the advice, as it wrote it: nothing of it becomes a link. Terms of use stand by themselves. */
export function SourceNotes({ notes, language }: { readonly notes: readonly SourceNote[]; readonly language: Language }) {
  const t = useTranslations('portal.alert.source');
  const others = notes.filter(({ category }) => category !== 'legal_disclaimer');
  const terms = notes.filter(({ category }) => category === 'legal_disclaimer');
  return (
    <>
      {others.length === 0 ? null : <Closed title={t('notes', { count: others.length })} all={others} language={language} />}
      {terms.length === 0 ? null : <Closed title={t('terms')} all={terms} language={language} />}
    </>
  );
}

interface ClosedProps {
  readonly title: string;
  readonly all: readonly SourceNote[];
  readonly language: Language;
}

function Closed({ title, all, language }: ClosedProps) {
  const t = useTranslations('portal.alert.source');
  const lang = useLangOfSource(language);
  const { notes, isCut } = shownNotes(all);
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{title}</span>
      </summary>
      <div className="govuk-details__text">
        {notes.map((note, at) => (
          <div key={at} lang={lang}>
            {note.title === null ? null : <h3 className="govuk-heading-s">{note.title}</h3>}
            <p className="govuk-body hl-source-note">{note.text}</p>
          </div>
        ))}
        {isCut ? <p className="govuk-body">{t('cut', { shown: notes.length, count: all.length })}</p> : null}
      </div>
    </details>
  );
}
