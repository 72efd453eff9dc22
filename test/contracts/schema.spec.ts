import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { printApiSchema } from '../../apps/api/src/graphql/print-schema.js';

/** Names that clients rely on. */
const QUERIES =
  'viewer node advisories advisory searchAdvisories subscriptions endpoints deliveries previewCriteria mailedSubscriptions organisations people groups auditEntries catalogues advisoriesInWork pendingDeliveries suggestions guidanceArticles guidanceArticle guidanceArticlesInWork searchGuidance healthChecks healthCheck healthCheckResult incidentKinds incidentReceipt incidentReports incidentReport advisoryStatistics vendorsAndProducts advisoryProducts audiencePreview extractIndicators renderMarkdown viewerTasks deliveryHealth savedFilters policyTables settings sources sourceProblems applicationStanding domainProofAsked';
const MUTATIONS =
  'signIn passSecondFactor signOut createAdvisory updateAdvisory submitAdvisory returnAdvisory publishAdvisory cancelSchedule reviseAdvisory withdrawAdvisory discardDraft commentOnAdvisory importAdvisory createSubscription updateSubscription pauseSubscription resumeSubscription cancelSubscription createWebhookEndpoint createEmailEndpoint confirmEndpoint rotateEndpointSecret pauseEndpoint resumeEndpoint deleteEndpoint allowAmber setOpenPgpKey sendTestAlert resendDelivery replayDeliveries sendUnsentAlerts createApiToken revokeApiToken subscribePublicly confirmPublicSubscription unsubscribe registerReader confirmRegistration applyForMembership proveDomain vetOrganisation suspendOrganisation reinstateOrganisation invitePerson acceptInvitation changeRoles suspendPerson reinstatePerson createGroup addGroupMember removeGroupMember enrolTotp confirmTotp renewRecoveryCodes changePassword requestPasswordReset resetPassword revokeSession revokeOtherSessions refreshCatalogue createGuidanceArticle updateGuidanceArticle submitGuidanceArticle returnGuidanceArticle publishGuidanceArticle reviseGuidanceArticle withdrawGuidanceArticle discardGuidanceDraft guidanceFeedback reportIncident changeIncidentState noteOnIncident acknowledgeAdvisory createSavedFilter deleteSavedFilter addSource changeSource createFeedAddress registerClientCertificate revokeFeedAddress updateProfile reconsiderApplication';

let printed: string;
let schema: GraphQLSchema;
beforeAll(async () => {
  printed = await printApiSchema();
  schema = buildSchema(printed);
});

function fieldsOf(type: ReturnType<GraphQLSchema['getType']>): [string, { description?: string | null }][] {
  if (isInputObjectType(type)) return Object.entries(type.getFields());
  return isObjectType(type) || isInterfaceType(type) ? Object.entries<{ description?: string | null }>(type.getFields()) : [];
}

describe('the schema', () => {
  it('is the committed one; `npm run schema:print` writes it', () => {
    expect(printed).toBe(readFileSync('schema.graphql', 'utf8'));
  });

  it('describes every type, field, argument, input and value', () => {
    const ours = Object.values(schema.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name),
    );
    const roots = new Set(['Query', 'Mutation', 'Subscription']);
    const described: [string, string | null | undefined][] = ours.flatMap((type) => [
      ...(roots.has(type.name) ? [] : [[type.name, type.description] as [string, string | null | undefined]]),
      ...fieldsOf(type).map(([name, field]): [string, string | null | undefined] => [`${type.name}.${name}`, field.description]),
      ...(isObjectType(type) ? Object.values(type.getFields()).flatMap((field) => argumentsOf(type.name, field)) : []),
      ...(isEnumType(type)
        ? type.getValues().map((value): [string, string | null | undefined] => [`${type.name}.${value.name}`, value.description])
        : []),
    ]);
    expect(described.length).toBeGreaterThan(600);
    expect(described.filter(([, description]) => !description?.trim()).map(([name]) => name)).toEqual([]);
  });

  it('has the queries and mutations that clients rely on', () => {
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(expect.arrayContaining(QUERIES.split(' ')));
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toEqual(expect.arrayContaining(MUTATIONS.split(' ')));
    expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['advisoryPublished', 'deskChanged']);
  });

  it('gives every mutation exactly one input that must be given, and a payload', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    for (const { name, args, type } of mutations) {
      expect([name, args.map((argument) => argument.name)]).toEqual([name, ['input']]);
      expect([name, args.every((argument) => isNonNullType(argument.type))]).toEqual([name, true]);
      expect(String(type)).toMatch(/Payload!$/);
    }
  });

  it('never shows keys, hashes or secrets that are stored', () => {
    const outputs = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter((type) => !isIntrospectionType(type));
    const names = outputs.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    // The table of the rule is public; the readers of a row are not.
    const telling = names.filter(
      (name) => name !== 'PolicyTables.readers' && /\.(keys|readers|hash|passwordHash|password|secretEncrypted|readerSet)$/i.test(name),
    );
    expect(telling).toEqual([]);
  });
});

function argumentsOf(type: string, { name, args }: GraphQLField<unknown, unknown>): [string, string | null | undefined][] {
  return args.map((argument) => [`${type}.${name}(${argument.name})`, argument.description]);
}
