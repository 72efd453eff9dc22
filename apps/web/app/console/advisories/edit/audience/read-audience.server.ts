import type { AudienceInput, TlpLabel } from '../../../../api/gql/graphql';
import { textIn, textsIn } from '../../../../forms/form.server';
import { LABELS } from '../../vocabulary';
import type { DraftChanges } from '../save.server';
import { audienceTicked } from './ticked-audience';

/** The label and whom it addresses; the permission only where both of its fields are filled in. */
export function readAudience(form: FormData): DraftChanges {
  const label: TlpLabel | null = LABELS.find((each) => each === textIn(form, 'label')) ?? null;
  const grantedBy = textIn(form, 'permission.grantedBy');
  const reference = textIn(form, 'permission.reference');
  return {
    label,
    audience: audienceIn(form),
    ...(grantedBy === '' || reference === '' ? {} : { permission: { grantedBy, reference } }),
  };
}

/** Whom a form names, list by list. */
export function audienceIn(form: FormData): AudienceInput & ReturnType<typeof audienceTicked> {
  return audienceTicked((name) => textsIn(form, name));
}
