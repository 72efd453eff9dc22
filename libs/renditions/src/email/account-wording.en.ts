import { linesOf } from './account-wording.js';
import type { AccountWording, FallenBack } from './account-wording.js';

const NOT_YOU = 'If you did not ask for this, you need not do anything.';

/** Why a webhook has not taken an urgent alert. */
const FALLBACK_CAUSES_EN: Readonly<Record<FallenBack['cause'], string>> = {
  late: 'no try has succeeded so far; it will be tried again.',
  given_up: 'it was given up; there will be no other try.',
  gone: 'the receiver answered 410 Gone, so the webhook is disabled.',
  disabled: 'the webhook was disabled after days of failure, so it was not tried.',
};

export const ACCOUNT_WORDING_EN: AccountWording = {
  invitation: ({ organisation, invitedBy, expiresAt }) => ({
    subject: 'You are invited to Harbourlight',
    paragraphs: [
      `${invitedBy} invites you to join ${organisation} on Harbourlight, where members receive and share cyber-security advisories.`,
      `The invitation is for you alone and can be accepted until ${expiresAt}.`,
      'If you do not know the sender, you need not do anything.',
    ],
    link: 'Accept the invitation',
  }),
  application_link: ({ organisation, expiresAt }) => ({
    subject: 'Your application for membership: the next step',
    paragraphs: [
      `${organisation} has applied for membership of Harbourlight, with this address as that of its applicant.`,
      `The link leads to the next step, which is to prove a domain of ${organisation}. It also tells where the application stands, and works until ${expiresAt}.`,
      NOT_YOU,
    ],
    link: 'Go on with the application',
  }),
  application_refused: ({ organisation, message }) => ({
    subject: 'Your application for membership was refused',
    paragraphs: [
      `The CERT has decided not to accept the application of ${organisation} for membership of Harbourlight. Its reason:`,
      ...linesOf(message),
      'Nobody has been given access. If the reason no longer holds, answer the CERT or apply again.',
    ],
    link: 'About membership',
  }),
  domain_proof: ({ domain, organisation, askedBy, askedByEmail, expiresAt }) => ({
    subject: `Does ${domain} belong to ${organisation}?`,
    paragraphs: [
      `${organisation} says that the domain ${domain} is its own. ${askedBy} (${askedByEmail}) asks for this in its name on Harbourlight, where members share cyber-security advisories.`,
      `Whoever opens the link and presses the button there proves that ${domain} belongs to ${organisation}: its people may then be trusted as those of ${domain}. Opening the link alone proves nothing. It works until ${expiresAt}.`,
      `If you know nothing of this, or ${domain} is not a domain of ${organisation}, do not press the button: nothing is proven then. Ask within your organisation first; if nobody there knows of it, tell the CERT, because somebody may be using your name.`,
    ],
    link: 'See what would be proven',
  }),
  email_confirmation: ({ expiresAt }) => ({
    subject: 'Confirm your email address',
    paragraphs: [`Please confirm that this address is yours. The link works until ${expiresAt}.`, NOT_YOU],
    link: 'Confirm this address',
  }),
  endpoint_confirmation: ({ organisation, expiresAt }) => ({
    subject: 'Confirm that alerts may be sent here',
    paragraphs: [
      organisation === undefined
        ? 'Somebody asked for cyber-security alerts to be sent to this address.'
        : `${organisation} asked for its cyber-security alerts to be sent to this address.`,
      `No alert is sent before you confirm. The link works until ${expiresAt}.`,
      NOT_YOU,
    ],
    link: 'Send alerts to this address',
  }),
  public_subscription_confirmation: ({ criteria, expiresAt }) => ({
    subject: 'Confirm your subscription',
    paragraphs: [
      criteria.length === 0
        ? 'You subscribed to all public advisories.'
        : `You subscribed to public advisories with: ${criteria.join(', ')}.`,
      `No advisory is sent before you confirm. The link works until ${expiresAt}.`,
      NOT_YOU,
    ],
    link: 'Confirm the subscription',
  }),
  password_reset: ({ expiresAt }) => ({
    subject: 'Set a new password',
    paragraphs: [
      `A new password was asked for. The link works once, until ${expiresAt}. Your second factor stays as it is.`,
      'If it was not you, leave your password as it is and tell your administrator.',
    ],
    link: 'Set a new password',
  }),
  webhook_disabled_notice: ({ stage, endpoint, failingSince, lastError }) => ({
    subject: {
      failing_for_1_hour: 'A webhook has failed for an hour',
      failing_for_24_hours: 'A webhook has failed for a day',
      disabled: 'A webhook has been disabled',
    }[stage],
    paragraphs: [
      `No alert has reached the webhook ${endpoint} since ${failingSince}.`,
      ...(lastError === undefined ? [] : [`The last error was: ${lastError}`]),
      stage === 'disabled'
        ? 'It is disabled now and no alert will be tried. After repairing it, enable it and replay what it missed.'
        : 'Every alert is tried again on a schedule. A webhook that fails for five days is disabled.',
    ],
    link: 'See the deliveries',
  }),
  key_expiry_warning: ({ fingerprint, expiresAt, daysLeft }) => ({
    subject: daysLeft > 0 ? 'Your encryption key expires soon' : 'Your encryption key has expired',
    paragraphs: [
      `The OpenPGP key ${fingerprint} ${daysLeft > 0 ? 'expires' : 'expired'} on ${expiresAt}.`,
      'Without a valid key, alerts above TLP:GREEN come as a notice without content.',
    ],
    link: 'Upload a new key',
  }),
  suppression_notice: ({ address, reason }) => ({
    subject: 'Alerts to an address have stopped',
    paragraphs: [
      reason === 'bounced'
        ? `The mail server of ${address} refuses our mail, so alerts to it have stopped.`
        : `An alert to ${address} was reported as unwanted, so alerts to it have stopped.`,
      'Until this is resolved, its reader learns of new advisories only by signing in.',
    ],
    link: 'Check the address',
  }),
  openpgp_key_notice: ({ address, fingerprint, usableAt }) => ({
    subject: 'An encryption key was added for this address',
    paragraphs: [
      `The OpenPGP key ${fingerprint} was given for alerts to ${address}.`,
      `From ${usableAt} on, alerts above TLP:GREEN are encrypted to it. Until then they come as a notice without content.`,
      'If this is not your key, remove it before then and ask your administrator who added it.',
    ],
    link: 'See the key',
  }),
  urgent_fallback: ({ webhooks, more }) => ({
    subject: webhooks.length + more === 1 ? 'Urgent alert, webhook failed' : 'Urgent alert, webhooks failed',
    paragraphs: [
      'An urgent alert has not reached these webhooks:',
      ...webhooks.map(({ endpoint, cause }) => `${endpoint}: ${FALLBACK_CAUSES_EN[cause]}`),
      ...(more === 0 ? [] : [`and ${more} more; the delivery log names them.`]),
      'Please sign in to read the alert now.',
    ],
    link: 'Sign in to read',
  }),
  incident_notice: ({ reference }) => ({
    subject: 'A new incident report',
    paragraphs: [`Somebody has reported an incident. Its reference is ${reference}.`, 'Please sign in with your second factor to read it.'],
    link: 'Open the incident reports',
  }),
  incident_received: ({ reference }) => ({
    subject: 'We have received your report',
    paragraphs: [
      `Thank you. The reference of your report is ${reference}. Please keep it and name it when you write or call.`,
      'We read your report and contact you if we can help or have a question. Keep what could be evidence and change nothing on it.',
      'If you did not report anything, you need not do anything.',
    ],
    link: 'What to do now',
  }),
  release_refused: ({ trackingId }) => ({
    subject: 'A scheduled advisory was not published',
    paragraphs: [
      `${trackingId} was to be published at its set time, and was not: it is under review again, and nobody was alerted.`,
      'The page says why. A reviewer can publish it now, or set another time.',
    ],
    link: 'See the advisory',
  }),
  sign_in_notice: ({ at, device, address }) => ({
    subject: 'New sign-in to your account',
    paragraphs: [
      `Your account was signed in to at ${at} from ${address} with ${device}.`,
      'If it was not you, end that session and set a new password now.',
    ],
    link: 'See your sessions',
  }),
};
