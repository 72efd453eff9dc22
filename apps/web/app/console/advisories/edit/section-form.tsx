import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Done } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { ErrorSummary } from '../../../ui/static/error-summary';
import { Conflict } from './conflict';
import { SaveState } from './save-state';
import type { SectionAnswer } from './save.server';
import { useAutosave } from './use-autosave';

interface SectionFormProps {
  readonly title: string;
  /** The `savedAt` of what the form shows. */
  readonly savedAt: string;
  readonly answer: SectionAnswer | undefined;
  /** For what makes sense only as a whole: nothing is saved until the button is pressed. */
  readonly isSavedByHand?: boolean;
  /** Where to go without saving. */
  readonly back?: string;
  readonly children: ReactNode;
}

/**
 * The form of one section of the editor. It saves by POST, so a dead script never loses text; with scripts it also saves by itself. What
 * somebody else saved in between is never overwritten without being asked for.
 */
export function SectionForm({ title, savedAt, answer, isSavedByHand = false, back, children }: SectionFormProps) {
  const t = useTranslations('console.edit');
  const form = useRef<HTMLFormElement>(null);
  const heading = useId();
  const saving = useAutosave(form, savedAt, answer?.savedAt);
  const isConflict = saving.isConflict || answer?.isConflict === true;
  const errors = answer?.errors ?? {};
  const isRefused = isConflict || Object.keys(errors).length > 0;
  return (
    <Form
      method="post"
      id="section"
      ref={form}
      noValidate
      aria-labelledby={heading}
      onInput={isSavedByHand ? undefined : saving.onInput}
      onSubmit={saving.onSubmit}
    >
      <title>{`${isRefused ? `${t('error')} ` : ''}${title} – Harbourlight`}</title>
      {isRefused ? null : <Done />}
      <h1 id={heading}>{title}</h1>
      <input type="hidden" name="expectedSavedAt" value={saving.savedAt} />
      {isConflict ? <Conflict /> : null}
      <ErrorSummary errors={errors} />
      {/* The first button of a form is pressed by Enter. */}
      <button type="submit" name="do" value="save" className="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
      {children}
      <div className="hl-save-bar">
        <Button name="do" value="save">
          {t('save')}
        </Button>
        {back === undefined ? null : <Link to={back}>{t('back')}</Link>}
        {isSavedByHand ? null : <SaveState saving={saving} />}
      </div>
    </Form>
  );
}
