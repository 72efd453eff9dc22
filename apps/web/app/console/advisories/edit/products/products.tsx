import { useTranslations } from 'use-intl';
import type { Route } from './+types/products';
import { notFound, query } from '../../../../api/api.server';
import { EditProductsDocument } from '../../../../api/gql/graphql';
import type { EditProductsQuery } from '../../../../api/gql/graphql';
import { refuseSection, saveSection } from '../save.server';
import { SectionForm } from '../section-form';
import { MAX_ROWS_SHOWN } from './product-rows';
import { ProductTable } from './product-table';
import { atRows, problemsIn, rowsIn, toProduct } from './read-products.server';

type StoredProduct = NonNullable<NonNullable<EditProductsQuery['advisory']>['inWork']>['text']['affectedProducts'][number];

async function workOf(request: Request, trackingId: string) {
  const { advisory } = await query(request, EditProductsDocument, { trackingId });
  if (!advisory?.viewerCan.edit || advisory.inWork === null) return notFound();
  return advisory.inWork;
}

export async function loader({ request, params }: Route.LoaderArgs) {
  const { savedAt, text } = await workOf(request, params.id);
  const isLong = text.affectedProducts.length > MAX_ROWS_SHOWN;
  return {
    savedAt,
    count: text.affectedProducts.length,
    isLong,
    rows: text.affectedProducts.slice(0, MAX_ROWS_SHOWN).map(toRow),
    at: new URL(request.url).searchParams.get('at') ?? '',
  };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { text } = await workOf(request, params.id);
  const rows = rowsIn(form);
  // A list too long to be drawn as fields stays unless it is ticked to be replaced by what is pasted.
  const kept = text.affectedProducts.length > MAX_ROWS_SHOWN && !form.has('replace') ? text.affectedProducts.map(toRow) : [];
  const problems = problemsIn(request, rows);
  if (Object.keys(problems).length > 0) return refuseSection(problems, form);
  const now = [...kept, ...rows.map(({ row }) => row)].map(toProduct);
  const before = text.affectedProducts.map(toRow).map(toProduct);
  const changes = JSON.stringify(now) === JSON.stringify(before) ? {} : { content: { affectedProducts: now } };
  const answer = await saveSection({ request, trackingId: params.id, section: 'products', form, changes });
  return answer instanceof Response ? answer : atRows(request, answer, rows, kept.length);
}

function toRow({ vendor, product, version, status, cves, purl, cpe }: StoredProduct) {
  return { vendor, product, version: version ?? '', status, cves: cves.join(' '), purl: purl ?? '', cpe: cpe ?? '' };
}

export default function Products({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.products');
  const { at, savedAt, rows, isLong, count } = loaderData;
  return (
    <SectionForm
      key={`${params.id} ${at}`}
      title={t('title', { id: params.id })}
      savedAt={savedAt}
      answer={actionData}
      isSavedByHand={isLong}
    >
      {isLong ? <p className="hl-note">{t('long', { count, shown: rows.length })}</p> : null}
      <ProductTable stored={rows} isLong={isLong} answer={actionData} />
    </SectionForm>
  );
}
