import type { ComponentChildren, VNode } from 'preact';
import type { Inline, RichText } from '../../protocol/rich-text.ts';

/** Approved text as DOM nodes; `newTab` is the hint that screen readers hear at links into another tab. */
export function RichTextView({ text, newTab }: { text: RichText; newTab: string }): VNode {
  return (
    <>
      {text.map((block) => {
        if (block.type === 'paragraph') return <p>{inline(block.children, newTab)}</p>;
        const items = block.items.map((item) => <li>{inline(item, newTab)}</li>);
        return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
      })}
    </>
  );
}

function inline(nodes: Inline[], newTab: string): ComponentChildren {
  return nodes.map((node) => inlineNode(node, newTab));
}

function inlineNode(node: Inline, newTab: string): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inline(node.children, newTab)}</strong>;
    case 'link':
      return (
        <SafeLink href={node.href} newTab={newTab}>
          {inline(node.children, newTab)}
        </SafeLink>
      );
    default:
      return node satisfies never;
  }
}

/** A link to the web, to a mailbox or to a telephone. Any other address leaves its words without a link. */
export function SafeLink(props: { href: string; newTab: string; children: ComponentChildren }): VNode {
  const { href, newTab, children } = props;
  if (/^(mailto|tel):/i.test(href)) return <a href={href}>{children}</a>;
  if (!/^https:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener nofollow">
      {children}
      <span class="hidden">{` (${newTab})`}</span>
    </a>
  );
}

/**
 * Text that a person typed, with its `https://` addresses as links. Not those with an `@` before the path: people take
 * the name before it for the host.
 */
export function typedText(text: string, newTab: string): ComponentChildren {
  // A full stop or bracket at the end belongs to the sentence, not to the address.
  return text.split(/(https:\/\/(?![^\s/?#]*@)[^\s<>"]*[^\s<>".,;:!?)\]])/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <SafeLink href={part} newTab={newTab}>
        {part}
      </SafeLink>
    ),
  );
}
