import type { Block } from '../../protocol/desk.ts';
import { texts } from '../texts.ts';
import { shortMoment } from '../time.ts';
import { useAttempt, useWorld } from './context.tsx';
import { Button, LoadProblem, Problem } from './parts.tsx';
import { useLoaded } from './use-loaded.ts';

/** Visitors who are kept out for now. */
export function Blocks() {
  const { team } = texts;
  const blocks = useLoaded('blocks:list', {});
  return (
    <section aria-labelledby="blocks-title">
      <h2 id="blocks-title">{team.blocks}</h2>
      <LoadProblem of={blocks} />
      {blocks.value?.blocks.length === 0 && <p class="empty">{team.noBlocks}</p>}
      <ul class="blocks">
        {blocks.value?.blocks.map((block) => (
          <BlockRow key={block.id} block={block} onChange={blocks.reload} />
        ))}
      </ul>
    </section>
  );
}

function BlockRow({ block, onChange }: { block: Block; onChange: () => void }) {
  const { desk, state } = useWorld();
  const { team } = texts;
  const attempt = `unblock:${block.id}`;
  const { busy, problem } = useAttempt(attempt);
  async function unblock() {
    await desk.command(attempt, (live) => live.ask('visitor:unblock', { block: block.id }));
    onChange();
  }
  return (
    <li>
      <div>
        <strong>{block.question || texts.list.noQuestion}</strong>
        <p class="detail">
          {team.blockedBy(block.byName, shortMoment(block.until, state.inbox?.now ?? block.at))}
        </p>
        <Problem text={problem} />
      </div>
      <Button class="small" busy={busy} busyLabel={team.unblocking} onClick={() => void unblock()}>
        {team.unblock}
      </Button>
    </li>
  );
}
