import { useTranslations } from 'use-intl';
import type { FormErrors } from '../../../../ui/static/error-summary';
import { PRODUCT_STATUSES } from '../../vocabulary';
import { isStatus, PRODUCT_COLUMNS } from './product-rows';
import type { ProductColumn, ProductRow } from './product-rows';
import { ToldWords } from '../../../../ui/static/told-text';

interface ProductFieldsProps {
  readonly at: number;
  readonly row: ProductRow;
  readonly isDuplicate: boolean;
  readonly errors: FormErrors;
}

/** One row of fields; each is named by its column and the number of the row. */
export function ProductFields({ at, row, isDuplicate, errors }: ProductFieldsProps) {
  const t = useTranslations('console.products');
  const name = (column: string) => `product.${at}.${column}`;
  const label = (column: ProductColumn) => t('cell', { column: t(`columns.${column}`), row: at + 1 });
  const wrong = Object.entries(errors).find(([place]) => place === `affectedProducts.${at}` || place.startsWith(`affectedProducts.${at}.`));
  return (
    <>
      <tr className={isDuplicate ? 'hl-grid__duplicate' : undefined} id={wrong?.[0]}>
        {PRODUCT_COLUMNS.map((column) => (
          <td key={column}>
            {column === 'status' ? (
              <select
                className="govuk-select"
                name={name(column)}
                aria-label={label(column)}
                value={row.status}
                onChange={ignore}
                aria-invalid={isStatus(row.status) ? undefined : true}
              >
                {isStatus(row.status) ? null : <option value={row.status}>{t('status-unknown', { word: row.status })}</option>}
                {PRODUCT_STATUSES.map((status) => (
                  <option key={status} value={status}>
                    {t(`status.${status}`)}
                  </option>
                ))}
              </select>
            ) : (
              <input
                className="govuk-input"
                name={name(column)}
                aria-label={label(column)}
                value={row[column]}
                onChange={ignore}
                spellCheck={false}
              />
            )}
          </td>
        ))}
        <td>
          <input type="checkbox" name={name('remove')} aria-label={t('remove-row', { row: at + 1 })} />
          {isDuplicate ? <strong className="hl-outdated"> {t('duplicate')}</strong> : null}
        </td>
      </tr>
      {wrong === undefined ? null : (
        <tr>
          <td colSpan={PRODUCT_COLUMNS.length + 1} className="govuk-error-message">
            <ToldWords told={wrong[1]} />
          </td>
        </tr>
      )}
    </>
  );
}

/** The table listens for all of its fields. */
function ignore(): void {
  // Nothing: see ProductTable.
}
