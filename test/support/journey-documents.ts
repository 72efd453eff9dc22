/** The documents of the stories: what a client of ours would send, each in one place. */
export const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { needsSecondFactor viewer { email assurance } } }`;
export const PASS_SECOND_FACTOR = `mutation ($input: PassSecondFactorInput!) { passSecondFactor(input: $input) { viewer { email assurance } } }`;
export const SIGN_OUT = `mutation ($input: SignOutInput!) { signOut(input: $input) { viewer { isSignedIn } } }`;
export const CREATE_TOKEN = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token apiToken { id } } }`;

export const WHO_IS_WHERE = `query {
  organisations(first: 100) { nodes { id name } }
  people(first: 100) { nodes { id email } }
  groups { id name }
}`;

export const CREATE_ADVISORY = `mutation ($input: CreateAdvisoryInput!) { createAdvisory(input: $input) { advisory { id trackingId state } } }`;
export const UPDATE_ADVISORY = `mutation ($input: UpdateAdvisoryInput!) { updateAdvisory(input: $input) { advisory { id state } } }`;
export const SUBMIT_ADVISORY = `mutation ($input: SubmitAdvisoryInput!) { submitAdvisory(input: $input) { advisory { id state } } }`;
export const RETURN_ADVISORY = `mutation ($input: ReturnAdvisoryInput!) { returnAdvisory(input: $input) { advisory { id state inWork { returnReason } } } }`;
export const PUBLISH_ADVISORY = `mutation ($input: PublishAdvisoryInput!) {
  publishAdvisory(input: $input) { advisory { id trackingId state label title { en } text { description { en } } } }
}`;
export const REVISE_ADVISORY = `mutation ($input: ReviseAdvisoryInput!) { reviseAdvisory(input: $input) { advisory { id state inWork { number } } } }`;
export const WITHDRAW_ADVISORY = `mutation ($input: WithdrawAdvisoryInput!) { withdrawAdvisory(input: $input) { advisory { id state } } }`;
export const DISCARD_DRAFT = `mutation ($input: DiscardDraftInput!) { discardDraft(input: $input) { advisory { id state } } }`;
export const COMMENT = `mutation ($input: CommentOnAdvisoryInput!) { commentOnAdvisory(input: $input) { commentId } }`;

export const CREATE_EMAIL_ENDPOINT = `mutation ($input: CreateEmailEndpointInput!) { createEmailEndpoint(input: $input) { endpoint { id status } } }`;
export const CREATE_WEBHOOK_ENDPOINT = `mutation ($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) { secret endpoint { id status } }
}`;
export const CREATE_SUBSCRIPTION = `mutation ($input: CreateSubscriptionInput!) { createSubscription(input: $input) { subscription { id status } } }`;
export const ENDPOINTS = `query { endpoints(first: 100) { nodes { id channel address status } } }`;

export const ONE_ADVISORY = `query ($trackingId: String!) {
  advisory(trackingId: $trackingId) { id trackingId state title { en } summary { en } withdrawalNotice { en } text { description { en } } }
}`;
export const NODE = `query ($id: ID!) { node(id: $id) { __typename id ... on Advisory { trackingId title { en } } } }`;
export const NEWEST = `query ($after: String) {
  advisories(first: 100, after: $after) { nodes { id trackingId title { en } } pageInfo { hasNextPage endCursor } }
}`;
export const SEARCH = `query ($query: String!) { searchAdvisories(query: $query, first: 100) { nodes { trackingId } found { count isMore } } }`;
export const PREVIEW = `query ($criteria: CriteriaInput!) { previewCriteria(criteria: $criteria) { count isMore newest { advisory { trackingId } } } }`;
export const DELIVERIES = `query ($after: String) {
  deliveries(first: 100, after: $after) {
    nodes { id event channel status attempts { number outcome } advisory { trackingId title { en } } endpoint { id } why { reasons { criterion value } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
export const LIVE = `subscription ($criteria: CriteriaInput) {
  advisoryPublished(criteria: $criteria) { event advisory { id trackingId title { en } text { description { en } } indicators { value } } }
}`;

export const SUBSCRIBE_PUBLICLY = `mutation ($input: SubscribePubliclyInput!) { subscribePublicly(input: $input) { requested } }`;

export const SET_OPENPGP_KEY = `mutation ($input: SetOpenPgpKeyInput!) { setOpenPgpKey(input: $input) { endpoint { id } } }`;

export const VIEWER = `query { viewer { isSignedIn email assurance } }`;
export const WORK_LIST = `query { advisoriesInWork(first: 100) { nodes { id trackingId } } }`;
export const CHANGE_ROLES = `mutation ($input: ChangeRolesInput!) { changeRoles(input: $input) { person { id roles } } }`;
export const SUSPEND_ORGANISATION = `mutation ($input: SuspendOrganisationInput!) { suspendOrganisation(input: $input) { organisation { status } } }`;
export const REMOVE_GROUP_MEMBER = `mutation ($input: RemoveGroupMemberInput!) { removeGroupMember(input: $input) { group { id } } }`;
export const REVOKE_TOKEN = `mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { __typename } }`;
export const REVOKE_OTHERS = `mutation ($input: RevokeOtherSessionsInput!) { revokeOtherSessions(input: $input) { revoked } }`;

export const SUGGESTIONS = `query ($typed: String!) { suggestions(typed: $typed) { kind text } }`;
export const OF_VENDOR = `query ($vendors: [String!]) { advisories(filter: { vendors: $vendors }) { nodes { id } pageInfo { hasNextPage } } }`;
