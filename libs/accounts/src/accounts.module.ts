import { AuditModule } from '#libs/audit';
import { OutboxModule } from '#libs/outbox';
import { Module } from '@nestjs/common';
import { AccountQueries } from './account.queries.js';
import { ApplicationsRepository } from './applications.repository.js';
import { DomainResolver, SystemDomainResolver } from './domains/domain-resolver.js';
import { GroupsRepository } from './groups.repository.js';
import { GuessLimits } from './guesses/guess-limits.js';
import { RequestLimits } from './guesses/request-limits.js';
import { KnownDevices } from './guesses/known-device.js';
import { IdentifyActor } from './identify-actor.js';
import { AccountMails } from './links/account-mails.js';
import { ApplicationAnswers } from './application-answers.js';
import { EmailLinks } from './links/email-links.js';
import { ProofLinks } from './links/proof-links.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { NewPassword } from './password/new-password.js';
import { PasswordHasher } from './password/password-hasher.js';
import { PasswordReset } from './password/password-reset.js';
import { PeopleRepository } from './people.repository.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { SavedFilters } from './saved-filters.js';
import { PasswordCheck } from './sessions/password-check.js';
import { SecondFactorCheck } from './sessions/second-factor-check.js';
import { Sessions } from './sessions/sessions.js';
import { AcceptInvitation } from './use-cases/accept-invitation.js';
import { AddGroupMember } from './use-cases/add-group-member.js';
import { ApplyForMembership } from './use-cases/apply-for-membership.js';
import { ChangePassword } from './use-cases/change-password.js';
import { ChangeRoles } from './use-cases/change-roles.js';
import { ConfirmRegistration } from './use-cases/confirm-registration.js';
import { ConfirmTotp } from './use-cases/confirm-totp.js';
import { CreateApiToken } from './use-cases/create-api-token.js';
import { CreateFeedAddress } from './use-cases/create-feed-address.js';
import { RegisterClientCertificate } from './use-cases/register-client-certificate.js';
import { CreateGroup } from './use-cases/create-group.js';
import { CreateOrganisationByOperator } from './use-cases/create-organisation-by-operator.js';
import { AccountSecrets, CreatePersonByOperator } from './use-cases/create-person-by-operator.js';
import { CreateTokenByOperator } from './use-cases/create-token-by-operator.js';
import { EnrolTotp } from './use-cases/enrol-totp.js';
import { InvitePerson } from './use-cases/invite-person.js';
import { ListSessions } from './use-cases/list-sessions.js';
import { LookAtApplication } from './use-cases/look-at-application.js';
import { PassSecondFactor } from './use-cases/pass-second-factor.js';
import { ProveDomain } from './use-cases/prove-domain.js';
import { ReconsiderApplication } from './use-cases/reconsider-application.js';
import { RegisterReader } from './use-cases/register-reader.js';
import { ReinstateOrganisation } from './use-cases/reinstate-organisation.js';
import { ReinstatePerson } from './use-cases/reinstate-person.js';
import { RemoveGroupMember } from './use-cases/remove-group-member.js';
import { RenewRecoveryCodes } from './use-cases/renew-recovery-codes.js';
import { RequestPasswordReset } from './use-cases/request-password-reset.js';
import { ResetPassword } from './use-cases/reset-password.js';
import { RevokeApiToken } from './use-cases/revoke-api-token.js';
import { RevokeOtherSessions } from './use-cases/revoke-other-sessions.js';
import { RevokeSession } from './use-cases/revoke-session.js';
import { SeedDemoAccounts } from './use-cases/seed-demo-accounts.js';
import { SignIn } from './use-cases/sign-in.js';
import { SignOut } from './use-cases/sign-out.js';
import { SuspendOrganisation } from './use-cases/suspend-organisation.js';
import { SuspendPerson } from './use-cases/suspend-person.js';
import { UpdateProfile } from './use-cases/update-profile.js';
import { VetOrganisation } from './use-cases/vet-organisation.js';

const USE_CASES = [
  AcceptInvitation,
  AddGroupMember,
  ApplyForMembership,
  ChangePassword,
  ChangeRoles,
  ConfirmRegistration,
  ConfirmTotp,
  CreateApiToken,
  CreateFeedAddress,
  RegisterClientCertificate,
  CreateGroup,
  CreateOrganisationByOperator,
  CreatePersonByOperator,
  CreateTokenByOperator,
  EnrolTotp,
  InvitePerson,
  ListSessions,
  LookAtApplication,
  PassSecondFactor,
  ApplicationAnswers,
  ProofLinks,
  ProveDomain,
  ReconsiderApplication,
  RegisterReader,
  ReinstateOrganisation,
  ReinstatePerson,
  RemoveGroupMember,
  RenewRecoveryCodes,
  RequestPasswordReset,
  ResetPassword,
  RevokeApiToken,
  RevokeOtherSessions,
  RevokeSession,
  SeedDemoAccounts,
  SignIn,
  SignOut,
  SuspendOrganisation,
  SuspendPerson,
  UpdateProfile,
  VetOrganisation,
];
const FRONT_DOOR = [...USE_CASES, AccountQueries, AccountMails, IdentifyActor, RequestLimits, SavedFilters];

/** People, organisations, groups, sessions, tokens and second factors. */
@Module({
  imports: [AuditModule, OutboxModule],
  providers: [
    ...FRONT_DOOR,
    AccountSecrets,
    ApplicationsRepository,
    EmailLinks,
    GroupsRepository,
    GuessLimits,
    KnownDevices,
    NewPassword,
    OrganisationsRepository,
    PasswordCheck,
    PasswordHasher,
    PasswordReset,
    PeopleRepository,
    SecondFactorCheck,
    SecondFactors,
    Sessions,
    { provide: DomainResolver, useClass: SystemDomainResolver },
  ],
  exports: FRONT_DOOR,
})
export class AccountsModule {}
