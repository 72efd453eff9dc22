import { mutate, notFound } from '../../../api/api.server';
import type { ApiRefusal } from '../../../api/api.server';
import {
  AllowAmberDocument,
  AskAgainDocument,
  FollowConfirmEndpointDocument,
  PauseEndpointDocument,
  ResumeEndpointDocument,
  SendTestDocument,
  SendUnsentDocument,
} from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import type { Done } from '../../frame/done';

interface Changed {
  readonly done?: Done;
  readonly refusal?: ApiRefusal | undefined;
}

type Change = (request: Request, id: string, form: FormData) => Promise<Changed>;

/** What the buttons of an endpoint's page do. */
const CHANGES: Readonly<Record<string, Change>> = {
  pause: async (request, id) => ({
    ...refusalOf(await mutate(request, PauseEndpointDocument, { input: { id } })),
    done: 'endpoint-paused',
  }),
  resume: async (request, id) => ({
    ...refusalOf(await mutate(request, ResumeEndpointDocument, { input: { id } })),
    done: 'endpoint-resumed',
  }),
  test: async (request, endpointId) => ({
    ...refusalOf(await mutate(request, SendTestDocument, { input: { endpointId } })),
    done: 'test-sent',
  }),
  'send-unsent': async (request, endpointId) => ({
    ...refusalOf(await mutate(request, SendUnsentDocument, { input: { endpointId } })),
    done: 'unsent-sent',
  }),
  'ask-again': async (request, id) => ({ ...refusalOf(await mutate(request, AskAgainDocument, { input: { id } })), done: 'asked-again' }),
  confirm: async (request, _id, form) => ({
    ...refusalOf(await mutate(request, FollowConfirmEndpointDocument, { input: { token: textIn(form, 'challenge') } })),
    done: 'saved',
  }),
  'allow-amber': async (request, id) => ({
    ...refusalOf(await mutate(request, AllowAmberDocument, { input: { id, isAllowed: true } })),
    done: 'amber-allowed',
  }),
  'forbid-amber': async (request, id) => ({
    ...refusalOf(await mutate(request, AllowAmberDocument, { input: { id, isAllowed: false } })),
    done: 'amber-forbidden',
  }),
};

export async function changeEndpoint(request: Request, id: string, form: FormData): Promise<Changed> {
  const change = CHANGES[textIn(form, 'intent')];
  return change === undefined ? notFound() : change(request, id, form);
}

function refusalOf({ refusal }: { readonly refusal?: ApiRefusal | undefined }): { readonly refusal?: ApiRefusal | undefined } {
  return { refusal };
}
