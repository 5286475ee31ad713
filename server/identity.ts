import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { ProvedIdentity } from '../protocol/visitor-facts.ts';
import { StartupError } from './startup-error.ts';

/** How long before its end a token may have been made, and for how long it may be shown, in seconds. */
const LONGEST_LIFE_S = 5 * 60;
/** By how much the clocks of portal and desk may differ, in seconds. */
const TOLERANCE_S = 10;
const LEAST_SECRET_BYTES = 32;

/** The portal's key, with the one algorithm that fits it. */
export interface IdentityKey {
  readonly key: KeyObject;
  readonly algorithm: 'HS256' | 'ES256' | 'EdDSA';
}

/** A token that holds: whom it proves, and the id by which it counts once. */
export interface VerifiedIdentity {
  readonly identity: ProvedIdentity;
  readonly tokenId: string;
  /** UTC ms after which the token counts no more anyway. */
  readonly expiresAt: number;
}

const Claims = z.object({
  sub: z.string().min(1).max(200),
  jti: z.string().min(8).max(200),
  exp: z.number(),
  iat: z.number(),
  name: z.string().trim().min(1).max(200).optional(),
  email: z.string().trim().min(3).max(254).optional(),
});

/**
 * Reads the key with which the portal signs: a PEM public key (P-256 for ES256, Ed25519 for EdDSA), or a secret of at
 * least 32 bytes in base64url (HS256).
 * @throws StartupError when it is none of these
 */
export function readIdentityKey(given: string): IdentityKey {
  const pem = given.replaceAll('\\n', '\n').trim();
  if (pem.startsWith('-----BEGIN PUBLIC KEY-----')) return readPublicKey(pem);
  const secret = Buffer.from(given, 'base64url');
  if (secret.length >= LEAST_SECRET_BYTES && /^[\w-]+=*$/.test(given))
    return { key: createSecretKey(secret), algorithm: 'HS256' };
  throw unusable();
}

function readPublicKey(pem: string): IdentityKey {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return { key, algorithm: 'EdDSA' };
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return { key, algorithm: 'ES256' };
  } catch {
    // Says the same as a key of another kind.
  }
  throw unusable();
}

function unusable(): StartupError {
  return new StartupError(
    'IDENTITY_KEY is no key of a portal.',
    'Give a PEM public key (P-256 or Ed25519), or at least 32 random bytes in base64url.',
  );
}

/**
 * Verifies what the portal says about its visitor: signature with the one algorithm of the key, audience, age of at
 * most five minutes, a subject and an id. Whether the id was used before is for the store to say.
 * @param now UTC ms
 * @returns undefined when anything is not as it must be; the reason is nobody's business outside
 */
export async function verifyIdentity(
  token: string,
  { key, algorithm }: IdentityKey,
  audience: string,
  now: number,
): Promise<VerifiedIdentity | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience,
      currentDate: new Date(now),
      clockTolerance: TOLERANCE_S,
      maxTokenAge: LONGEST_LIFE_S,
      requiredClaims: ['exp', 'iat', 'sub', 'jti'],
    });
    const claims = Claims.safeParse(payload);
    if (!claims.success || claims.data.exp - claims.data.iat > LONGEST_LIFE_S) return undefined;
    return verified(claims.data);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function verified({ sub, jti, exp, name, email }: z.infer<typeof Claims>): VerifiedIdentity | undefined {
  const identity = ProvedIdentity.safeParse({
    subject: sub,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
  });
  if (!identity.success) return undefined;
  return { identity: identity.data, tokenId: jti, expiresAt: (exp + TOLERANCE_S) * 1000 };
}
