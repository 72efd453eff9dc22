import type { PageWording } from './page-wording.js';

export const ENGLISH: PageWording = {
  actions: {
    'confirm-endpoint': {
      title: 'Confirm your alert address',
      text: 'Press the button to receive Harbourlight alerts at this email address.',
      button: 'Confirm',
      done: 'Your address is confirmed. Alerts will be sent to it.',
    },
    'confirm-subscription': {
      title: 'Confirm your subscription',
      text: 'Press the button to receive public Harbourlight alerts by email. You can unsubscribe at any time.',
      button: 'Subscribe',
      done: 'You are subscribed. Every mail holds a link to unsubscribe.',
    },
    unsubscribe: {
      title: 'Unsubscribe',
      text: 'Press the button to receive no more mails like the one that led here.',
      button: 'Unsubscribe',
      done: 'You are unsubscribed. What brought you that mail brings no more to this address.',
    },
    'confirm-registration': {
      title: 'Finish your registration',
      text: 'Choose a password of at least 15 characters.',
      button: 'Register',
      done: 'Your account is ready. You can sign in now.',
    },
    'continue-application': {
      title: 'Continue your application',
      text: 'Prove that a domain belongs to your organisation: a link is sent to one of its role addresses. The CERT decides afterwards.',
      button: 'Send the link',
      done: 'A link is on its way to that address.',
    },
    'accept-invitation': {
      title: 'Accept your invitation',
      text: 'Give your name and choose a password of at least 15 characters.',
      button: 'Accept',
      done: 'Your account is ready. You can sign in now.',
    },
    'reset-password': {
      title: 'Choose a new password',
      text: 'Choose a new password of at least 15 characters. You will be signed out everywhere.',
      button: 'Change the password',
      done: 'Your password is changed. You can sign in with it now.',
    },
    'prove-domain': {
      title: 'Prove your domain',
      text: 'Press the button to confirm that your organisation controls this domain.',
      button: 'Confirm',
      done: 'The domain is proven.',
    },
  },
  proof: ({ domain, organisation, askedBy, askedByEmail }) =>
    `${askedBy} (${askedByEmail}) asks for this. Pressing the button proves that the domain ${domain} belongs to ${organisation} on Harbourlight. If you know nothing of it, do not press it, ask within your organisation, and tell the CERT if nobody there knows either.`,
  fields: { name: 'Your name', password: 'Password', domain: 'Domain, as in example.org', mailbox: 'Role address: the part before the @' },
  notGood: 'This link was used already, has expired or is not complete.',
  refused: 'This was not accepted:',
  tryLater: 'This is not possible at the moment. Try again in a few minutes.',
};
