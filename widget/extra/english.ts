import type { Texts } from '../texts.ts';
import type { ExtraTexts } from './texts.ts';

/** The window's labels in English. What the assistant says stays German, and the window says so. */
export const english: Texts = {
  language: 'en',
  locale: 'en-GB',
  title: 'Digital assistant',
  assistant: 'Digital assistant',
  you: 'You',
  log: 'Chat history',
  close: 'Close window',
  more: 'More options',
  end: 'End chat',
  newTab: 'opens in a new tab',

  status: {
    connecting: 'Connecting …',
    assistant: 'Answers automatically, in German',
    queue: 'In the queue',
    agent: 'from customer service',
    closed: 'Chat ended',
  },
  lineDown: 'The connection was lost. We are reconnecting you …',
  lineBack: 'You are connected again.',
  outdated: 'This chat window is out of date. Please reload the page; your chat will be kept.',
  reload: 'Reload page',
  anew: 'Your earlier chat is no longer available, so a new one begins here.',
  hide: 'Hide notice',

  privacy: (days) =>
    'Our customer service answers here. As you type we already look for answers; ' +
    `your text is stored only when you send it${days ? `, for at most ${days} days` : ''}. ` +
    'If you bring in a person, they see the whole chat and which page you are on. ' +
    'Please do not enter health or bank details.',
  privacyLink: 'Privacy',
  answersGerman: 'The assistant understands and answers in German only.',
  otherZone: 'Times in the chat are your local time; our service hours are German time.',

  topicHint: 'Possible answers',
  chosen: 'chosen',
  updated: (day) => `As of ${day}`,
  helpful: 'Was this helpful?',
  yes: 'Yes',
  no: 'No',
  thanks: 'Thank you for your feedback.',
  undo: 'Undo',
  masked: 'Personal details were blanked out.',
  maskedLive: 'Seen only by the person in this chat.',

  sending: 'Sending …',
  waiting: 'Will be sent once you are connected.',
  delayed: 'Our service has a problem right now. Your message will be sent once it works again.',
  sent: 'Sent',
  failed: 'Not sent.',
  retry: 'Send again',
  discard: 'Discard',

  writing: (name) => `${name} is typing …`,
  searching: 'The assistant is looking for the answer …',
  newest: 'To the latest messages',

  input: 'Your message',
  placeholder: 'Your question in German …',
  placeholderAgent: 'Your message …',
  send: 'Send',
  length: (length, most) => `${length} of ${most} characters`,
  tooLong: (over) => `Please shorten your message by ${over} characters.`,
  noFiles: 'Pictures and files cannot be sent here. Please describe your request in words.',

  human: 'Talk to a person',
  leaveMessage: 'Leave a message',
  backAt: (opening) => `Our customer service is back: ${opening}.`,
  queueNext: 'You are next.',
  queuePlace: (place) => `You are number ${place} in the queue.`,
  queueWait: (from, to) => {
    const minutes = to === 1 ? '1\u00a0minute' : `${to}\u00a0minutes`;
    if (from === to) return `Expected wait: about ${minutes}.`;
    return from === 0 ? `Expected wait: at most ${minutes}.` : `Expected wait: ${from} to ${minutes}.`;
  },
  queueMeanwhile: 'Until then the assistant keeps answering.',
  leaveQueue: 'Leave the queue',

  owner: {
    joined: (name) => `${name} is now in the chat`,
    waiting: 'You are waiting for a person',
    waitingAgain: 'You are waiting for a person again',
    left: (name) => `The chat with ${name} has ended`,
    assistant: 'You are no longer waiting for a person',
  },
  someone: 'Customer service',

  loading: 'One moment …',
  notLoaded: 'This could not be loaded. Please try again.',
  back: 'Back to the chat',
  sendingForm: 'Your message is being sent …',
  unfiled: 'Your message could not be sent.',
  reopen: 'Edit message',
  filed: (reference) => `Message ${reference} left`,

  ended: {
    visitor: 'You ended the chat',
    idle: 'The chat was ended because nothing was written for a long time',
    misuse: 'Customer service ended the chat',
  },
  anewButton: 'Start a new chat',

  announce: {
    choices: (count) => (count === 1 ? '1 possible answer.' : `${count} possible answers.`),
    several: (count) => `${count} new messages.`,
    whileClosed: 'New message in the chat.',
  },

  refused: {
    'too-long': 'The message is too long. Please shorten it or send it in two parts.',
    'slow-down': 'That was a lot at once. You can go on in a few seconds.',
    stale: 'This is no longer possible because the chat has moved on.',
    closed: 'This chat has already ended. Please start a new one.',
    blocked: 'Our customer service has ended this chat and will not take a new one from here for now.',
    unidentified: 'Please sign in to the customer portal. Then you can chat here.',
    'not-allowed': 'This is not possible right now. Please reload the page.',
    'bad-request': 'We could not process that. Please check what you entered.',
    unavailable: 'Our service cannot be reached right now. Please try again in a moment.',
    internal: 'Something went wrong on our side. Please try again.',
  },
  byPhone: (phone) => ` You can call us on ${phone}.`,
  reference: (ref) => ` (reference ${ref})`,
};

/** The labels of what is loaded later. */
export const englishExtra: ExtraTexts = {
  rate: {
    ask: 'How satisfied were you with the chat?',
    askAbout: (name) => `How satisfied were you with the chat with ${name}?`,
    optional: 'Optional. 1 star means not at all, 5 stars mean very satisfied.',
    star: (stars) => (stars === 1 ? '1 star' : `${stars} stars`),
    send: 'Send rating',
    missing: 'Please choose 1 to 5 stars first.',
    thanks: (stars) => `Your rating: ${stars} of 5 stars. Thank you.`,
  },

  form: {
    intro:
      'Tell us what it is about, in German if you can. Our customer service also reads this chat and will get back to you.',
    text: 'Your request',
    contact: 'How can we reach you?',
    contactHint: 'One of the two is enough.',
    email: 'E-mail address',
    emailHint: 'e.g. name@example.com',
    phone: 'Phone number',
    phoneHint: 'e.g. 089 1234567',
    submit: 'Send message',
    errors: {
      text: 'Please write what it is about.',
      tooLong: (most) => `Please shorten the text to at most ${most} characters.`,
      contact: 'Please give an e-mail address or a phone number.',
      email: 'This e-mail address is not complete. It looks like name@example.com.',
      phone: 'We cannot read this phone number. Please write it like 089 1234567.',
    },
    filed: 'Your message has arrived',
    reference: 'Number',
    answerBy: 'Answer by',
    keep: 'Please note the number in case you have questions.',
  },

  end: {
    ask: 'End chat?',
    explain: 'You can no longer reply afterwards, but you can start a new chat at any time.',
    explainQueue: 'You will give up your place in the queue.',
    confirm: 'End chat',
    cancel: 'Keep chatting',
  },

  menu: {
    save: 'Save chat as text',
    print: 'Print chat',
    data: 'Your data',
    sound: 'Sound for new messages',
    on: 'on',
    off: 'off',
    imprint: 'Legal notice',
    accessibility: 'Accessibility',
  },

  transcript: {
    title: (title) => `Chat history – ${title}`,
    file: 'chat',
  },

  suggest: {
    label: 'Do you mean this?',
    found: (count) =>
      count === 1
        ? '1 matching answer, choose with the arrow key.'
        : `${count} matching answers, choose with the arrow keys.`,
  },
};
