/** The room of everybody who sees a conversation as its visitor. */
export const visitorRoom = (conversation: string) => `visitor:${conversation}`;
/** Every console. */
export const CONSOLES = 'consoles';
/** The consoles of one agent. */
export const agentRoom = (agent: string) => `agent:${agent}`;
/** The consoles that have a conversation open. */
export const watchRoom = (conversation: string) => `watch:${conversation}`;
