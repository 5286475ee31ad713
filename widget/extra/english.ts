import type { Texts } from '../texts.ts';

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
  endShort: 'End',
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

  privacy:
    'You are talking to a digital assistant. If you bring in a person, they can read the whole chat. ' +
    'While you type we already look for answers; only what you send is stored. ' +
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

  sending: 'Sending …',
  waiting: 'Will be sent once you are connected.',
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
    blocked:
      'Our customer service has ended this chat and will not take a new one from here for now. You can still reach us by phone.',
    'not-allowed': 'This is not possible right now. Please reload the page.',
    'bad-request': 'We could not process that. Please check what you entered.',
    unavailable: 'Our service cannot be reached right now. Please try again in a moment.',
    internal: 'Something went wrong on our side. Please try again.',
  },
  reference: (ref) => ` (reference ${ref})`,
};
