import { useState } from 'react';
import type { ClipboardEvent, SyntheticEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../../../ui/static/button';
import { TextAreaField } from '../../../../ui/static/field';
import type { SectionAnswer } from '../save.server';
import { duplicatesIn, EMPTY_ROW, parseRows, PRODUCT_COLUMNS } from './product-rows';
import type { ProductColumn, ProductRow } from './product-rows';
import { ProductFields } from './product-fields';

interface ProductTableProps {
  readonly stored: readonly ProductRow[];
  readonly isLong: boolean;
  readonly answer: SectionAnswer | undefined;
}

/**
 * The affected products as a table of fields. A block of cells that is pasted into it becomes rows at once; without scripts it is pasted below
 * and becomes rows with the next saving.
 */
export function ProductTable({ stored, isLong, answer }: ProductTableProps) {
  const t = useTranslations('console.products');
  const [rows, setRows] = useState<readonly ProductRow[]>(() => [...typedRows(answer, stored), EMPTY_ROW]);
  const duplicates = duplicatesIn(rows);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (!/[\t\n]/u.test(text.trim())) return;
    event.preventDefault();
    setRows([
      ...rows.filter(({ vendor, product }) => vendor !== '' || product !== ''),
      ...parseRows(text).map(({ row }) => row),
      EMPTY_ROW,
    ]);
    event.currentTarget.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const type = ({ target }: SyntheticEvent) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const [, at = '', column = ''] = /^product\.(\d+)\.(\w+)$/u.exec(target.name) ?? [];
    if (!isColumn(column)) return;
    const now = rows.map((row, position) => (String(position) === at ? { ...row, [column]: target.value } : row));
    setRows(Number(at) === rows.length - 1 ? [...now, EMPTY_ROW] : now);
  };
  return (
    <>
      {isLong ? null : (
        <div className="hl-scroll" role="region" aria-label={t('caption')} tabIndex={0} onPaste={paste} onInput={type}>
          <table className="govuk-table hl-grid">
            <caption className="govuk-visually-hidden">{t('caption')}</caption>
            <thead>
              <tr>
                {PRODUCT_COLUMNS.map((column) => (
                  <th scope="col" key={column}>
                    {t(`columns.${column}`)}
                  </th>
                ))}
                <th scope="col">{t('columns.remove')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <ProductFields key={at} at={at} row={row} isDuplicate={duplicates.has(at)} errors={answer?.errors ?? {}} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {duplicates.size === 0 ? null : <p role="status">{t('duplicates', { count: duplicates.size })}</p>}
      <Paste isLong={isLong} answer={answer} />
    </>
  );
}

function Paste({ isLong, answer }: Pick<ProductTableProps, 'isLong' | 'answer'>) {
  const t = useTranslations('console.products');
  return (
    <details className="govuk-details" open={isLong || answer?.errors['paste'] !== undefined}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('paste')}</span>
      </summary>
      <div className="govuk-details__text">
        <TextAreaField
          name="paste"
          label={t('paste-label')}
          hint={t('paste-hint')}
          rows={5}
          spellCheck={false}
          defaultValue={answer?.typed['paste']}
          error={answer?.errors['paste']}
        />
        {isLong ? (
          <div className="govuk-checkboxes govuk-checkboxes--small">
            <div className="govuk-checkboxes__item">
              <input className="govuk-checkboxes__input" type="checkbox" id="replace" name="replace" value="yes" />
              <label className="govuk-label govuk-checkboxes__label" htmlFor="replace">
                {t('replace')}
              </label>
            </div>
          </div>
        ) : null}
        <Button look="secondary" name="do" value="save">
          {t('paste-add')}
        </Button>
      </div>
    </details>
  );
}

function isColumn(name: string): name is ProductColumn {
  return PRODUCT_COLUMNS.some((column) => column === name);
}

/** What was refused comes back as it was typed. */
function typedRows(answer: SectionAnswer | undefined, stored: readonly ProductRow[]): ProductRow[] {
  const typed = answer?.typed ?? {};
  if (typed['product.0.vendor'] === undefined) return [...stored];
  const rows: ProductRow[] = [];
  for (let at = 0; typed[`product.${at}.vendor`] !== undefined; at += 1) {
    rows.push({ ...EMPTY_ROW, ...Object.fromEntries(PRODUCT_COLUMNS.map((column) => [column, typed[`product.${at}.${column}`] ?? ''])) });
  }
  // The places of the others stay, since errors are told by them; the empty row at the end is added anew.
  const last = rows.findLastIndex((row) => PRODUCT_COLUMNS.some((column) => column !== 'status' && row[column] !== ''));
  return rows.slice(0, last + 1);
}
