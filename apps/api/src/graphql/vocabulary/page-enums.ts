import { stateEnum } from './enums.js';

export const GuidanceAudienceEnum = stateEnum('GuidanceAudience', 'Whom an article of guidance is written for.', {
  general: 'Everybody.',
  small_business: 'Small businesses.',
  students: 'Students.',
  it_staff: 'IT staff.',
});

export const GuidanceTopicEnum = stateEnum('GuidanceTopic', 'What an article of guidance is about.', {
  accounts: 'Accounts and passwords.',
  scams: 'Scams.',
  devices: 'Computers and phones.',
  data: 'Data and backups.',
  networks: 'Networks.',
  websites: 'Web sites.',
  incidents: 'What to do when something happened.',
  operations: 'Running IT.',
});

export const GuidanceCostEnum = stateEnum('GuidanceCost', 'What following an article costs.', {
  free: 'Nothing.',
  low: 'Little, such as a USB disk.',
  paid: 'A service that has to be paid for.',
});

export const GuidanceStateEnum = stateEnum('GuidanceState', 'Where an article of guidance stands.', {
  draft: 'Being written.',
  in_review: 'Waiting for a reviewer who did not write it.',
  published: 'Public.',
  withdrawn: 'Taken back; its text gives way to the notice.',
  discarded: 'Given up before it was published.',
});

export const GuidanceTargetEnum = stateEnum('GuidanceTargetKind', 'What a link of an article leads to.', {
  article: 'Another article, by its slug.',
  page: 'A page of the portal, by its name.',
  step: 'A group of steps of the same article, by its number from 1.',
  external: 'An address elsewhere.',
});

export const HealthCheckAnswerEnum = stateEnum('HealthCheckAnswer', 'An answer to a question of a health check.', {
  yes: 'Yes.',
  no: 'No.',
  dont_know: "Don't know; counts as no.",
  does_not_apply: 'Does not apply; left out of the sum.',
});

export const HealthCheckPriorityEnum = stateEnum('HealthCheckPriority', 'How soon a step of a health check should be taken.', {
  now: 'Today.',
  soon: 'This week.',
  later: 'This month.',
  keep: 'Good already: keep it so.',
});

export const IncidentStateEnum = stateEnum('IncidentState', 'Where a report of an incident stands.', {
  received: 'Came in; nobody works on it yet.',
  in_work: 'The desk works on it.',
  closed: 'Done.',
});

export const IncidentClassEnum = stateEnum('IncidentClass', 'What happened, by the Reference Security Incident Taxonomy (RSIT, ENISA).', {
  fraud: 'Fraud.',
  intrusions: 'Intrusions.',
  'malicious-code': 'Malicious code.',
  'information-content-security': 'Information content security.',
  availability: 'Availability.',
  'intrusion-attempts': 'Intrusion attempts.',
  'information-gathering': 'Information gathering.',
  'abusive-content': 'Abusive content.',
  vulnerable: 'Vulnerable.',
  other: 'Other.',
});

export const ReporterEnum = stateEnum('IncidentReporter', 'Who reports an incident.', {
  person: 'A person.',
  small_business: 'A small business.',
  organisation: 'Another organisation.',
  critical_infrastructure: 'An operator of critical infrastructure, with legal duties to report.',
});

export const AcknowledgementEnum = stateEnum('AcknowledgementStatus', 'What an organisation did about an advisory.', {
  read: 'Read it.',
  fixed: 'Did what was to be done.',
  not_affected: 'Is not affected.',
});

export const DeskChangeEnum = stateEnum('DeskChangeKind', 'What sort of thing changed on the desk.', {
  advisory: 'A draft, a step of its review, a release, a withdrawal.',
  comment: 'A comment on an advisory.',
  guidance: 'An article of guidance, in work or published.',
  import: 'A document was imported, or a run of a source moved on.',
  incident_report: 'A report of an incident, or a note on one.',
  application: 'An application for membership.',
  delivery: 'Alerts to be sent, alerts given up, sending paused or resumed.',
});
