import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Viewer } from '../../api/viewer.server';
import { ErrorSummary } from '../../ui/static/error-summary';
import type { FormErrors } from '../../ui/static/error-summary';
import { Banner, Breadcrumbs } from '../../ui/static/parts';
import type { Crumb } from '../../ui/static/parts';
import type { Done } from './done';
import { MemberShell } from './shell';
import type { MemberSection } from './shell';

interface MemberPageProps {
  readonly viewer: Viewer;
  readonly title: string;
  /** Of the title, where it is a text of an advisory in another language than the page's. */
  readonly titleLang?: string | undefined;
  readonly current?: MemberSection | 'account';
  /** What stands between the member zone and this page. */
  readonly crumbs?: readonly Crumb[];
  readonly errors?: FormErrors | undefined;
  /** What has just been done, to be told at the top. */
  readonly done?: Done | undefined;
  readonly children: ReactNode;
}

/** A page of the member zone: where it stands, what was done or is wrong, one heading, and the content. */
export function MemberPage({ viewer, title, titleLang, current, crumbs = [], errors, done, children }: MemberPageProps) {
  const t = useTranslations('members');
  const site = useTranslations('site');
  const isRefused = errors !== undefined && Object.keys(errors).length > 0;
  return (
    <MemberShell viewer={viewer} current={current}>
      <title>{`${isRefused ? `${site('form.error')} ` : ''}${title} – Harbourlight`}</title>
      <meta name="robots" content="noindex" />
      {current === undefined ? null : (
        <Breadcrumbs crumbs={[{ text: site('member.title'), href: '/org' }, ...crumbs, { text: <span lang={titleLang}>{title}</span> }]} />
      )}
      <ErrorSummary errors={errors} />
      {done === undefined || isRefused ? null : (
        <Banner title={t('done.title')} look="success">
          <p className="govuk-notification-banner__heading">{t(`done.${done}`)}</p>
        </Banner>
      )}
      <StrengthHint viewer={viewer} />
      <h1 className="govuk-heading-l" lang={titleLang}>
        {title}
      </h1>
      {children}
    </MemberShell>
  );
}

/** Without a second factor an account stays weak, and what is AMBER and RED stays hidden: said on every page until it is enrolled and given. */
function StrengthHint({ viewer }: { readonly viewer: Viewer }) {
  const t = useTranslations('members.strength');
  const { pathname, search } = useLocation();
  if (pathname.startsWith('/account/second-factor') || viewer.assurance >= 2) return null;
  const href = viewer.hasSecondFactor ? `/sign-in/second-factor?next=${encodeURIComponent(pathname + search)}` : '/account/second-factor';
  return (
    <div className="govuk-inset-text hl-no-print">
      {t(viewer.hasSecondFactor ? 'not-given' : 'not-enrolled')}{' '}
      <a className="govuk-link" href={href}>
        {t(viewer.hasSecondFactor ? 'give' : 'enrol')}
      </a>
    </div>
  );
}
