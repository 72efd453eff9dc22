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
  /** Why nothing was sent: no document among the files, or an archive that cannot be read. */
  readonly problem: ImportProblem | undefined;
  readonly onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  readonly stop: () => void;
}

export type ImportProblem = { readonly kind: 'no-file' | 'no-documents' } | { readonly kind: 'unreadable'; readonly reason: string };

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
  const [problem, setProblem] = useState<ImportProblem>();
  const isStopped = useRef(false);

  const run = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    const files = [...given.getAll('document'), ...given.getAll('folder')].filter(
      (each) => each instanceof File && each.size > 0,
    ) as File[];
    const documents = await documentsIn(files).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (typeof documents === 'string') {
      setProblem({ kind: 'unreadable', reason: documents });
      return;
    }
    if (documents.length === 0) setProblem({ kind: files.length === 0 ? 'no-file' : 'no-documents' });
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
    setProblem(undefined);
    setRunning(true);
    void run(event.currentTarget).finally(() => {
      setRunning(false);
    });
  };
  return { isAlive, isRunning, total, results, problem, onSubmit, stop: () => (isStopped.current = true) };
}

/** Beyond this a document goes compressed: our own server takes no more in one post than 12 MiB. */
const MAX_PLAIN_BYTES = 4 * 1024 * 1024;

async function compact(document: File): Promise<File> {
  if (document.size <= MAX_PLAIN_BYTES) return document;
  const bytes = await new Response(document.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  return new File([bytes], document.name);
}

async function send(document: File, given: FormData): Promise<ImportResult> {
  const body = new FormData();
  body.set('document', await compact(document));
  body.set('place', document.webkitRelativePath || document.name);
  for (const name of ['label', 'publish']) {
    const value = given.get(name);
    if (typeof value === 'string' && value !== '') body.set(name, value);
  }
  try {
    const response = await fetch('/console/import/one', { method: 'POST', body, headers: { accept: 'application/json' } });
    const answer = (await response.json()) as { readonly result: ImportResult | null };
    return answer.result ?? { place: document.name, outcome: 'REFUSED', reasons: [{ text: `HTTP ${response.status}`, lang: undefined }] };
  } catch (error) {
    return {
      place: document.name,
      outcome: 'REFUSED',
      reasons: [{ text: error instanceof Error ? error.message : 'network', lang: 'en' }],
    };
  }
}
