import { z } from 'zod';

const Line = z.string().trim().min(1).max(200);

/** What the host page says about its visitor. Nobody proved it: the console marks it "unbestätigt". */
export const VisitorClaims = z.strictObject({
  name: Line.optional(),
  email: z.string().trim().max(254).optional(),
  /** Up to 20 lines that the portal wants an agent to see, such as the contract's kind. */
  data: z
    .record(z.string().min(1).max(40), Line)
    .refine((data) => Object.keys(data).length <= 20)
    .optional(),
  /** Address of the page that the visitor looks at, without its query string and fragment, and its title. */
  page: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }).max(500), title: z.string().max(200) })
    .optional(),
  language: z.enum(['de', 'en']).optional(),
});
export type VisitorClaims = z.infer<typeof VisitorClaims>;

/** Who the portal proved the visitor to be, by a token that it signed. */
export const ProvedIdentity = z.strictObject({
  subject: z.string().min(1).max(200),
  name: Line.optional(),
  email: z.string().max(254).optional(),
});
export type ProvedIdentity = z.infer<typeof ProvedIdentity>;

/** What agents see of a visitor: the claims, and apart from them what was proved. */
export const VisitorFacts = z.strictObject({
  claims: VisitorClaims,
  proved: ProvedIdentity.optional(),
});
export type VisitorFacts = z.infer<typeof VisitorFacts>;
