import { trustedMarkdown } from './trusted-markdown';

export function MarkdownBlock({ markdown, lang }: { readonly markdown: string; readonly lang?: string | undefined }) {
  return <div className="hl-prose" lang={lang} dangerouslySetInnerHTML={{ __html: trustedMarkdown(markdown) }} />;
}
