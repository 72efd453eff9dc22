import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import { data } from 'react-router';
import type { Route } from './+types/import';
import { ConsolePage } from '../../ui/console/console-page';
import { Button } from '../../ui/static/button';
import { SelectField } from '../../ui/static/field';
import { LABEL_TEXTS, LABELS } from '../advisories/vocabulary';
import { requireSection } from '../console-access.server';
import { importDocument } from './import-document.server';
import { ImportReport } from './import-report';
import { useImports } from './use-imports';
import type { ImportProblem } from './use-imports';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireSection(request, 'import');
  return { mayPublish: viewer.viewerCan.publishAdvisory && viewer.viewerCan.importAdvisory };
}

/** One document per post, for browsers without scripts; its report is the page that comes back. */
export async function action({ request }: Route.ActionArgs) {
  await requireSection(request, 'import');
  const result = await importDocument(request, await request.formData());
  const isRefused = result === undefined || result.outcome === 'REFUSED';
  return data({ result: result ?? null }, { status: isRefused ? 422 : 200 });
}

export default function Import({ loaderData: { mayPublish }, actionData }: Route.ComponentProps) {
  const t = useTranslations('console.import');
  const imports = useImports();
  const posted = actionData?.result == null ? [] : [actionData.result];
  const isEmpty = actionData !== undefined && actionData.result === null;
  const errors =
    imports.problem === undefined ? (isEmpty ? { document: t('no-file') } : undefined) : { document: problemText(t, imports.problem) };
  return (
    <ConsolePage title={t('title')} errors={errors}>
      <p>{t('text')}</p>
      <Form method="post" encType="multipart/form-data" onSubmit={imports.onSubmit} className="hl-form">
        <FileFields isAlive={imports.isAlive} />
        <SelectField
          name="label"
          label={t('label')}
          hint={t('label-hint')}
          choices={[{ value: '', label: t('label-of-document') }, ...LABELS.map((value) => ({ value, label: LABEL_TEXTS[value] }))]}
        />
        {mayPublish ? (
          <div className="hl-check">
            <input type="checkbox" id="publish" name="publish" value="yes" />
            <label htmlFor="publish">{t('publish')}</label>
          </div>
        ) : null}
        <Button disabled={imports.isRunning}>{t('import')}</Button>
        {imports.isRunning ? (
          <Button type="button" look="secondary" onClick={imports.stop}>
            {t('stop')}
          </Button>
        ) : null}
      </Form>
      {imports.total === 0 ? null : (
        <div className="hl-progress" role="status">
          <p>{t('progress', { done: imports.results.length, total: imports.total })}</p>
          <progress
            max={imports.total}
            value={imports.results.length}
            aria-label={t('progress', { done: imports.results.length, total: imports.total })}
          />
        </div>
      )}
      <ImportReport results={[...imports.results, ...posted]} isOver={!imports.isRunning} />
    </ConsolePage>
  );
}

function problemText(t: ReturnType<typeof useTranslations<'console.import'>>, problem: ImportProblem): string {
  return problem.kind === 'unreadable' ? t('unreadable', { reason: problem.reason }) : t(problem.kind);
}

function FileFields({ isAlive }: { readonly isAlive: boolean }) {
  const t = useTranslations('console.import');
  return (
    <div className="hl-field-row">
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor="document">
          {isAlive ? t('files') : t('file')}
        </label>
        <input type="file" id="document" name="document" multiple={isAlive} accept=".json,.gz,.tgz,.tar,application/json" />
      </div>
      {isAlive ? (
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="folder">
            {t('folder')}
          </label>
          <input type="file" id="folder" name="folder" multiple {...{ webkitdirectory: '' }} />
        </div>
      ) : null}
    </div>
  );
}
