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
export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.5" y="5" width="15" height="10" rx="1.8" />
    <path d="M5.5 8.2h.1M8.5 8.2h.1M11.5 8.2h.1M14.5 8.2h.1M6.5 11.8h7" />
  </Icon>
);
export const GearIcon = () => (
  <Icon>
    <path d="M3 6h7M14 6h3M3 14h3M10 14h7" />
    <circle cx="12" cy="6" r="2" />
    <circle cx="8" cy="14" r="2" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2.5 10c2-3.4 4.5-5 7.5-5s5.5 1.6 7.5 5c-2 3.4-4.5 5-7.5 5s-5.5-1.6-7.5-5z" />
    <circle cx="10" cy="10" r="2.3" />
  </Icon>
);
export const BookIcon = () => (
  <Icon>
    <path d="M10 5.500C8.5 4.3 6.3 4 3.5 4v11c2.8 0 5 .3 6.5 1.5 1.5-1.2 3.7-1.5 6.5-1.500V4c-2.8 0-5 .3-6.5 1.500zM10 5.500v11" />
  </Icon>
);
export const SlashIcon = () => (
  <Icon>
    <rect x="3" y="3" width="14" height="14" rx="3" />
    <path d="m8 14 4-8" />
  </Icon>
);
export const DoubleCheckIcon = () => (
  <Icon>
    <path d="m1.5 10.5 4 4 7.5-9M9 13.500l1.2 1L18 5.5" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.8" />
    <path d="M10 9.200v4.300M10 6.600v.1" />
  </Icon>
);
export const BulbIcon = () => (
  <Icon>
    <path d="M7.5 13.500c-1.5-1-2.5-2.6-2.5-4.500a5 5 0 0 1 10 0c0 1.9-1 3.5-2.5 4.500v1.500h-5zM8.5 17.500h3" />
  </Icon>
);
