import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject, SubmitEvent } from 'react';
import { useFetcher } from 'react-router';
import { PASSING } from '../../keep-page';
import type { Failure } from '../../keep-page';
import type { SectionAnswer } from './save.server';

const AFTER_MS = 2_500;
/** What could not be sent for a reason that may pass is sent again so much later, and at once when the browser finds a connection. */
const AGAIN_MS = 10_000;

export interface Autosave {
  /** Of what is stored, as far as this page knows it: somebody else's saving does not change it. */
  readonly savedAt: string;
  readonly state: 'saved' | 'typing' | 'saving' | 'refused' | 'conflict' | 'failed';
  /** Why the last saving by itself came to nothing; what was typed is still there. */
  readonly failure: Failure | undefined;
  readonly problems: number;
  readonly isConflict: boolean;
  readonly onInput: () => void;
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/**
 * Saves a form some seconds after the last key, by the same action as its button. It stops where somebody else has saved, and leaves alone
 * what is pressed by hand: that waits for a saving that is under way, or the page would conflict with itself.
 */
export function useAutosave(form: RefObject<HTMLFormElement | null>, initialSavedAt: string, savedByHandAt?: string): Autosave {
  const fetcher = useFetcher<SectionAnswer>();
  const timer = useRef<number>(undefined);
  const [isTyping, setTyping] = useState(false);
  const answer = fetcher.data;
  const savedAt = useNewest(initialSavedAt, answer?.savedAt, savedByHandAt);
  const isConflict = answer?.isConflict === true;
  const failure = answer?.failure;
  const problems = failure === undefined ? Object.keys(answer?.errors ?? {}).length : 0;
  const { submit } = fetcher;

  const stop = useCallback(() => {
    window.clearTimeout(timer.current);
    setTyping(false);
  }, []);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );

  const send = useCallback(() => {
    setTyping(false);
    if (form.current === null) return;
    const data = new FormData(form.current);
    data.set('do', 'autosave');
    void submit(data, { method: 'post', action: form.current.getAttribute('action') ?? undefined });
  }, [form, submit]);

  const onInput = useCallback(() => {
    window.clearTimeout(timer.current);
    if (isConflict) return;
    setTyping(true);
    timer.current = window.setTimeout(send, AFTER_MS);
  }, [isConflict, send]);

  const isSaving = fetcher.state !== 'idle';
  const onSubmit = useAfterSaving(form, isSaving, stop);
  useAgain(answer, send);
  useWarning(failure !== undefined);
  const settled = failure !== undefined ? 'failed' : problems > 0 ? 'refused' : 'saved';
  const state = isConflict ? 'conflict' : isTyping ? 'typing' : isSaving ? 'saving' : settled;
  return { savedAt, state, failure, problems, isConflict, onInput, onSubmit };
}

/** What is pressed while a saving is under way is pressed again when it has ended, and then knows what it stored. */
function useAfterSaving(form: RefObject<HTMLFormElement | null>, isSaving: boolean, stop: () => void): Autosave['onSubmit'] {
  const [pressed, setPressed] = useState<HTMLElement | null>();
  useEffect(() => {
    if (pressed === undefined || isSaving) return;
    setPressed(undefined);
    form.current?.requestSubmit(pressed);
  }, [form, isSaving, pressed]);
  return (event) => {
    stop();
    if (!isSaving) return;
    event.preventDefault();
    setPressed(event.nativeEvent.submitter);
  };
}

/** Sends once more what failed for a reason that may pass. */
function useAgain(answer: SectionAnswer | undefined, send: () => void): void {
  useEffect(() => {
    if (answer?.failure === undefined || !PASSING.includes(answer.failure)) return undefined;
    const timer = window.setTimeout(send, AGAIN_MS);
    window.addEventListener('online', send);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', send);
    };
  }, [answer, send]);
}

/** The browser asks before it leaves a page whose text could not be saved. */
function useWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [isUnsaved]);
}

/** The last instant that a saving of this page gave, by itself or by hand, also while a later one was refused. */
function useNewest(initial: string, byItself: string | undefined, byHand: string | undefined): string {
  const [newest, setNewest] = useState(initial);
  const [seen, setSeen] = useState({ byItself, byHand });
  if (seen.byItself !== byItself || seen.byHand !== byHand) {
    setSeen({ byItself, byHand });
    const given = seen.byItself === byItself ? byHand : byItself;
    if (given !== undefined) setNewest(given);
  }
  return newest;
}
