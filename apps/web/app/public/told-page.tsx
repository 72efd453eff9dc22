import type { ReactNode } from 'react';
import { PageHead } from '../ui/static/page-head';
import { Page } from '../ui/static/page';
import type { PortalSection } from '../ui/static/page';
import { Paragraphs } from '../ui/static/paragraphs';

interface ToldPageProps {
  readonly title: string;
  readonly text: string;
  readonly path: string;
  readonly current?: PortalSection;
  readonly children?: ReactNode;
}

/** A page at the end of a form: it was done, and what happens next. */
export function ToldPage({ title, text, path, current, children }: ToldPageProps) {
  return (
    <Page path={path} {...(current === undefined ? {} : { current })}>
      <PageHead title={title} description={text} path={path} isIndexed={false} />
      <div className="govuk-panel govuk-panel--confirmation">
        <h1 className="govuk-panel__title">{title}</h1>
      </div>
      <Paragraphs text={text} />
      {children}
    </Page>
  );
}
