import { mutate } from '../../api/api.server';
import { ConfirmTotpDocument, EnrolTotpDocument } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import type { FormErrors } from '../../ui/static/error-summary';
import { passwordIn } from '../frame/password-in.server';
import { refusalSentence } from '../../forms/refusal-words.server';
import { errorsFor, errorWords, statusOf } from '../frame/words.server';

export interface Enrolment {
  /** `otpauth://…`, for the QR code. */
  readonly address: string;
  /** In Base32, to be typed by hand. */
  readonly secret: string;
}

interface Answer {
  readonly errors?: FormErrors;
  readonly enrolment?: Enrolment | undefined;
  readonly recoveryCodes?: readonly string[];
}

interface Answered {
  readonly answer: Answer;
  readonly status: number;
  readonly headers: Headers;
}

/** With the password once more: the secret of a new authenticator. */
export async function beginEnrolment(request: Request, form: FormData): Promise<Answered> {
  const { done, refusal, headers } = await mutate(request, EnrolTotpDocument, { input: { password: passwordIn(form) } });
  if (refusal === undefined) return { answer: { enrolment: done.enrolTotp }, status: 200, headers };
  const errors =
    refusal.code === 'SIGN_IN_REFUSED'
      ? { password: errorWords(request)('field.currentPassword') }
      : refusal.issues.length > 0
        ? { password: errorWords(request)('password-missing') }
        : errorsFor(request, refusal);
  return { answer: { errors }, status: statusOf(refusal), headers };
}

/** With the first code: the recovery codes, and a session that has passed the second factor. A wrong code shows the same secret again. */
export async function finishEnrolment(request: Request, form: FormData): Promise<Answered> {
  const { done, refusal, headers } = await mutate(request, ConfirmTotpDocument, {
    input: { code: textIn(form, 'code').replace(/\s/gu, '') },
  });
  if (refusal === undefined) return { answer: { recoveryCodes: done.confirmTotp.recoveryCodes }, status: 201, headers };
  const errors =
    refusal.code === 'SECOND_FACTOR_REFUSED' ? { code: refusalSentence(request, refusal) } : errorsFor(request, refusal, { code: 'code' });
  return { answer: { errors, enrolment: enrolmentOf(textIn(form, 'address')) }, status: statusOf(refusal), headers };
}

/** The form brings its own secret back; anything else is not shown. */
function enrolmentOf(address: string): Enrolment | undefined {
  if (!/^otpauth:\/\/totp\/[^\s]{1,400}$/u.test(address)) return undefined;
  return { address, secret: new URL(address).searchParams.get('secret') ?? '' };
}
