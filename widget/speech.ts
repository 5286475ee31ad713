import type { Memory } from './memory.ts';
import { german, type Language, speak, type Texts, texts } from './texts.ts';

/** In which language the window's labels are. */
export interface Speech {
  /** What the page wants; the visitor's own choice goes before. */
  propose(language: Language): void;
  /** The visitor has chosen. */
  choose(language: Language): void;
  /** False before the first labels are there: rather than in another language the window shows a moment later. */
  ready(): boolean;
}

/** German at once; other labels are loaded, and where that fails the window stays as it is. */
export function openSpeech(memory: Memory, loadEnglish: () => Promise<Texts>, changed: () => void): Speech {
  let ready = true;
  let begun = false;
  const change = async (language: Language) => {
    if (language === texts.language) return;
    ready = begun;
    speak(language === 'en' ? await loadEnglish().catch(() => texts) : german);
    ready = true;
    changed();
  };
  return {
    propose(language) {
      const chosen = memory.get('lotse.lang');
      void change(chosen === 'en' || chosen === 'de' ? chosen : language);
      begun = true;
    },
    choose(language) {
      memory.set('lotse.lang', language);
      void change(language);
    },
    ready: () => ready,
  };
}
