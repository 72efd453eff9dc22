import { lazy, Suspense } from 'react';

interface MarkdownProps {
  readonly markdown: string;
  readonly lang?: string | undefined;
}

/** On the server it is there at once, so that a page without scripts shows it; a browser loads it when the page has one. */
const onServer = import.meta.env.SSR ? await import('./markdown-block') : undefined;
const Block = onServer?.MarkdownBlock ?? lazy(async () => ({ default: (await import('./markdown-block')).MarkdownBlock }));

/** An author's Markdown, rendered: raw HTML in it is shown as text. */
export function Markdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<div className="hl-prose hl-kept-lines">{props.markdown}</div>}>
      <Block {...props} />
    </Suspense>
  );
}
