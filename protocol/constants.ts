/** Import-free, so that browsers may load it. Times are in milliseconds, lengths in UTF-16 code units. */

/** Raised when the meaning of a message changes; adding is free. */
export const PROTOCOL_VERSION = 1;
/** The oldest widget that is still served, as pages keep theirs open over an update; an older one is told to reload. */
export const OLDEST_PROTOCOL_VERSION = PROTOCOL_VERSION - 1;

/** What stands in place of something that must not be shown. */
export const MASK = '•••';

export const MAX_TEXT_LENGTH = 4_000;
/** Up to here a text that is being typed is looked at for suggestions; whoever writes more tells a story. */
export const MAX_SUGGEST_LENGTH = 120;
/** Largest packet that the server reads; engine.io closes the connection above it. */
export const MAX_PACKET_BYTES = 64 * 1024;
/** Events in one answer of a sync; the client asks again until `more` is false. */
export const SYNC_PAGE = 200;
/** How often the server tells every open conversation its last seq, so that lost hints heal. */
export const HEARTBEAT_MS = 15_000;
/** Engine.io's ping; with the time-out a half-open link is noticed in at most 35 s. */
export const PING_INTERVAL_MS = 20_000;
export const PING_TIMEOUT_MS = 15_000;
/** How long a client waits for an acknowledgement before it sends the same message again. */
export const ACK_TIMEOUT_MS = 8_000;
