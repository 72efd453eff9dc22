import type { ReactNode } from 'react';
import { TextAreaField } from '../../../../ui/static/field';
import type { Told } from '../../../../ui/static/told-text';

interface MarkdownFieldProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly lang: string;
  readonly rows: number;
  readonly text: string;
  readonly error: Told | undefined;
  /** Called with the text as it stands when the field is entered and after each key, for the preview. */
  readonly onType: (text: string) => void;
}

/** A text area, with the browser's own undo, spelling and input methods; the preview beside it shows what the Markdown becomes. */
export function MarkdownField({ id, label, lang, rows, text, error, onType }: MarkdownFieldProps) {
  const tell = ({ target }: { readonly target: EventTarget }) => {
    if (target instanceof HTMLTextAreaElement) onType(target.value);
  };
  return (
    <div className="hl-markdown-field" onInput={tell} onFocus={tell}>
      <TextAreaField name={id} label={label} lang={lang} rows={rows} defaultValue={text} error={error} spellCheck={lang.startsWith('en')} />
    </div>
  );
}
