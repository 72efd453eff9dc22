import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useFetcher } from 'react-router';
import type { SectionAnswer } from './save.server';

const AFTER_MS = 2_500;

export interface Autosave {
  /** Of what is stored, as far as this page knows it: somebody else's saving does not change it. */
  readonly savedAt: string;
  readonly state: 'saved' | 'typing' | 'saving' | 'refused' | 'conflict';
  readonly problems: number;
  readonly isConflict: boolean;
  readonly onInput: () => void;
  readonly onSubmit: () => void;
}

/**
 * Saves a form some seconds after the last key, by the same action as its button. It stops where somebody else has saved, and leaves alone
 * what is pressed by hand.
 */
export function useAutosave(form: RefObject<HTMLFormElement | null>, initialSavedAt: string, savedByHandAt?: string): Autosave {
  const fetcher = useFetcher<SectionAnswer>();
  const timer = useRef<number>(undefined);
  const [isTyping, setTyping] = useState(false);
  const answer = fetcher.data;
  const savedAt = useNewest(initialSavedAt, answer?.savedAt, savedByHandAt);
  const isConflict = answer?.isConflict === true;
  const problems = Object.keys(answer?.errors ?? {}).length;
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

  const state = isConflict ? 'conflict' : isTyping ? 'typing' : fetcher.state !== 'idle' ? 'saving' : problems > 0 ? 'refused' : 'saved';
  return { savedAt, state, problems, isConflict, onInput, onSubmit: stop };
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
