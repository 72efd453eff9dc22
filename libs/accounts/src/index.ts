export { AccountQueries } from './account.queries.js';
export type { Refusal } from './applications.repository.js';
export type { OrganisationStatus } from './organisations.repository.js';
export { ORGANISATION_BESIDE, organisationBeside } from './organisation-beside.js';
export type {
  ApiToken,
  Application,
  ClosedGroup,
  GroupMembership,
  Invitation,
  Organisation,
  Person,
  VerifiedDomain,
  Viewer,
} from './account.queries.js';
export { AccountsModule } from './accounts.module.js';
export { DEMO_PASSWORD, demoAccounts } from './demo/demo-accounts.js';
export type { DemoAccount } from './demo/demo-accounts.js';
export type { ProofRecord } from './domains/domain-proof.js';
export { DomainResolver, SystemDomainResolver } from './domains/domain-resolver.js';
export { RequestLimits } from './guesses/request-limits.js';
export type { PublicRequestKind } from './guesses/request-limits.js';
export { IdentifyActor } from './identify-actor.js';
export type { Announce } from './identify-actor.js';
export { AccountMails } from './links/account-mails.js';
export type { AccountMail } from './links/account-mails.js';
export { OPERATOR } from './operator.js';
export type { Page, PageRequest } from './page.js';
export { SavedFilters } from './saved-filters.js';
export type { SavedFilter } from './saved-filters.js';
export { totpCode } from './second-factor/totp.js';
export type { NewSession } from './sessions/sessions.js';
export { AcceptInvitation } from './use-cases/accept-invitation.js';
export { AddGroupMember } from './use-cases/add-group-member.js';
export { ApplyForMembership } from './use-cases/apply-for-membership.js';
export { ChangePassword } from './use-cases/change-password.js';
export { ChangeRoles } from './use-cases/change-roles.js';
export { ConfirmRegistration } from './use-cases/confirm-registration.js';
export { ConfirmTotp } from './use-cases/confirm-totp.js';
export type { TotpConfirmed } from './use-cases/confirm-totp.js';
export { CreateApiToken } from './use-cases/create-api-token.js';
export type { CreatedToken } from './use-cases/create-api-token.js';
export { CreateGroup } from './use-cases/create-group.js';
export { CreateOrganisationByOperator } from './use-cases/create-organisation-by-operator.js';
export { CreatePersonByOperator } from './use-cases/create-person-by-operator.js';
export { CreateFeedAddress } from './use-cases/create-feed-address.js';
export { certificateFingerprint, isCertificateHint } from './tokens/client-certificate.js';
export { RegisterClientCertificate } from './use-cases/register-client-certificate.js';
export type { CreatedFeedAddress } from './use-cases/create-feed-address.js';
export { CreateTokenByOperator } from './use-cases/create-token-by-operator.js';
export { EnrolTotp } from './use-cases/enrol-totp.js';
export type { TotpEnrolment } from './use-cases/enrol-totp.js';
export { InvitePerson } from './use-cases/invite-person.js';
export { ListSessions } from './use-cases/list-sessions.js';
export type { SessionInfo } from './use-cases/list-sessions.js';
export { LookAtApplication } from './use-cases/look-at-application.js';
export type { ApplicationStanding, OrganisationNames, ProofAsked } from './use-cases/look-at-application.js';
export { PassSecondFactor } from './use-cases/pass-second-factor.js';
export { ProveDomain } from './use-cases/prove-domain.js';
export { ReconsiderApplication } from './use-cases/reconsider-application.js';
export { RegisterReader } from './use-cases/register-reader.js';
export { ReinstateOrganisation } from './use-cases/reinstate-organisation.js';
export { ReinstatePerson } from './use-cases/reinstate-person.js';
export { RemoveGroupMember } from './use-cases/remove-group-member.js';
export { RenewRecoveryCodes } from './use-cases/renew-recovery-codes.js';
export { RequestPasswordReset } from './use-cases/request-password-reset.js';
export { ResetPassword } from './use-cases/reset-password.js';
export { RevokeApiToken } from './use-cases/revoke-api-token.js';
export { RevokeOtherSessions } from './use-cases/revoke-other-sessions.js';
export { RevokeSession } from './use-cases/revoke-session.js';
export { SeedDemoAccounts } from './use-cases/seed-demo-accounts.js';
export { SignIn } from './use-cases/sign-in.js';
export type { SignedIn } from './use-cases/sign-in.js';
export { SignOut } from './use-cases/sign-out.js';
export { SuspendOrganisation } from './use-cases/suspend-organisation.js';
export { SuspendPerson } from './use-cases/suspend-person.js';
export { UpdateProfile } from './use-cases/update-profile.js';
export { VetOrganisation } from './use-cases/vet-organisation.js';
