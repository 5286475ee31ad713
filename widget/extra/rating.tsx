import type { TargetedSubmitEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Item } from '../items.ts';
import { icon } from '../view/icons.tsx';
import type { ItemContext } from '../view/message.tsx';
import { extraTexts as texts } from './texts.ts';

const StarIcon = icon('m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8Z');

const STARS = [1, 2, 3, 4, 5];

export interface RatingProps {
  readonly item: Extract<Item, { kind: 'rating' }>;
  readonly context: ItemContext;
}

/** Asks after a chat with a human how it was. Nobody has to answer. */
export function Rating({ item, context }: RatingProps): VNode {
  const [chosen, choose] = useState(0);
  const [missing, setMissing] = useState(false);
  if (item.stars !== undefined) return <p class="line">{texts.rate.thanks(item.stars)}</p>;
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(chosen === 0);
    if (chosen === 0) return;
    context.session.rateChat(chosen);
    context.onDone();
  };
  return (
    <form class="card" onSubmit={submit}>
      <fieldset class="stars" aria-describedby="stars-hint">
        <legend>{item.name ? texts.rate.askAbout(item.name) : texts.rate.ask}</legend>
        <div class="row">
          {STARS.map((stars) => (
            <label key={stars} class={stars <= chosen ? 'on' : ''} title={texts.rate.star(stars)}>
              <input
                type="radio"
                name="stars"
                aria-label={texts.rate.star(stars)}
                checked={stars === chosen}
                onChange={() => choose(stars)}
              />
              <StarIcon />
            </label>
          ))}
        </div>
      </fieldset>
      <p id="stars-hint" class={missing && chosen === 0 ? 'wrong' : 'soft'} role="status">
        {missing && chosen === 0 ? texts.rate.missing : texts.rate.optional}
      </p>
      <button type="submit" class="plain">
        {texts.rate.send}
      </button>
    </form>
  );
}
