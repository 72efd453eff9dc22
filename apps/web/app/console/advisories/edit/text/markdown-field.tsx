import { useEffect, useRef } from 'react';
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
  /** Whether an editor takes its place where scripts run; it stays what is sent. */
  readonly isRich: boolean;
  readonly onType: (text: string) => void;
}

/** A text area. With scripts, one for Markdown becomes CodeMirror when it is first entered; the text area behind it keeps the text. */
export function MarkdownField({ id, label, lang, rows, text, error, isRich, onType }: MarkdownFieldProps) {
  const box = useRef<HTMLDivElement>(null);
  const onTyped = useRef(onType);
  useEffect(() => {
    onTyped.current = onType;
  });
  useEffect(
    () =>
      isRich
        ? enrichOnFocus(box.current, (typed) => {
            onTyped.current(typed);
          })
        : undefined,
    [isRich],
  );
  return (
    <div
      className="hl-markdown-field"
      ref={box}
      onInput={({ target }) => {
        if (target instanceof HTMLTextAreaElement) onType(target.value);
      }}
      onFocus={({ target }) => {
        if (target instanceof HTMLTextAreaElement) onType(target.value);
      }}
    >
      <TextAreaField name={id} label={label} lang={lang} rows={rows} defaultValue={text} error={error} spellCheck={lang.startsWith('en')} />
    </div>
  );
}

/** Loads the editor the first time that the text area is entered, so that a page that is only looked at stays small. */
function enrichOnFocus(box: HTMLElement | null, onType: (text: string) => void): (() => void) | undefined {
  const area = box?.querySelector('textarea');
  if (area == null) return undefined;
  let leave: (() => void) | undefined;
  let isLeft = false;
  const enter = () => {
    void import('./code-editor').then(({ mountEditor }) => {
      if (!isLeft) leave ??= mountEditor(area, onType);
    });
  };
  area.addEventListener('focus', enter, { once: true });
  return () => {
    isLeft = true;
    area.removeEventListener('focus', enter);
    leave?.();
  };
}
