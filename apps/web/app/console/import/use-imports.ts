import { useRef, useState, useSyncExternalStore } from 'react';
import type { SyntheticEvent } from 'react';
import { documentsIn } from './documents-in';
import type { ImportResult } from './import-document.server';

export interface Imports {
  /** Whether scripts run: then many documents are sent, one after the other. */
  readonly isAlive: boolean;
  readonly isRunning: boolean;
  readonly total: number;
  readonly results: readonly ImportResult[];
  readonly onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  readonly stop: () => void;
}

const never = () => () => undefined;

/** Sends the chosen files, or those of a folder or an archive, one by one, and gathers what became of each. */
export function useImports(): Imports {
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [total, setTotal] = useState(0);
  const [isRunning, setRunning] = useState(false);
  const [results, setResults] = useState<readonly ImportResult[]>([]);
  const isStopped = useRef(false);

  const run = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    const files = [...given.getAll('document'), ...given.getAll('folder')].filter(
      (each) => each instanceof File && each.size > 0,
    ) as File[];
    const documents = await documentsIn(files);
    setTotal(documents.length);
    for (const document of documents) {
      if (isStopped.current) break;
      const result = await send(document, given);
      setResults((before) => [...before, result]);
    }
  };

  const onSubmit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isRunning) return;
    isStopped.current = false;
    setResults([]);
    setTotal(0);
    setRunning(true);
    void run(event.currentTarget).finally(() => {
      setRunning(false);
    });
  };
  return { isAlive, isRunning, total, results, onSubmit, stop: () => (isStopped.current = true) };
}

async function send(document: File, given: FormData): Promise<ImportResult> {
  const body = new FormData();
  body.set('document', document);
  body.set('place', document.webkitRelativePath || document.name);
  for (const name of ['label', 'publish']) {
    const value = given.get(name);
    if (typeof value === 'string' && value !== '') body.set(name, value);
  }
  try {
    const response = await fetch('/console/import/one', { method: 'POST', body, headers: { accept: 'application/json' } });
    const answer = (await response.json()) as { readonly result: ImportResult | null };
    return answer.result ?? { place: document.name, outcome: 'REFUSED', reasons: [String(response.status)] };
  } catch (error) {
    return { place: document.name, outcome: 'REFUSED', reasons: [error instanceof Error ? error.message : 'network'] };
  }
}
