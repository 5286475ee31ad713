import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import { addressKey, isLoopback } from '../addresses.ts';
import { Bucket, Buckets, type Rate } from '../limits.ts';
import { RequestError } from '../request-error.ts';

/** All asks of a socket together, before anything is looked at. */
const SOCKET_RATE: Rate = { burst: 60, perSecond: 20 };
/** Sockets that one person uses at a time: what all of them may ask together is this many times what one may. */
const TABS = 3;
/** Refusals after which a socket that does not heed them is cut off. */
const REFUSALS: Rate = { burst: 300, perSecond: 5 };

/** What all sockets of an address may ask together: each of them once a second, if there are that many. */
const addressRate = (sockets: number): Rate => ({ burst: 4 * sockets, perSecond: sockets });

/** Letters that a visitor may say: three of the longest messages at once, then as fast as nobody types. */
const LETTERS: Rate = { burst: 3 * MAX_TEXT_LENGTH, perSecond: 200 };

/** Letters that all visitors of an address may say together: to understand them costs far more than to ask. */
const addressLetters = (sockets: number): Rate => ({
  burst: LETTERS.burst + 32 * sockets,
  perSecond: LETTERS.perSecond + 4 * sockets,
});

/** What is said, and what is only being typed: nobody is kept from saying what was suggested for. */
export type Wording = 'said' | 'typed';

/** What persons and addresses may ask, over all their sockets at this process. */
export class SharedLimits {
  readonly #addresses: Buckets;
  readonly #persons = new Map<string, Buckets>();
  readonly #letters: Readonly<Record<Wording, Buckets>>;
  readonly #addressLetters: Readonly<Record<Wording, Buckets>>;

  /** @param socketsPerAddress Sockets that one address may have open. */
  constructor(socketsPerAddress: number) {
    this.#addresses = new Buckets(addressRate(socketsPerAddress));
    const address = addressLetters(socketsPerAddress);
    this.#letters = { said: new Buckets(LETTERS), typed: new Buckets(LETTERS) };
    this.#addressLetters = { said: new Buckets(address), typed: new Buckets(address) };
  }

  /** Whether words of a visitor of this length may be looked at now. */
  takeLetters(wording: Wording, address: string, person: string, letters: number, now: number): boolean {
    return (
      this.#letters[wording].take(person, now, letters) &&
      (isLoopback(address) || this.#addressLetters[wording].take(addressKey(address), now, letters))
    );
  }

  takeForAddress(address: string, now: number): boolean {
    return isLoopback(address) || this.#addresses.take(addressKey(address), now);
  }

  /** @param ask Its namespace and name. */
  takeForPerson(ask: string, person: string, { burst, perSecond }: Rate, now: number): boolean {
    const buckets =
      this.#persons.get(ask) ?? new Buckets({ burst: TABS * burst, perSecond: TABS * perSecond });
    this.#persons.set(ask, buckets);
    return buckets.take(person, now);
  }
}

/** Who asks on a socket. */
export interface Asker {
  readonly namespace: string;
  readonly address: string;
  /** The conversation or agent that the socket speaks for; undefined while it speaks for nobody. */
  readonly person: () => string | undefined;
}

/** What one socket may ask. */
export class SocketLimits {
  readonly #all: Bucket;
  readonly #refusals: Bucket;
  readonly #asks = new Map<string, Bucket>();
  readonly #asker: Asker;
  readonly #shared: SharedLimits;
  readonly #now: () => number;

  constructor(asker: Asker, shared: SharedLimits, now: () => number) {
    this.#asker = asker;
    this.#shared = shared;
    this.#now = now;
    this.#all = new Bucket(SOCKET_RATE, now());
    this.#refusals = new Bucket(REFUSALS, now());
  }

  /**
   * @param name Of a known ask, with its rate; left out for one that does not exist.
   * @throws RequestError `slow-down`
   */
  admit(name?: string, rate?: Rate): void {
    const now = this.#now();
    const admitted =
      this.#all.take(now) &&
      this.#shared.takeForAddress(this.#asker.address, now) &&
      (name === undefined || rate === undefined || this.#admitAsk(name, rate, now));
    if (!admitted) throw new RequestError('slow-down');
  }

  #admitAsk(name: string, rate: Rate, now: number): boolean {
    const own = this.#asks.get(name) ?? new Bucket(rate, now);
    this.#asks.set(name, own);
    if (!own.take(now)) return false;
    const { namespace, person } = this.#asker;
    const who = person();
    return who === undefined || this.#shared.takeForPerson(`${namespace} ${name}`, who, rate, now);
  }

  /** Notes a refusal for haste. @returns Whether the socket may stay. */
  bears(): boolean {
    return this.#refusals.take(this.#now());
  }
}
