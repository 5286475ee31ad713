import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const SendIcon = () => (
  <Icon>
    <path d="M3 10 17 3.5 12.5 17l-3-5.5z" />
    <path d="M9.5 11.5 17 3.5" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M7 4.5v11M13 4.5v11" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M12 4.5 6.5 10l5.5 5.5" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.8" />
    <path d="M10 6.2V10l2.6 1.8" />
  </Icon>
);
export const WarnIcon = () => (
  <Icon>
    <path d="M10 3.2 17.5 16.5H2.5z" />
    <path d="M10 8.2v3.8M10 14.2v.1" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M10 4v11.5M5 10.5l5 5 5-5" />
  </Icon>
);
export const ThumbUpIcon = () => (
  <Icon>
    <path d="M6.5 9 10 3c1.3 0 2 .9 2 2v3h3.8c.8 0 1.4.8 1.2 1.6l-1.3 5.3c-.2.7-.8 1.1-1.5 1.1H6.5z" />
    <path d="M6.5 9v7H3.5V9z" />
  </Icon>
);
export const ThumbDownIcon = () => (
  <Icon>
    <path d="M6.5 11 10 17c1.3 0 2-.9 2-2v-3h3.8c.8 0 1.4-.8 1.2-1.6l-1.3-5.3C15.5 3.4 14.9 3 14.2 3H6.5z" />
    <path d="M6.5 11V4H3.5v7z" />
  </Icon>
);
export const ChatIcon = () => (
  <Icon>
    <path d="M3 5.5C3 4.7 3.7 4 4.5 4h11c.8 0 1.5.7 1.5 1.5v7c0 .8-.7 1.5-1.5 1.5H9l-4 3v-3h-.5c-.8 0-1.5-.7-1.5-1.5z" />
  </Icon>
);
